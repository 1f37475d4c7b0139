import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { buildActivationCode } from '../../shared/activation-code.ts';
import { StationError } from '../../shared/errors.ts';
import type { BatchItem } from '../../shared/model.ts';
import type { Assignment } from '../esim-go/index.ts';
import { unpackQrBundle, type Verdict, verifyImage } from '../qr-bundle/index.ts';
import type { Call } from '../store/index.ts';
import type { Context } from './context.ts';
import { createPatience, isPassing, patiently } from './patience.ts';
import { AT_ONCE } from './timing.ts';

/** When to ask for the first large apply of a batch, and how long the others wait for what it shows. Milliseconds. */
const FIRST_LOOK_MS = 1_000;
const SCOUTING_MS = 15_000;
/** Verified images are written down this often: once for each would make the disk wait more than the decoder. */
const WRITE_EVERY_MS = 20;

/**
 * Brings the eSIMs of a batch's answered calls from assigned to ready: their codes as JSON, then their images as ZIP, each image held
 * against its code. Reading only, so it may be repeated from any point after a crash.
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

  function bring(call: Call): Promise<void> {
    const answered = answers.get(call.id);
    // What was answered before this run has been worked on long enough.
    if (answered === undefined) return readCodes(call, 0, 0).then(() => fetchImages(context, batchId, call));
    const large = store.items.ofCall(call.id).length > AT_ONCE;
    const codes =
      large && workMs ? workMs.then((ms) => readCodes(call, answered, ms)) : readFirst(call, answered, large);
    return codes.then(() => fetchImages(context, batchId, call));
  }

  function readFirst(call: Call, answered: number, large: boolean): Promise<void> {
    if (!large) return readCodes(call, answered, 0);
    const codes = readCodes(call, answered, FIRST_LOOK_MS);
    const done = codes.catch(() => {}).then(() => performance.now() - answered);
    const enough = sleep(SCOUTING_MS, 0, { signal, ref: false }).catch(() => 0);
    workMs = Promise.race([done, enough]);
    return codes;
  }

  /** @param answered when the call was, on the clock of `performance.now` @param afterMs how long after that to ask first */
  async function readCodes(call: Call, answered: number, afterMs: number): Promise<void> {
    const patience = createPatience(answered || performance.now());
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
      recordCodes(context, batchId, call.id, rows);
      const missing = store.items.ofCall(call.id).filter(({ state }) => state === 'assigned').length;
      if (missing === 0) return;
      if (patience.isOver()) throw tooShort(rows, missing);
      await patience.pause(retryAfterMs, signal);
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

/** Gives each row of the assignments to the item it belongs to, all in one transaction. */
export function recordCodes(
  { store, now, changed }: Context,
  batchId: string,
  callId: string,
  rows: Assignment[],
): void {
  if (rows.length === 0) return;
  const items = store.items.ofCall(callId);
  const byIccid = new Map(items.map((item) => [item.iccid, item]));
  /** Items whose eSIM the answer did not name. */
  const nameless = items.filter(({ state, iccid }) => (state === 'assigned' || state === 'failed') && !iccid);
  const positions = new Set<number>();
  store.transaction(() => {
    for (const row of rows) {
      const { smdpAddress, matchingId } = row;
      // A row without its code yet: nothing to write down.
      if (!smdpAddress || !matchingId || !buildActivationCode(smdpAddress, matchingId)) continue;
      const item = byIccid.get(row.iccid) ?? nameless.shift();
      // A row nobody asked for, or one that is already done.
      if (!item || (item.state !== 'assigned' && item.state !== 'failed')) continue;
      const owner = store.items.owner(row.iccid);
      if (owner && (owner.batchId !== batchId || owner.position !== item.position)) {
        const problem = { code: 'provisioning.duplicate', params: { iccid: row.iccid } } as const;
        store.items.update(batchId, item.position, { state: 'quarantined', problem });
      } else {
        store.esims.save({ iccid: row.iccid, smdpAddress, matchingId, assignedAt: now() });
        store.items.update(batchId, item.position, { state: 'fetched', iccid: row.iccid });
      }
      positions.add(item.position);
    }
  });
  if (positions.size > 0) changed(batchId, store.items.at(batchId, positions));
}

function tooShort(rows: Assignment[], missing: number): StationError {
  const withoutCode = rows.some((row) => !row.smdpAddress || !row.matchingId);
  return withoutCode ? new StationError('api.no-code') : new StationError('api.short-list', { missing });
}

async function fetchImages(context: Context, batchId: string, call: Call): Promise<void> {
  const fetched = () => context.store.items.ofCall(call.id).filter(({ state }) => state === 'fetched');
  if (fetched().length === 0) return;
  const { client, signal } = context;
  const zip = await patiently(createPatience(), signal, () => client.assignmentImages(call.reference ?? ''));
  await checkImages(context, { batchId, items: fetched() }, await unpackQrBundle(zip));
}

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
