/** The eSIMs of the account and what can be done for one. */
import { z } from 'zod';
import { playRefreshed, playTexted, playUpdated } from './care.ts';
import { type EsimSummary, esimShape, esimSummary, historyShape, locationShape } from './esim-shapes.ts';
import { dateFilter, textFilter } from './filter.ts';
import { isAway, isHidden } from './life.ts';
import { badRequest, json } from './replies.ts';
import { additionalFields, direction, iccid, noQuery, readBody, readQuery, whole } from './requests.ts';
import { list, onPage } from './shapes.ts';
import { type Handler, ownEsim } from './world.ts';

const FIELDS = ['iccid', 'customerRef', 'lastAction', 'actionDate', 'assignedDate'] as const;

const esimsQuery = z
  .strictObject({
    page: whole.default(1),
    // GUESS: the default.
    perPage: z.enum(['10', '25', '50', '100']).default('10').transform(Number),
    direction,
    orderBy: z.literal('iccid').optional(),
    filterBy: z.enum(FIELDS).optional(),
    filter: z.string().optional(),
  })
  .refine(
    (query) => (query.filterBy === undefined) === (query.filter === undefined),
    'filterBy and filter go together',
  );

function filterOf(field: (typeof FIELDS)[number], filter: string): (esim: EsimSummary) => boolean {
  if (field === 'actionDate' || field === 'assignedDate') {
    const holds = dateFilter(filter, 'filter');
    return (esim) => holds(Date.parse(esim[field]));
  }
  const holds = textFilter(filter);
  return (esim) => holds(esim[field]);
}

export const getEsims: Handler = ({ query }, { account, variant, now }) => {
  const { page, perPage, direction, filterBy, filter } = readQuery(esimsQuery, query);
  const at = now();
  let esims = [...account.esims.values()].filter((esim) => !isAway(esim, at) && !isHidden(esim, at));
  if (filterBy !== undefined && filter !== undefined) {
    const matches = filterOf(filterBy, filter);
    esims = esims.filter((esim) => matches(esimSummary(esim)));
  }
  esims.sort((a, b) => (a.iccid < b.iccid ? -1 : 1));
  if (direction === 'desc') esims.reverse();
  const rows = onPage(esims, { page, size: perPage }).map(esimSummary);
  return json(list(variant, 'esims', rows, perPage, esims.length));
};

const customerRef = z.string();
const updateBody = z.strictObject({ iccid, customerRef });
/** Documented twice, as parameters and as body; the body wins (GUESS). */
const updateQuery = updateBody.partial();

export const putEsim: Handler = ({ query, contentType, body, effect }, world) => {
  const asked =
    body.length > 0
      ? { ...readQuery(updateQuery, query), ...readBody(updateBody, { contentType, body }) }
      : readQuery(updateBody, query);
  ownEsim(world, asked.iccid);
  const { referenceLimit = Number.POSITIVE_INFINITY, referenceCut } = effect;
  const characters = Array.from(asked.customerRef);
  if (characters.length > referenceLimit) {
    return badRequest(`customerRef must not be longer than ${referenceLimit} characters`);
  }
  const kept = characters.slice(0, referenceCut).join('');
  world.commit({ type: 'updated', at: world.now(), iccid: asked.iccid, customerRef: kept }, playUpdated);
  return json({ status: 'success' });
};

const detailsQuery = z.strictObject({ additionalFields });

export const getEsim: Handler = ({ params, query }, world) => {
  const { additionalFields } = readQuery(detailsQuery, query);
  return json(esimShape(world.variant, ownEsim(world, params.iccid), additionalFields !== undefined));
};

export const getHistory: Handler = ({ params, query }, world) => {
  readQuery(noQuery, query);
  return json(historyShape(world.variant, ownEsim(world, params.iccid), world.now()));
};

export const getLocation: Handler = ({ params, query }, world) => {
  readQuery(noQuery, query);
  const location = locationShape(world.variant, ownEsim(world, params.iccid));
  return location === null ? badRequest('no location found for this eSIM') : json(location);
};

/** A GET that does something: it drops the customer's connection. */
export const getRefresh: Handler = ({ params, query }, world) => {
  readQuery(noQuery, query);
  const { iccid } = ownEsim(world, params.iccid);
  world.commit({ type: 'refreshed', at: world.now(), iccid }, playRefreshed);
  return json({ status: 'Successfully refreshed SIM' });
};

const textBody = z.strictObject({
  /** Characters, not code units, as a Go back-end counts (GUESS). */
  message: z.string().refine((text) => text !== '' && Array.from(text).length <= 160, 'must be 1 to 160 characters'),
  from: z.literal('eSIM').optional(),
});

export const postSms: Handler = ({ params, query, ...sent }, world) => {
  readQuery(noQuery, query);
  const { iccid } = ownEsim(world, params.iccid);
  const { message } = readBody(textBody, sent);
  world.commit({ type: 'texted', at: world.now(), iccid, message }, playTexted);
  return json({ status: 'sent' });
};
