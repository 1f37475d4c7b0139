import { z } from 'zod';
import type { CatalogueBundle, Coverage } from '../../shared/model.ts';
import { fieldOf, record } from './fields.ts';
import type { Http } from './http.ts';
import { type Page, pages } from './paging.ts';
import { list, pageOf } from './rows.ts';
import { flag, name, number, text } from './shapes.ts';

export interface CatalogueQuery {
  /** The page to begin with; 1 when absent. */
  page?: number;
  /** Bundles a page; 100 when absent. */
  perPage?: number;
  direction?: 'asc' | 'desc';
  /** As an older page of the documents lists them. */
  orderBy?: 'bundleName' | 'dataAmount' | 'duration' | 'autostart' | 'roamingEnabled' | 'speed';
  /** Matches anywhere in the description. */
  description?: string;
  /** Exact name of a group, as `groups` has them. */
  group?: string;
  /** ISO 3166 codes; one of them has to be a base country of the bundle. */
  countries?: readonly string[];
  /** E.g. `Europe`, `North America`. */
  region?: string;
}

/** Networks are seen with `speeds` here and `speed` in the list of networks. */
const network = record({
  name: text,
  brandName: text,
  speeds: list(z.string()),
  speed: list(z.string()),
}).transform(({ name, brandName, speeds, speed }) => ({
  name: brandName ?? name ?? '',
  speeds: speeds.length > 0 ? speeds : speed,
}));

/** Flat in the documents and in the list; in the wild, when one bundle is asked for, nested beside its networks. */
const country = z.preprocess(
  (body) => (fieldOf(body, 'country') === undefined ? { country: body } : body),
  record({
    country: record({ iso: z.string().min(1), name: text, region: text }),
    networks: list(network),
  }).transform(({ country: { iso, name, region }, networks }) => ({ iso, name: name ?? iso, region, networks })),
);

const speeds = z.preprocess((body) => fieldOf(body, 'speeds') ?? body, list(z.string()));

const sold = record({
  name,
  description: text,
  countries: list(country),
  roamingEnabled: list(country),
  dataAmount: number,
  unlimited: flag,
  duration: number,
  speed: speeds,
  price: number,
}).transform(
  (row): Coverage => ({
    bundle: {
      name: row.name,
      description: row.description ?? row.name,
      countries: row.countries.map(({ iso, name, region }) => ({ iso, name, region })),
      roaming: row.roamingEnabled.map(({ iso, name }) => ({ iso, name })),
      dataMb: row.unlimited || !row.dataAmount || row.dataAmount < 0 ? null : row.dataAmount,
      unlimited: row.unlimited,
      days: row.duration,
      speeds: row.speed,
      price: row.price,
    },
    countries: coverage([...row.countries, ...row.roamingEnabled]),
  }),
);

export const catalogueCalls = (http: Http) => ({
  /**
   * GET /catalogue: what can be bought, page by page, by name unless asked otherwise; amounts in MB (1 GB = 1000 MB), prices in the
   * account's currency. Source: OpenAPI v2.4; `orderBy` of the v2.3 page.
   */
  catalogue({
    page = 1,
    countries,
    ...query
  }: CatalogueQuery = {}): AsyncGenerator<Page<CatalogueBundle>, void, undefined> {
    const asked = { perPage: 100, ...query, countries: countries?.join(',') };
    return pages(
      page,
      async (page) => {
        const answer = await http.read(
          { endpoint: 'GET /catalogue', query: { page, ...asked } },
          pageOf('bundles', sold),
        );
        return { ...answer, rows: answer.rows.map(({ bundle }) => bundle) };
      },
      ({ name }) => name,
    );
  },

  /**
   * GET /catalogue/bundle/{name}: one bundle and where it works. Networks are named only as far as the API names them; those it calls
   * potential are left out. `api.refused` for a name nobody sells. Source: OpenAPI v2.4, and the nested shape seen in the wild.
   */
  catalogueBundle(name: string): Promise<Coverage> {
    return http.read({ endpoint: 'GET /catalogue/bundle/{name}', segments: { name } }, sold);
  },
});

/** Base and roaming countries as one list without doubles. */
function coverage(rows: z.output<typeof country>[]): Coverage['countries'] {
  const byIso = new Map<string, Coverage['countries'][number]>();
  for (const { iso, name, networks } of rows) {
    const known = byIso.get(iso)?.networks ?? [];
    const fresh = networks.filter((network) => !known.some(({ name }) => name === network.name));
    byIso.set(iso, { iso, name, networks: [...known, ...fresh] });
  }
  return [...byIso.values()];
}
