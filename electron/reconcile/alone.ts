/**
 * Lost calls that belong to no batch: purchases, refunds and revokes. They are found out about and said, and never sent again: whoever
 * wants it again asks again.
 */
import { StationError } from '../../shared/errors.ts';
import type { Answer, Candidate } from '../../shared/model.ts';
import { ApiError, type Order } from '../esim-go/index.ts';
import type { Call, Evidence } from '../store/index.ts';
import { createPatience, isPassing } from '../waiting/index.ts';
import type { Context } from './context.ts';
import { type Decision, decide } from './decide.ts';
import { unlessRefused } from './facts.ts';
import { blindView, type View } from './look.ts';
import { ITSELF, type Settler, settleOnce } from './settle.ts';
import { SLACK_MS, spanOf } from './times.ts';
import { weighStock } from './weigh-stock.ts';

/** Whoever buys for this account may have done so at the same time as well. */
const LOOK_BACK_MS = 60 * 60_000;
const MOST_PAGES = 20;
/** Amounts of money are numbers with decimals. */
const CENT = 0.005;

/** Looks until it is known what became of the call, or until a person is asked. */
export async function lookForAlone(call: Call, context: Context): Promise<void> {
  const { elapsed, timing, signal, store, now } = context;
  const patience = createPatience(timing.patienceMs);
  elapsed.of(call.id);
  for (;;) {
    signal.throwIfAborted();
    const view = await lookPatiently(call, context);
    const decision: Decision = decide(
      { quantity: call.quantity ?? 1, ...amongOthers(call, context) },
      view.sight,
      timing,
    );
    if (store.journal.get(call.id)?.settled !== null) return;
    if (decision.what === 'ask') return store.transaction(() => store.settlements.ask(call.id, view.evidence, now()));
    if (decision.what !== 'wait') {
      const reference = decision.what === 'adopt' && call.kind === 'order' ? decision.reference : null;
      const verdict = decision.what === 'adopt' ? 'made' : 'not-made';
      store.transaction(() => settleOnce(call.id, { verdict, reference }, ITSELF, context));
      return;
    }
    elapsed.save(call.id);
    await patience.pause(null, signal);
  }
}

function amongOthers(call: Call, { store }: Context) {
  const alike = store.journal.lostAlike(call).filter(({ settled }) => settled === null).length;
  return { alike, unlike: false, larger: false };
}

async function lookPatiently(call: Call, context: Context): Promise<View> {
  const { timing, signal } = context;
  const patience = createPatience(timing.patienceMs);
  for (;;) {
    try {
      return await lookAlone(call, context);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code === 'api.unauthorised') throw error;
      if (!isPassing(error)) return blindView(call, context.elapsed.of(call.id));
      if (patience.isOver()) throw error;
      await patience.pause(error.retryAfterMs, signal);
    }
  }
}

function lookAlone(call: Call, context: Context): Promise<View> {
  if (call.kind === 'order') return lookAtOrders(call, context);
  return call.kind === 'refund' ? lookAtLot(call, context) : lookAtAssignment(call, context);
}

export const lookAgainAlone = lookAlone;

/** A purchase shows as an order, in the stock, and in the balance. */
async function lookAtOrders(call: Call, context: Context): Promise<View> {
  const { client, store, timing, elapsed } = context;
  const bundle = call.bundle ?? '';
  const span = spanOf(call, timing);
  const orders = await ordersSince(span === null ? null : span.from - LOOK_BACK_MS, context);
  const [stock, organisation] = await Promise.all([client.inventory(), client.organisation()]);
  const remaining = stock.find(({ name }) => name === bundle)?.remaining ?? 0;
  const foreign = (orders ?? []).filter((order) => isPurchase(order) && !store.journal.isOurs(order.orderReference));
  const isMeant = (order: Order) =>
    order.lines.length === 1 && order.lines[0]?.item === bundle && order.lines[0].quantity === call.quantity;
  const inTime = ({ createdAt }: Order) =>
    span !== null && Date.parse(createdAt ?? '') >= span.from && Date.parse(createdAt ?? '') <= span.to;
  const eligible = foreign.filter((order) => isMeant(order) && inTime(order));
  const possible = foreign.filter(
    (order) => !eligible.includes(order) && order.lines.some(({ item }) => item === bundle),
  );
  const others = foreign.filter((order) => !eligible.includes(order));
  const candidates = eligible.map((order) => toCandidate(order, bundle));
  const gone = (call.stock?.before ?? remaining) - remaining;
  const own = store.journal.spending(bundle, call.stock?.tick ?? 0);
  const paid =
    call.balanceBefore === null || organisation.balance === null ? null : call.balanceBefore - organisation.balance;
  const { stockFits } = weighStock(call.stock, remaining, own, { theirs: [], candidates: [], inDoubt: [] });
  return {
    sight: {
      candidates: eligible.map(({ orderReference }) => ({ reference: orderReference, size: call.quantity ?? 1 })),
      doubtful: possible.some(inTime),
      rivals: others.some(inTime),
      complete: orders !== null && span !== null && client.now() !== null,
      stockFits: stockFits && (paid === null || Math.abs(paid) < CENT || own.added > 0),
      // Bought means: there are more of them, and there is less money.
      stockCovers: gone <= own.after + own.perhaps - own.added - (call.quantity ?? 0) && (paid === null || paid > CENT),
      ageMs: elapsed.of(call.id),
    },
    evidence: evidenceOf(call, [...candidates, ...possible.filter(inTime).map((order) => toCandidate(order, bundle))], {
      others: others.length > 0 || eligible.length > 1,
      unseen: orders === null ? ['GET /orders'] : [],
      now: remaining,
    }),
  };
}

/** Bought into the stock; applies, refunds and what failed are orders too. */
const isPurchase = ({ status, lines }: Order) =>
  !/^failed$/i.test(status ?? '') && lines.some(({ type }) => type === null || type === 'bundle');

const toCandidate = ({ orderReference, createdAt }: Order, bundle: string): Candidate => ({
  reference: orderReference,
  bundle,
  iccids: [],
  assignedAt: createdAt ?? '',
});

/** @returns null when they cannot all be read */
async function ordersSince(since: number | null, { client }: Context): Promise<Order[] | null> {
  if (since === null) return null;
  const from = new Date(since).toISOString();
  return (
    (await unlessRefused(async () => {
      const orders: Order[] = [];
      let pages = 0;
      for await (const { rows } of client.orders({ from })) {
        orders.push(...rows.filter(({ createdAt }) => !(Date.parse(createdAt ?? '') < since - SLACK_MS)));
        if (++pages >= MOST_PAGES) return null;
      }
      return orders;
    })) ?? null
  );
}

/** What was given back is missing from its lot. */
async function lookAtLot(call: Call, context: Context): Promise<View> {
  const { client, store, elapsed } = context;
  const bundle = call.bundle ?? '';
  const [stock, organisation] = await Promise.all([client.inventory(), client.organisation()]);
  const lots = stock.find(({ name }) => name === bundle)?.lots ?? [];
  const remaining = lots.find(({ id }) => id === call.lot)?.remaining ?? 0;
  const gone = (call.stock?.before ?? 0) - remaining;
  const { after, perhaps } = store.journal.spending(bundle, call.stock?.tick ?? 0);
  const got =
    call.balanceBefore === null || organisation.balance === null ? null : organisation.balance - call.balanceBefore;
  const isGivenBack = gone === call.quantity && (got === null || got > CENT);
  return {
    sight: {
      candidates: isGivenBack ? [{ reference: '', size: call.quantity ?? 1 }] : [],
      doubtful: false,
      // Something else may have been taken from the lot meanwhile.
      rivals: after + perhaps > 0,
      complete: call.stock !== null,
      stockFits: gone === 0 && (got === null || got < CENT),
      stockCovers: true,
      ageMs: elapsed.of(call.id),
    },
    evidence: evidenceOf(call, [], { others: false, unseen: [], now: remaining }),
  };
}

/** What was taken off is not on the eSIM any more, or is there as revoked. */
async function lookAtAssignment(call: Call, context: Context): Promise<View> {
  const { client, elapsed } = context;
  const iccid = call.iccid ?? '';
  const bundles = await unlessRefused(() => client.esimBundles(iccid, { includeUsed: true, limit: 200 }));
  const found = bundles?.find(({ assignmentId }) => assignmentId === call.assignmentId);
  const isOff = bundles !== undefined && (found === undefined || found.state === 'revoked');
  return {
    sight: {
      candidates: isOff ? [{ reference: '', size: call.quantity ?? 1 }] : [],
      doubtful: false,
      rivals: false,
      complete: bundles !== undefined,
      stockFits: true,
      stockCovers: true,
      ageMs: elapsed.of(call.id),
    },
    evidence: evidenceOf(call, [], { others: false, unseen: bundles === undefined ? [iccid] : [], now: null }),
  };
}

function evidenceOf(
  { stock }: Call,
  candidates: Candidate[],
  { others, unseen, now }: { others: boolean; unseen: string[]; now: number | null },
): Evidence {
  return { candidates, others, unseen, stock: { before: stock?.before ?? null, now } };
}

/**
 * A person's word. `adopt`: it was done (of a purchase: this order); `leave`: it was not, and nothing is sent.
 * @throws StationError `reconcile.no-candidate`, `reconcile.no-question`
 */
export async function answerAlone(
  call: Call,
  { choice, reference }: Answer,
  settler: Settler,
  context: Context,
): Promise<void> {
  const { store } = context;
  if (choice === 'send-again') throw new StationError('reconcile.not-again');
  if (choice === 'adopt' && call.kind === 'order') {
    const shown = store.settlements.ofCall(call.id)?.evidence.candidates ?? [];
    const isKnown = reference !== null && shown.some((one) => one.reference === reference);
    if (!isKnown || store.journal.isOurs(reference)) throw new StationError('reconcile.no-candidate');
  }
  const verdict = choice === 'adopt' ? 'made' : 'not-made';
  const done = store.transaction(() =>
    settleOnce(
      call.id,
      { verdict, reference: choice === 'adopt' && call.kind === 'order' ? reference : null },
      settler,
      context,
    ),
  );
  if (!done) throw new StationError('reconcile.no-question');
}
