import type { Context } from '../context.ts';
import { ageOf, type LostCall, type View } from './look.ts';
import { SLACK_MS, sentAtOf } from './times.ts';

/**
 * Holds a lost top-up against the one eSIM it was for: a bundle of its kind that came since and that none of our calls brought is what it
 * made. Whether somebody else put just this bundle on just this eSIM at just this time is not asked: the customer has it once.
 */
export async function lookAtEsim({ call, bundle }: LostCall, context: Context, since: number): Promise<View> {
  const { client, store } = context;
  const iccid = call.iccid ?? '';
  const came = (await client.esimBundles(iccid, { includeUsed: true, limit: 200 })).filter(
    ({ name, assignedAt, reference }) =>
      name === bundle &&
      Date.parse(assignedAt ?? '') >= sentAtOf(call) - SLACK_MS &&
      !(reference && store.journal.isOurs(reference)),
  );
  return {
    candidates: came.map(({ assignmentId, reference, assignedAt }) => ({
      reference: reference ?? assignmentId,
      bundle,
      iccids: [iccid],
      assignedAt: assignedAt ?? '',
    })),
    complete: true,
    others: false,
    rivals: false,
    stock: { before: call.stock?.before ?? null, now: null },
    // What is not on the eSIM was not put there; where the stock went is another matter.
    stockFits: true,
    stockCovers: true,
    ageMs: ageOf(call, context, since),
  };
}
