/** Synthetic data in the shapes of the contract; nothing here belongs to anyone. */
import {
  type AccountStatus,
  type Batch,
  type BatchItem,
  type BatchSummary,
  type Card,
  type Esim,
  ITEM_STATES,
  type ItemState,
  type Sheet,
} from '../../shared/model.ts';

export const BUNDLE = 'esim_1GB_7D_GB_V2';
export const BATCH_ID = '0190c0de-0000-7000-8000-000000000001';

export function account(changes: Partial<AccountStatus> = {}): AccountStatus {
  return {
    mode: 'live',
    connected: true,
    api: 'api.example.com',
    organisation: 'Example Travel Ltd',
    historyId: '.',
    notices: [],
    keyKept: 'keychain',
    historyEncrypted: true,
    ...changes,
  };
}

export function iccid(position: number): string {
  return `89444220000000${String(position).padStart(5, '0')}`;
}

export function item(position: number, state: ItemState, changes: Partial<BatchItem> = {}): BatchItem {
  const bought = (['assigned', 'fetched', 'ready', 'quarantined'] as ItemState[]).includes(state);
  return {
    position,
    state,
    bundle: BUNDLE,
    name: '',
    reference: '',
    iccid: bought ? iccid(position) : null,
    qr: state === 'ready' ? 'matched' : null,
    problem: null,
    ...changes,
  };
}

export function items(states: readonly ItemState[]): BatchItem[] {
  return states.map((state, index) => item(index + 1, state));
}

export function batch(changes: Partial<Batch> & Pick<Batch, 'items'>): Batch {
  const counts = Object.fromEntries(
    ITEM_STATES.map((state) => [state, changes.items.filter((one) => one.state === state).length]),
  ) as Batch['counts'];
  return {
    id: BATCH_ID,
    createdAt: '2026-11-20T09:12:00Z',
    kind: 'new',
    bundle: BUNDLE,
    quantity: changes.items.length,
    reference: 'Harbour Festival',
    startsAt: null,
    operator: 'Marta',
    replaces: null,
    state: 'working',
    counts,
    problem: null,
    questions: 0,
    unreferenced: 0,
    pace: null,
    ...changes,
  };
}

export function summary({ items: _, ...rest }: Batch): BatchSummary {
  return rest;
}

export function card(position: number, changes: Partial<Card> = {}): Card {
  const base = {
    iccid: iccid(position),
    smdpAddress: 'smdp.example.com',
    matchingId: `JQ-O0l1I-${position}`,
    bundle: BUNDLE,
    name: '',
    reference: 'Harbour Festival',
    position,
    quantity: 5,
    ...changes,
  };
  return { activationCode: `LPA:1$${base.smdpAddress}$${base.matchingId}`, ...base };
}

export function sheet(count: number, changes: Partial<Sheet> = {}): Sheet {
  return {
    batchId: BATCH_ID,
    createdAt: '2026-11-20T09:12:00Z',
    reference: 'Harbour Festival',
    bundle: BUNDLE,
    mode: 'live',
    cards: Array.from({ length: count }, (_, index) => card(index + 1, { quantity: count })),
    leftOut: 0,
    ...changes,
  };
}

export function esim(changes: Partial<Esim> = {}): Esim {
  return {
    ...card(3),
    batchId: BATCH_ID,
    state: 'ready',
    qr: 'matched',
    assignedAt: '2026-11-20T09:13:00Z',
    ...changes,
  };
}
