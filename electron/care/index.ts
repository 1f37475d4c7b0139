/** Helping a customer who comes back: what the account says of an eSIM, and the acts on it. */

import { buildActivationCode, holdsActivationCode } from '../../shared/activation-code.ts';
import { problemOf, StationError } from '../../shared/errors.ts';
import { MAX_SMS_LENGTH } from '../../shared/limits.ts';
import type { Act, ActResult, EsimState, Problem, RevokePreview } from '../../shared/model.ts';
import { readMark, withMark } from '../../shared/station-mark.ts';
import type { Client } from '../esim-go/index.ts';
import { type Journal, journaled, resultOf, toAct } from '../journal/index.ts';
import type { OtherEntry, RevokeEntry, Store } from '../store/index.ts';
import { revokePreview } from './revoke.ts';
import { verdictOf } from './verdict.ts';

export type Care = ReturnType<typeof createCare>;

interface Options {
  store: Store;
  client: Client;
  now: () => Date;
  journal: Journal;
  /** Puts a bundle on one eSIM as a batch of one. */
  topUp: (iccid: string, bundle: string, operator: string) => Promise<ActResult & { batchId: string }>;
  /** Looks for calls that got lost and can be read back. */
  lost: () => void;
}

export function createCare({ store, client, now, journal, topUp, lost }: Options) {
  /** Sends one act. @throws StationError when it was refused or could not be sent: nothing was changed then */
  async function act<T>(
    entry: OtherEntry | RevokeEntry,
    call: { request: Record<string, unknown>; operator: string; send: () => Promise<T> },
    said: (answer: T) => string,
  ): Promise<ActResult> {
    const ended = await journaled(journal, entry, call);
    if (ended.outcome === 'unknown') lost();
    return resultOf(ended, said);
  }

  const bundlesOf = (iccid: string) => client.esimBundles(iccid, { includeUsed: true, limit: 200 });

  async function details(iccid: string) {
    const esim = await client.esim(iccid);
    const { smdpAddress, matchingId } = esim;
    return {
      iccid,
      smdpAddress,
      matchingId,
      activationCode: smdpAddress && matchingId ? buildActivationCode(smdpAddress, matchingId) : null,
      customerRef: readMark(esim.customerRef).text,
      profileStatus: esim.profileStatus,
      verdict: verdictOf(esim.profileStatus, esim.firstInstalledAt),
    };
  }

  return {
    /**
     * What the account says of an eSIM now, everything asked side by side; the newest event first.
     * @throws StationError when not even its details can be had; any other part that fails holds its problem
     */
    async look(iccid: string): Promise<EsimState> {
      const [esim, bundles, events, location] = await Promise.all([
        details(iccid),
        orProblem(bundlesOf(iccid)),
        orProblem(client.history(iccid).then((events) => events.toReversed())),
        orProblem(client.location(iccid)),
      ]);
      return { ...esim, bundles, events, location };
    },

    /** What this station did to an eSIM, newest first. */
    acts: (iccid: string): Act[] => store.journal.ofEsim(iccid).map(toAct),

    /** Whether a bundle can be put on this eSIM; providers differ. */
    compatible: (iccid: string, bundle: string): Promise<boolean> => client.compatible(iccid, bundle),

    /**
     * Puts another bundle from the stock on an eSIM, after asking whether it fits. Spends stock.
     * @throws StationError when it was refused or could not be sent: nothing was spent then
     */
    topUp,

    /** Makes the network forget where the eSIM is, which cuts the customer off until the phone comes back. */
    refresh: (iccid: string, operator: string): Promise<ActResult> =>
      act({ kind: 'refresh', iccid }, { request: {}, operator, send: () => client.refresh(iccid) }, (said) => said),

    /** @throws StationError `care.message` unless the text has 1 to 160 characters */
    async sms(iccid: string, message: string, operator: string): Promise<ActResult> {
      const { length } = [...message.trim()];
      if (length < 1 || length > MAX_SMS_LENGTH) throw new StationError('care.message', { max: MAX_SMS_LENGTH });
      refuseCode(message);
      const request = { message: message.trim() };
      const send = () => client.sms(iccid, request.message);
      return act({ kind: 'sms', iccid }, { request, operator, send }, (said) => said);
    },

    /** What revoking would do; changes nothing. */
    async previewRevoke(iccid: string, bundle: string, assignmentId: string): Promise<RevokePreview> {
      const [esim, bundles, said] = await Promise.all([
        details(iccid),
        bundlesOf(iccid),
        client.revokeAssignment(iccid, bundle, assignmentId, 'validate'),
      ]);
      const revoked = bundles.find((item) => item.assignmentId === assignmentId && item.name === bundle);
      if (!revoked) throw new StationError('care.no-assignment');
      return revokePreview(said, revoked, { bundles, verdict: esim.verdict }, now());
    },

    /** Takes one assignment of a bundle off the eSIM, by its id, because which one a name alone means is contradicted. */
    revoke: (iccid: string, bundle: string, assignmentId: string, operator: string): Promise<ActResult> =>
      act(
        { kind: 'revoke', iccid, bundle, assignmentId },
        {
          request: { bundle, assignmentId },
          operator,
          send: () => client.revokeAssignment(iccid, bundle, assignmentId, 'transaction'),
        },
        (said) => said,
      ),

    /** Keeps the mark of the station that made the eSIM: by it the stations of an account tell theirs apart. */
    async setReference(iccid: string, text: string, operator: string): Promise<ActResult> {
      refuseCode(text);
      const { mark } = readMark((await client.esim(iccid)).customerRef);
      const customerRef = mark ? withMark(text, mark) : text;
      const send = () => client.setCustomerRef(iccid, customerRef);
      return act({ kind: 'reference', iccid }, { request: { customerRef }, operator, send }, (said) => said);
    },
  };
}

/** Whoever has a code has its eSIM, and what is written here is shown and sent. @throws StationError `text.holds-code` */
function refuseCode(text: string): void {
  if (holdsActivationCode(text)) throw new StationError('text.holds-code');
}

async function orProblem<T>(asked: Promise<T>): Promise<T | Problem> {
  try {
    return await asked;
  } catch (error) {
    return problemOf(error);
  }
}
