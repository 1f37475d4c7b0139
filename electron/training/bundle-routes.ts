/** The bundles on one eSIM: which, in what state, and taking them off again. */
import { z } from 'zod';
import type { Assignment, Esim } from './account.ts';
import { bundleOf, catalogue } from './catalogue.ts';
import { assignmentShape, bundlesShape } from './esim-shapes.ts';
import type { Revoked } from './events.ts';
import { fits } from './fitting.ts';
import { isThere, stateOf } from './life.ts';
import { badRequest, json, Refusal, type Reply } from './replies.ts';
import { flag, noQuery, readQuery, whole } from './requests.ts';
import { oldestUnused, playRevoked, revocation } from './revoke.ts';
import { type Call, type Handler, momentOf, ownEsim, type World } from './world.ts';

const bundlesQuery = z.strictObject({
  includeUsed: flag.default(false),
  limit: whole.pipe(z.int().max(200)).default(15),
});

const CURRENT = new Set(['processing', 'queued', 'active']);

export const getBundles: Handler = ({ params, query }, world) => {
  const { includeUsed, limit } = readQuery(bundlesQuery, query);
  const moment = momentOf(world);
  const newest = ownEsim(world, params.iccid)
    .assignments.filter(({ grant }) => moment.now >= grant.shows)
    .filter((assignment) => includeUsed || CURRENT.has(stateOf(assignment, moment)))
    .reverse()
    .slice(0, limit);
  return json(bundlesShape(world.variant, newest, moment));
};

/** GUESS: 400 for a bundle that is not there, here and below. */
const notOnEsim = (name = ''): Reply => badRequest(`bundle ${name} is not on this eSIM`);

export const getBundle: Handler = ({ params, query }, world) => {
  readQuery(noQuery, query);
  const latest = ownEsim(world, params.iccid).assignments.findLast(
    ({ bundle, grant }) => bundle.name === params.name && world.now() >= grant.shows,
  );
  if (!latest) return notOnEsim(params.name);
  return json({ assignments: [assignmentShape(world.variant, latest, momentOf(world))] });
};

export const getCompatible: Handler = ({ params, query, effect }, world) => {
  readQuery(noQuery, query);
  const { bundle: name = '' } = params;
  const esim = ownEsim(world, params.iccid);
  if (!catalogue.has(name) && !world.account.stock.has(name)) return badRequest(`bundle ${name} not found`);
  return json({ compatible: !effect.incompatible && fits(bundleOf(name), esim) });
};

/** GUESS: all texts but the first. */
const OUTCOMES: Record<Revoked['refund'], string> = {
  inventory: 'Successfully Revoked Bundle, bundle has been refunded to inventory',
  balance: 'Successfully Revoked Bundle, bundle has been refunded to balance',
  none: 'Successfully Revoked Bundle',
};

/** What a dry run says is not documented beyond being a text. */
const PROSPECTS: Record<Revoked['refund'], string> = {
  inventory: 'Bundle can be revoked, bundle will be refunded to inventory',
  balance: 'Bundle can be revoked, bundle will be refunded to balance',
  none: 'Bundle can be revoked, bundle will not be refunded',
};

const type = z.enum(['validate', 'transaction']).default('transaction');

interface RevokeRequest {
  type: z.output<typeof type>;
  refundToBalance: boolean;
}

function revoke(
  esim: Esim,
  assignment: Assignment,
  { type, refundToBalance }: RevokeRequest,
  { effect, made }: Pick<Call, 'effect' | 'made'>,
  world: World,
): Reply {
  const event = revocation(esim, assignment, {
    toBalance: refundToBalance,
    refunds: !effect.refundsOff,
    returns: !effect.returnsOff,
    at: world.now(),
  });
  if (type === 'validate') return json({ status: PROSPECTS[event.refund] });
  world.commit(event, playRevoked);
  made(event.assignment);
  return json({ status: OUTCOMES[event.refund] });
}

/** @throws Refusal when there is nothing to take off any more. */
function present(assignment: Assignment | undefined, name: string | undefined, now: number): Assignment {
  if (!assignment || assignment.bundle.name !== name || !isThere(assignment, now)) throw new Refusal(notOnEsim(name));
  return assignment;
}

const revokeQuery = z
  .strictObject({
    type,
    refundToBalance: flag.default(false),
    /** The id of an assignment (GUESS; "offer" is what it was called in v2.0). */
    offerId: z.string().min(1).optional(),
  })
  .refine((query) => !query.refundToBalance || query.offerId !== undefined, 'refundToBalance needs an offerId');

export const deleteBundle: Handler = ({ params, query, ...call }, world) => {
  const { offerId, ...request } = readQuery(revokeQuery, query);
  const esim = ownEsim(world, params.iccid);
  const { name = '' } = params;
  const found =
    offerId === undefined ? oldestUnused(esim, name, world.now()) : esim.assignments.find(({ id }) => id === offerId);
  return revoke(esim, present(found, name, world.now()), request, call, world);
};

/** `refundToBalance` is of the newest page of the documents. */
const revokeOneQuery = z.strictObject({ type, refundToBalance: flag.default(false) });

export const deleteAssignment: Handler = ({ params, query, ...call }, world) => {
  const request = readQuery(revokeOneQuery, query);
  const esim = ownEsim(world, params.iccid);
  const found = esim.assignments.find(({ id }) => id === params.id);
  return revoke(esim, present(found, params.name, world.now()), request, call, world);
};
