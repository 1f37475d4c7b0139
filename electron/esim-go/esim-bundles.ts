import { z } from 'zod';
import type { EsimBundle } from '../../shared/model.ts';
import { check } from './decode.ts';
import { record } from './fields.ts';
import type { ChangeRequest, Http } from './http.ts';
import { withoutSecrets } from './redact.ts';
import { notYours } from './refusals.ts';
import { joined, type Listed, listed, rows, rowsOf } from './rows.ts';
import { flag, id, instant, name, number, said, saidDone, text } from './shapes.ts';

/** An assignment is named after its apply or order with its position in it: `5f0c…-0`. */
const applyReferenceOf = (reference: string): string => reference.replace(/-\d{1,5}$/, '');

const assignment = record({
  id,
  bundleState: text,
  initialQuantity: number,
  remainingQuantity: number,
  unlimited: flag,
  startTime: instant,
  endTime: instant,
  assignmentDateTime: instant,
  assignmentReference: text,
}).transform((row) => ({
  assignmentId: row.id,
  state: row.bundleState ?? '',
  initialBytes: row.initialQuantity,
  remainingBytes: row.remainingQuantity,
  unlimited: row.unlimited,
  startsAt: row.startTime,
  endsAt: row.endTime,
  assignedAt: row.assignmentDateTime,
  reference: row.assignmentReference && applyReferenceOf(row.assignmentReference),
}));

const onEsim = record({
  name,
  description: text,
  assignments: z.preprocess((value) => value ?? null, rows(assignment)),
}).transform(
  ({ name, description, assignments }): Listed<EsimBundle> =>
    listed(
      assignments.map((row) => ({ name, description: description ?? name, ...row })),
      assignments.unreadable ?? 0,
    ),
);

export interface EsimBundlesQuery {
  /** Also those that are used up or over. */
  includeUsed?: boolean;
  /** 1 to 200 assignments; 15 when absent. */
  limit?: number;
}

/** `validate` only asks what would happen; `transaction` does it. */
export type RevokeType = 'validate' | 'transaction';

/** Giving the money back instead of the bundle needs the id of the assignment as `offerId`. */
export type RevokeOptions = { refundToBalance?: false; offerId?: string } | { refundToBalance: true; offerId: string };

async function revoke(http: Http, request: ChangeRequest, type: RevokeType): Promise<string> {
  if (type === 'transaction') return http.change(request, saidDone);
  const answer = await http.read(request, z.unknown());
  const words = check(said, answer, { endpoint: request.endpoint, effect: 'nothing' });
  // What a dry run answers is documented to be a text and described as more than that; then the whole answer has to do.
  return words || (answer === null ? '' : withoutSecrets(JSON.stringify(answer)));
}

/** The calls throw `api.not-yours` when the account has no access to the eSIM. */
export const esimBundleCalls = (http: Http) => ({
  /**
   * GET /esims/{iccid}/bundles: what is on an eSIM, one entry per assignment; amounts in bytes (1 GB = 1 000 000 000).
   * Source: ESIMsApi v2.4, esimsIccidBundlesGet.
   */
  async esimBundles(iccid: string, { includeUsed, limit }: EsimBundlesQuery = {}): Promise<Listed<EsimBundle>> {
    const endpoint = 'GET /esims/{iccid}/bundles';
    const query = { includeUsed, limit };
    const bundles = await http.read(
      { endpoint, segments: { iccid }, query, refusal: notYours },
      rowsOf('bundles', onEsim),
    );
    return joined([...bundles, listed([], bundles.unreadable ?? 0)]);
  },

  /**
   * GET /esims/{iccid}/bundles/{name}: the latest assignment of one bundle, and by that whether it is still `processing`; amounts in
   * bytes. Source: ESIMsApi v2.4, esimsIccidBundlesNameGet.
   */
  async esimBundle(iccid: string, name: string): Promise<Listed<EsimBundle>> {
    const endpoint = 'GET /esims/{iccid}/bundles/{name}';
    const rows = await http.read(
      { endpoint, segments: { iccid, name }, refusal: notYours },
      rowsOf('assignments', assignment),
    );
    return listed(
      rows.map((row) => ({ name, description: name, ...row })),
      rows.unreadable ?? 0,
    );
  },

  /**
   * DELETE /esims/{iccid}/bundles/{name}: takes a bundle off an eSIM, the oldest unused one where there are several (the documents also
   * say the latest: prefer `revokeAssignment`). Unused ones go back to the stock or the balance where the organisation may do
   * that. An eSIM that is left without bundles and was never installed may leave the account.
   * @returns what the API said: of what it did, or for `validate` of what it would do. Source: ESIMsApi v2.4, esimsIccidBundlesNameDelete.
   */
  revokeBundle(
    iccid: string,
    name: string,
    type: RevokeType,
    { refundToBalance, offerId }: RevokeOptions = {},
  ): Promise<string> {
    const request: ChangeRequest = {
      endpoint: 'DELETE /esims/{iccid}/bundles/{name}',
      segments: { iccid, name },
      query: { type, refundToBalance, offerId },
      refusal: notYours,
    };
    return revoke(http, request, type);
  },

  /**
   * DELETE /esims/{iccid}/bundles/{name}/assignments/{assignmentId}: the same for one assignment.
   * Source: ESIMsApi v2.4, esimsIccidBundlesNameAssignmentsAssignmentIdDelete.
   */
  revokeAssignment(iccid: string, name: string, assignmentId: string, type: RevokeType): Promise<string> {
    const request: ChangeRequest = {
      endpoint: 'DELETE /esims/{iccid}/bundles/{name}/assignments/{assignmentId}',
      segments: { iccid, name, assignmentId },
      query: { type },
      refusal: notYours,
    };
    return revoke(http, request, type);
  },
});
