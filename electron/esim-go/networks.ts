import { z } from 'zod';
import { record } from './fields.ts';
import type { Http } from './http.ts';
import { type Listed, list, rowsOf } from './rows.ts';
import { name, text } from './shapes.ts';

/** Countries by their names or by ISO 3166 code, or all of them. */
export type NetworksQuery =
  | { countries: readonly string[]; isos?: never; returnAll?: never }
  | { isos: readonly string[]; countries?: never; returnAll?: never }
  | { returnAll: true; countries?: never; isos?: never };

const network = record({
  name: text,
  brandName: text,
  mcc: text,
  mnc: text,
  tagid: text,
  speed: list(z.string()),
}).transform(({ name, tagid, speed, ...rest }) => ({ ...rest, name: name ?? '', tadig: tagid, speeds: speed }));

const country = record({ name, networks: list(network) }).transform(({ name, networks }) => ({
  country: name,
  networks,
}));

/** `country` is an ISO code in the newest documents, older ones suggest a name. */
export type CountryNetworks = z.output<typeof country>;

export const networkCalls = (http: Http) => ({
  /** GET /networks: the mobile networks of some countries. Source: OpenAPI v2.4. */
  networks({ countries, isos, returnAll }: NetworksQuery): Promise<Listed<CountryNetworks>> {
    const query = { countries: countries?.join(','), isos: isos?.join(','), returnAll };
    return http.read({ endpoint: 'GET /networks', query }, rowsOf('countryNetworks', country));
  },
});
