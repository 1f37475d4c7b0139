import { readCodeParts } from '../../shared/activation-code.ts';
import type { BatchItem, Problem } from '../../shared/model.ts';
import type { Assignment } from '../esim-go/index.ts';
import type { ApplyCall } from '../store/index.ts';
import type { Context } from './context.ts';

/**
 * Gives each row of an apply's assignments to the item it belongs to, all in one transaction. A row that no item asked for is kept, and
 * shown for what it is; while an item waits for an eSIM that is not listed, it may be that one under its true ICCID.
 */
export function recordCodes(context: Context, call: ApplyCall, rows: readonly Assignment[]): void {
  if (rows.length === 0) return;
  const { store, changed } = context;
  const { batchId } = call;
  const items = store.items.ofCall(call.id);
  const byIccid = new Map(items.map((item) => [item.iccid, item]));
  /** Items whose eSIM the answer did not name; those that it refused come last. */
  const nameless = [
    ...items.filter(({ state, iccid }) => state === 'assigned' && !iccid),
    ...items.filter(({ state, iccid }) => state === 'failed' && !iccid),
  ];
  // What is missing of it is looked for as a lost call of its own.
  const isRestOpen = store.journal
    .ofBatch(batchId)
    .some(({ restOf, settled }) => restOf === call.reference && settled === null);
  const listed = new Set(rows.map(({ iccid }) => iccid));
  const isWaiting = items.some(({ state, iccid }) => state === 'assigned' && iccid && !listed.has(iccid));
  const before = JSON.stringify(items);
  store.transaction(() => {
    for (const row of rows) {
      const isOwned = store.items.owner(row.iccid) !== null;
      const item = byIccid.get(row.iccid) ?? (isOwned ? undefined : nameless.shift());
      if (item) recordCode(context, call, item, row);
      else if (!isOwned && !isRestOpen && !isWaiting) {
        const problem: Problem = { code: 'provisioning.more', params: {} };
        store.items.addExtra({
          batchId,
          callId: call.id,
          bundle: row.bundle ?? call.bundle,
          iccid: row.iccid,
          problem,
        });
      }
    }
  });
  if (JSON.stringify(store.items.ofCall(call.id)) !== before) changed(batchId, store.items.ofCall(call.id));
}

/** Gives an item the eSIM that the account lists in place of the one that the answer named. */
export function recordInstead(context: Context, call: ApplyCall, item: BatchItem, row: Assignment): void {
  context.store.transaction(() => recordCode(context, call, { ...item, iccid: null }, row));
  context.changed(call.batchId, context.store.items.at(call.batchId, [item.position]));
}

function recordCode({ store, now }: Context, { batchId }: ApplyCall, item: BatchItem, row: Assignment): void {
  const { iccid, smdpAddress, matchingId } = row;
  function setAside(problem: Problem): void {
    store.items.update(batchId, item.position, { state: 'quarantined', iccid, problem });
  }
  // Whether what the API refused by name is there after all is asked before it is tried again.
  if (item.state === 'failed' && !item.iccid) store.items.update(batchId, item.position, { ...item, iccid });
  if (item.state !== 'assigned') return;
  if (row.bundle && row.bundle !== item.bundle) {
    setAside({ code: 'provisioning.other-bundle', params: { bundle: row.bundle } });
    return;
  }
  // Whatever the account puts around its parts, or a whole code in one of them.
  const code = readCodeParts(smdpAddress ?? '', matchingId ?? '');
  // A row without its code yet: only whose it is.
  if (!code && (!smdpAddress || !matchingId)) {
    if (!item.iccid) store.items.update(batchId, item.position, { state: 'assigned', iccid });
    return;
  }
  if (!code) {
    setAside({ code: 'provisioning.bad-code', params: { iccid } });
    return;
  }
  const other = store.esims.save({
    iccid,
    smdpAddress: code.smdpAddress,
    matchingId: code.matchingId,
    assignedAt: now(),
  });
  if (other === null) {
    store.items.update(batchId, item.position, { state: 'fetched', iccid });
    return;
  }
  // One code opens one eSIM: which of the two it is nobody can say, so neither is handed out.
  setAside({ code: 'provisioning.same-code', params: { iccid: other } });
  const owner = store.items.owner(other);
  if (!owner) return;
  const problem: Problem = { code: 'provisioning.same-code', params: { iccid } };
  store.items.update(owner.batchId, owner.position, { state: 'quarantined', problem });
}
