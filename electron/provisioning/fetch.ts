import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { isOutOfReach, StationError } from '../../shared/errors.ts';
import type { BatchItem } from '../../shared/model.ts';
import { ApiError, type Assignment } from '../esim-go/index.ts';
import { unpackQrBundle, type Verdict, verifyImage } from '../qr-bundle/index.ts';
import type { ApplyCall } from '../store/index.ts';
import { AT_ONCE, createPatience, isPassing, patiently } from '../waiting/index.ts';
import { confirmTopUp } from './confirm-top-up.ts';
import type { Context } from './context.ts';
import { recordCodes, recordInstead } from './record-codes.ts';

/** When to ask for the first large apply of a batch, and how long the others wait for what it shows. Milliseconds. */
const FIRST_LOOK_MS = 1_000;
const SCOUTING_MS = 15_000;
/** Verified images are written down this often: once for each would make the disk wait more than the decoder. */
const WRITE_EVERY_MS = 20;

/**
 * Brings the eSIMs of a batch's answered calls from assigned to ready: their codes as JSON, then their images as ZIP, each image held
 * against its code. A top-up is ready when the eSIM says so. Reading only, so it may be repeated from any point after a crash.
 *
 * The first large apply of a batch is asked about until it is done; how long that took tells when the others are worth asking for, and
 * no call of the limit is wasted on what cannot be there yet.
 */
export function createFetching(context: Context, batchId: string, failed: (error: unknown) => void) {
  const { store, client, signal } = context;
  /** When the answers of calls came, on the clock of `performance.now`. */
  const answers = new Map<string, number>();
  const known = new Set<string>();
  const fetching = new Set<Promise<void>>();
  /** How long the API works on a large apply: when the first one is done, or nobody waits for it any longer. */
  let workMs: Promise<number> | null = null;

  function bring(call: ApplyCall): Promise<void> {
    const answered = answers.get(call.id);
    if (call.kind === 'top-up') return confirmTopUp(context, call, answered ?? performance.now());
    // What was answered before this run has been worked on long enough.
    if (answered === undefined) return readCodes(call, 0, 0).then(() => fetchImages(context, batchId, call));
    const large = store.items.ofCall(call.id).length > AT_ONCE;
    const codes =
      large && workMs ? workMs.then((ms) => readCodes(call, answered, ms)) : readFirst(call, answered, large);
    return codes.then(() => fetchImages(context, batchId, call));
  }

  function readFirst(call: ApplyCall, answered: number, large: boolean): Promise<void> {
    if (!large) return readCodes(call, answered, 0);
    const codes = readCodes(call, answered, FIRST_LOOK_MS);
    const done = codes.catch(() => {}).then(() => performance.now() - answered);
    const enough = sleep(SCOUTING_MS, 0, { signal, ref: false }).catch(() => 0);
    workMs = Promise.race([done, enough]);
    return codes;
  }

  /** @param answered when the call was, on the clock of `performance.now` @param afterMs how long after that to ask first */
  async function readCodes(call: ApplyCall, answered: number, afterMs: number): Promise<void> {
    const begun = answered || performance.now();
    const patience = createPatience(context.timing.patienceMs, begun);
    await sleep(Math.max(0, answered + afterMs - performance.now()), undefined, { signal });
    for (;;) {
      signal.throwIfAborted();
      let rows: Assignment[] = [];
      let retryAfterMs: number | null = null;
      try {
        rows = await client.assignments(call.reference ?? '');
      } catch (error) {
        if (!isPassing(error) || patience.isOver()) throw error;
        retryAfterMs = error.retryAfterMs;
      }
      recordCodes(context, call, rows);
      const missing = stillAssigned(call);
      if (missing.length === 0) return;
      if (patience.isOver()) return giveUpOn(call, rows, performance.now() - begun);
      await patience.pause(retryAfterMs, signal);
    }
  }

  const stillAssigned = (call: ApplyCall) => store.items.ofCall(call.id).filter(({ state }) => state === 'assigned');

  /**
   * What the list of an apply does not show for so long is asked for by name. Where the account does not know it, but lists others that
   * nobody asked for, those are what was made: the answer named them wrongly. What has no name is lost like a call of its own.
   */
  async function giveUpOn(call: ApplyCall, rows: readonly Assignment[], waitedMs: number): Promise<void> {
    const spare = rows.filter(({ iccid }) => store.items.owner(iccid) === null);
    for (const item of stillAssigned(call)) if (item.iccid) await readByName(call, item, spare);
    recordCodes(context, call, rows);
    store.transaction(() => context.settling.loseRest(call, waitedMs));
    context.changed(batchId, store.items.ofBatch(batchId));
    // The others go on to their images.
    if (stillAssigned(call).length > 0) failed(new StationError('api.no-code'));
  }

  async function readByName(call: ApplyCall, item: BatchItem, spare: Assignment[]): Promise<void> {
    const { iccid, position } = item;
    try {
      const { smdpAddress, matchingId } = await client.esim(iccid ?? '');
      recordCodes(context, call, [
        { iccid: iccid ?? '', smdpAddress, matchingId, bundle: null, appleInstallUrl: null },
      ]);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code === 'api.unauthorised' || isPassing(error)) throw error;
      const row = spare.shift();
      if (row) return recordInstead(context, call, item, row);
      const problem = { code: 'provisioning.gone', params: { iccid: iccid ?? '' } } as const;
      store.transaction(() => store.items.update(batchId, position, { state: 'quarantined', problem }));
    }
  }

  return {
    /** Remembers when a call was answered. */
    answered(callId: string): void {
      answers.set(callId, performance.now());
    },

    /** Takes up every answered call of the batch that is not taken up yet. */
    takeUp(): void {
      for (const call of store.journal.unfetched(batchId)) {
        if (known.has(call.id)) continue;
        known.add(call.id);
        const brought = bring(call)
          .catch((error: unknown) => {
            if (!signal.aborted) failed(error);
          })
          .finally(() => fetching.delete(brought));
        fetching.add(brought);
      }
    },

    /** Resolves when everything that was taken up is ready or has failed. */
    async done(): Promise<void> {
      while (fetching.size > 0) await Promise.all(fetching);
    },
  };
}

async function fetchImages(context: Context, batchId: string, call: ApplyCall): Promise<void> {
  const fetched = () => context.store.items.ofCall(call.id).filter(({ state }) => state === 'fetched');
  if (fetched().length === 0) return;
  await checkImages(context, { batchId, items: fetched() }, await imagesOf(call, context));
}

/** Images prove a code, they do not make it: where they cannot be had, each is drawn from the code that is known. */
async function imagesOf(call: ApplyCall, { client, timing, signal }: Context): Promise<Map<string, Uint8Array>> {
  try {
    const patience = createPatience(timing.patienceMs);
    return await unpackQrBundle(await patiently(patience, signal, () => client.assignmentImages(call.reference ?? '')));
  } catch (error) {
    if (!(error instanceof StationError) || signal.aborted || isOutOfReach(error.code) || STOPS.has(error.code))
      throw error;
    return new Map();
  }
}

/** What stands in the way of every call, not of the images alone. */
const STOPS = new Set<string>(['api.unauthorised', 'account.no-key', 'account.other']);

/** Verifies one image after the other, so that the program stays responsive, and shows what is finished soon. */
async function checkImages(
  { store, now, changed, signal }: Context,
  { batchId, items }: { batchId: string; items: BatchItem[] },
  images: Map<string, Uint8Array>,
): Promise<void> {
  let checked: { position: number; iccid: string; verdict: Verdict }[] = [];
  let written = performance.now();
  const write = () => {
    if (checked.length === 0) return;
    store.transaction(() => {
      for (const { position, iccid, verdict } of checked) {
        if (typeof verdict === 'string') {
          const problem = { code: `qr.${verdict}`, params: { iccid } } as const;
          store.items.update(batchId, position, { state: 'quarantined', problem });
        } else {
          store.esims.saveImage(iccid, { ...verdict, checkedAt: now() });
          store.items.update(batchId, position, { state: 'ready' });
        }
      }
    });
    const positions = checked.map(({ position }) => position);
    changed(batchId, store.items.at(batchId, positions));
    checked = [];
    written = performance.now();
  };
  for (const { iccid, position } of items) {
    const esim = iccid && store.esims.get(iccid);
    if (!esim) continue;
    signal.throwIfAborted();
    checked.push({ position, iccid, verdict: await verifyImage(esim.activationCode, images.get(iccid)) });
    if (performance.now() - written > WRITE_EVERY_MS) write();
    // The decoder never waits for anything, so without this nobody else would get a turn before the last image.
    await nextTurn();
  }
  write();
}
