/** What can be bought, for whom, and on which networks it works. */
import { z } from 'zod';
import { type Bundle, catalogue } from './catalogue.ts';
import { catalogueBundle, listedBundle } from './catalogue-shapes.ts';
import { textMatches } from './filter.ts';
import { networksOf } from './networks.ts';
import { groupsShape, organisationShape } from './organisation.ts';
import { priceOf } from './others.ts';
import { badRequest, json } from './replies.ts';
import { direction, noQuery, readQuery, several, whole } from './requests.ts';
import { list, onPage } from './shapes.ts';
import type { Handler } from './world.ts';

type Rank = (bundle: Bundle) => string | number;

/** `speed` was seen in use, the others are of an older page; practice bundles are all as fast. */
const RANKS = {
  bundleName: ({ name }) => name,
  dataAmount: ({ data, unlimited }) => (unlimited ? Number.POSITIVE_INFINITY : data),
  duration: ({ days }) => days,
  autostart: ({ autostart }) => Number(autostart),
  roamingEnabled: ({ countries }) => countries.length,
  speed: () => 0,
} satisfies Record<string, Rank>;

const catalogueQuery = z.strictObject({
  page: whole.default(1),
  // GUESS: the default and the most.
  perPage: whole.pipe(z.int().max(1000)).default(50),
  direction,
  orderBy: z.enum(Object.keys(RANKS) as [keyof typeof RANKS]).default('bundleName'),
  description: z.string().optional(),
  group: z.string().optional(),
  countries: several.optional(),
  region: z.string().optional(),
});

/** Every filter has to hold; one of several countries is enough. */
function filtersOf(query: z.output<typeof catalogueQuery>): ((bundle: Bundle) => boolean)[] {
  const { description, group, countries, region } = query;
  const described = textMatches(description ?? '');
  return [
    ({ desc }) => described(desc),
    (bundle) => group === undefined || bundle.group === group,
    (bundle) => countries === undefined || bundle.countries.some(({ iso }) => countries.includes(iso)),
    (bundle) => region === undefined || bundle.countries.some((country) => country.region === region),
  ];
}

export const getCatalogue: Handler = ({ query }, { account, variant }) => {
  const asked = readQuery(catalogueQuery, query);
  const filters = filtersOf(asked);
  const rank: Rank = RANKS[asked.orderBy];
  const bundles = [...catalogue.values()]
    .filter((bundle) => filters.every((holds) => holds(bundle)))
    .sort((a, b) => (rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b))));
  if (asked.direction === 'desc') bundles.reverse();
  const rows = onPage(bundles, { page: asked.page, size: asked.perPage });
  const shown = rows.map((bundle) => listedBundle(variant, { ...bundle, price: priceOf(account, bundle.name) }));
  return json(list(variant, 'bundles', shown, asked.perPage, bundles.length));
};

export const getCatalogueBundle: Handler = ({ params, query }, { account, variant }) => {
  readQuery(noQuery, query);
  const bundle = catalogue.get(params.name ?? '');
  // GUESS: 400, here and for everything else nobody has heard of.
  if (!bundle) return badRequest(`bundle ${params.name} not found`);
  return json(catalogueBundle(variant, { ...bundle, price: priceOf(account, bundle.name) }));
};

export const getOrganisation: Handler = ({ query }, { account, variant }) => {
  readQuery(noQuery, query);
  return json(organisationShape(account, variant));
};

export const getGroups: Handler = ({ query }) => {
  readQuery(noQuery, query);
  return json(groupsShape());
};

const networksQuery = z
  .strictObject({ countries: several.optional(), isos: several.optional(), returnAll: z.literal('true').optional() })
  .refine(
    ({ countries, isos, returnAll }) => countries ?? isos ?? returnAll,
    'one of countries, isos and returnAll is needed',
  );

export const getNetworks: Handler = ({ query }) => {
  const { countries, isos, returnAll } = readQuery(networksQuery, query);
  const known = new Map(
    [...catalogue.values()].flatMap((bundle) => bundle.countries.map(({ iso, name }) => [iso, name])),
  );
  const wanted = [...known].filter(
    ([iso = '', name = '']) => returnAll || isos?.includes(iso) || countries?.includes(name),
  );
  const countryNetworks = wanted.map(([iso = '']) => ({ name: iso, networks: networksOf(iso) }));
  return json({ countryNetworks: countryNetworks.length > 0 ? countryNetworks : null });
};
