import { z } from 'zod';
import { fieldOf, record } from './fields.ts';
import type { Http } from './http.ts';
import { type Listed, list, rowsOf } from './rows.ts';
import { name, number, text } from './shapes.ts';

/** What the station needs of it. The answer also holds the API key and people's addresses: neither is taken from it. */
const organisation = record({
  name: text,
  currency: text,
  /** In whole units of the currency, test credit included. */
  balance: number,
  groups: list(z.string()),
  // An object with neither is some other answer.
}).refine(({ name, balance }) => name !== null || balance !== null, { message: 'no organisation' });

export type Organisation = z.output<typeof organisation>;

/** Flat in the documents, a list of one in the wild. */
const answer = z
  .preprocess(
    (body) => (fieldOf(body, 'organisations') === undefined ? { organisations: [body] } : body),
    record({ organisations: z.tuple([organisation]).rest(z.unknown()) }),
  )
  .transform(({ organisations: [first] }) => first);

const group = record({ name, desc: text }).transform(({ name, desc }) => ({ name, description: desc ?? '' }));

export type BundleGroup = z.output<typeof group>;

export const organisationCalls = (http: Http) => ({
  /** GET /organisation: whose account this is and its balance. Source: OpenAPI v2.4; the wrapped shape of the v2.1 page. */
  organisation(): Promise<Organisation> {
    return http.read({ endpoint: 'GET /organisation' }, answer);
  },

  /** GET /organisation/groups: groups of bundles this account may buy from. Source: OpenAPI v2.4. */
  groups(): Promise<Listed<BundleGroup>> {
    return http.read({ endpoint: 'GET /organisation/groups' }, rowsOf('groups', group));
  },
});
