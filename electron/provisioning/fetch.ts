import { setTimeout as sleep } from 'node:timers/promises';
import { buildActivationCode } from '../../shared/activation-code.ts';
import { StationError } from '../../shared/errors.ts';
import { ApiError, type Assignment } from '../esim-go/index.ts';
import { unpackQrBundle, verifyImage } from '../qr-bundle/index.ts';
import type { Call } from '../store/index.ts';
import type { Context } from './context.ts';

/** The API promises an applied bundle within ten minutes; two more for clocks and queues. */
const PATIENCE_MS = 12 * 60_000;
/** Waits between two looks when the API does not say how long. The last one repeats. */
const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 15_000];

/**
 * Brings the eSIMs of an answered call from assigned to ready: their codes as JSON, then their images as ZIP, each image held
 * against its code. Reading only, so it may be repeated from any point after a crash.
 * @throws StationError when it has to stop before the end; the eSIMs are bought and the rows say how far each one came
 */
export async function fetchCall(context: Context, batchId: string, call: Call): Promise<void> {
  const reference = call.reference ?? '';
  const deadline = Math.max(Date.parse(call.sentAt), context.now().getTime() - PATIENCE_MS / 2) + PATIENCE_MS;
  const missing = () => context.store.items.ofCall(call.id).filter(({ state }) => state === 'assigned');

  for (let look = 0; missing().length > 0; look++) {
    const rows = await patiently(context, deadline, () => context.client.assignments(reference));
    recordCodes(context, batchId, call.id, rows);
    if (missing().length === 0) break;
    if (context.now().getTime() > deadline) throw tooShort(rows, missing().length);
    await pause(context, look, null);
  }
  if (!context.store.items.ofCall(call.id).some(({ state }) => state === 'fetched')) return;
  const zip = await patiently(context, deadline, () => context.client.assignmentImages(reference));
  await checkImages(context, batchId, call.id, await unpackQrBundle(zip));
}

/** Repeats a reading call while the API is still working or out of reach, as long as there is time. */
async function patiently<T>(context: Context, deadline: number, read: () => Promise<T>): Promise<T> {
  for (let look = 0; ; look++) {
    context.signal.throwIfAborted();
    try {
      return await read();
    } catch (error) {
      const passing = error instanceof ApiError && ['api.busy', 'api.failed', 'api.unreachable'].includes(error.code);
      if (!passing || context.now().getTime() > deadline) throw error;
      await pause(context, look, error.retryAfterMs);
    }
  }
}

function pause({ signal }: Context, look: number, askedMs: number | null): Promise<void> {
  const ms = askedMs ?? PAUSES_MS[Math.min(look, PAUSES_MS.length - 1)] ?? 0;
  return sleep(Math.min(ms, 60_000), undefined, { signal });
}

/** Gives each row of the assignments to the item it belongs to, all in one transaction. */
function recordCodes({ store, now, changed }: Context, batchId: string, callId: string, rows: Assignment[]): void {
  const positions: number[] = [];
  store.transaction(() => {
    for (const row of rows) {
      const items = store.items.ofCall(callId);
      const item =
        items.find(({ iccid }) => iccid === row.iccid) ??
        items.find(({ state, iccid }) => state === 'assigned' && !iccid);
      // A row nobody asked for, one that is already done, or one without its code yet: nothing to write down.
      if (!item || (item.state !== 'assigned' && item.state !== 'failed')) continue;
      const { smdpAddress, matchingId } = row;
      if (!smdpAddress || !matchingId || !buildActivationCode(smdpAddress, matchingId)) continue;
      const owner = store.items.owner(row.iccid);
      if (owner && (owner.batchId !== batchId || owner.position !== item.position)) {
        const problem = { code: 'provisioning.duplicate', params: { iccid: row.iccid } } as const;
        store.items.update(batchId, item.position, { state: 'quarantined', problem });
      } else {
        store.esims.save({ iccid: row.iccid, smdpAddress, matchingId, assignedAt: now() });
        store.items.update(batchId, item.position, { state: 'fetched', iccid: row.iccid });
      }
      positions.push(item.position);
    }
  });
  if (positions.length > 0) {
    changed(
      batchId,
      store.items.ofCall(callId).filter(({ position }) => positions.includes(position)),
    );
  }
}

function tooShort(rows: Assignment[], missing: number): StationError {
  const withoutCode = rows.some((row) => !row.smdpAddress || !row.matchingId);
  return withoutCode ? new StationError('api.no-code') : new StationError('api.short-list', { missing });
}

/** Verifies one image after the other, so that the program stays responsive and every finished card shows at once. */
async function checkImages(
  { store, now, changed, signal }: Context,
  batchId: string,
  callId: string,
  images: Map<string, Uint8Array>,
): Promise<void> {
  for (const item of store.items.ofCall(callId)) {
    if (item.state !== 'fetched' || !item.iccid) continue;
    signal.throwIfAborted();
    const { iccid, position } = item;
    const esim = store.esims.get(iccid);
    if (!esim) continue;
    const verdict = await verifyImage(esim.activationCode, images.get(iccid));
    store.transaction(() => {
      if (verdict === 'contradicts') {
        store.items.update(batchId, position, {
          state: 'quarantined',
          problem: { code: 'qr.contradicts', params: { iccid } },
        });
      } else {
        store.esims.saveImage(iccid, { ...verdict, checkedAt: now() });
        store.items.update(batchId, position, { state: 'ready' });
      }
    });
    changed(
      batchId,
      store.items.ofCall(callId).filter((changedItem) => changedItem.position === position),
    );
  }
}
