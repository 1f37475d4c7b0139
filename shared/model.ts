/**
 * The shapes both sides speak of. Times are RFC 3339 strings in UTC, data amounts are megabytes (1 GB = 1000 MB, as the
 * catalogue counts them), and every identifier of the field (ICCID, matching ID) is a string, never a number.
 */
import type { ErrorCode } from './errors.ts';

/** `live` spends the stock of a real account; `practice` talks to the built-in training API and spends nothing. */
export type Mode = 'live' | 'practice';

/** Where the API key is kept: the OS keychain, only in memory until the program ends, or nowhere. */
export type KeyKept = 'keychain' | 'session' | 'none';

export interface AccountStatus {
  mode: Mode;
  /** There is a key to work with; whether the API still takes it shows at the next call. */
  connected: boolean;
  /** Host of the API, for people to read. */
  api: string;
  keyKept: KeyKept;
  /** False when this computer has no keychain to hold the history's encryption key. */
  historyEncrypted: boolean;
}

/** What can be applied now: one bundle of the inventory, all its lots together. */
export interface StockBundle {
  name: string;
  description: string;
  remaining: number;
  /** Megabytes; null for an unlimited bundle or where the API does not say. */
  dataMb: number | null;
  unlimited: boolean;
  /** Days the bundle runs once started; null where the API does not say. */
  days: number | null;
  countries: string[];
  /** Earliest expiry among its lots (date or date-time as the API wrote it). */
  expires: string | null;
}

/** Why something stands still or failed, in a form that the message files turn into one sentence. */
export interface Problem {
  code: ErrorCode;
  params: Record<string, string | number>;
}

/** The way of one wanted eSIM; the last three need a person. See ARCHITECTURE.md, "States". */
export const ITEM_STATES = [
  'planned',
  'applying',
  'assigned',
  'fetched',
  'ready',
  'failed',
  'unknown',
  'quarantined',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** `matched`: the API's image says the same code. `redrawn`: it sent none that can be read, ours was drawn from the code. */
export type QrOrigin = 'matched' | 'redrawn';

export interface BatchItem {
  /** 1 to the batch's quantity; the order of the cards on paper. */
  position: number;
  state: ItemState;
  iccid: string | null;
  qr: QrOrigin | null;
  problem: Problem | null;
}

/**
 * Derived from the items: `working` moves by itself, `waiting` has stopped before its end and can be resumed, `ready` is
 * complete, `attention` has failed or quarantined items, `unknown` has items whose outcome only the account can tell.
 */
export type BatchState = 'working' | 'waiting' | 'ready' | 'attention' | 'unknown';

export interface BatchSummary {
  id: string;
  createdAt: string;
  bundle: string;
  quantity: number;
  /** The customer or event this batch is for; empty when none was given. */
  reference: string;
  operator: string;
  state: BatchState;
  counts: Record<ItemState, number>;
  problem: Problem | null;
}

export interface Batch extends BatchSummary {
  items: BatchItem[];
}

/** One step of a batch: its new summary and the items that changed. */
export interface BatchProgress {
  batch: BatchSummary;
  changed: BatchItem[];
}

/** An eSIM the store knows. The activation code is a bearer secret: whoever scans it first has the eSIM. */
export interface Esim {
  iccid: string;
  smdpAddress: string;
  matchingId: string;
  activationCode: string;
  bundle: string;
  batchId: string;
  position: number;
  quantity: number;
  reference: string;
  state: ItemState;
  qr: QrOrigin | null;
  /** When the API first showed the eSIM to this station. */
  assignedAt: string;
}

/** What one printed card says. */
export interface Card {
  iccid: string;
  smdpAddress: string;
  matchingId: string;
  activationCode: string;
  bundle: string;
  reference: string;
  position: number;
  quantity: number;
}

/** A sheet to look at or to print: cards in the order of the batch, and what is not on it, so that nothing is missing silently. */
export interface Sheet {
  batchId: string;
  createdAt: string;
  reference: string;
  bundle: string;
  mode: Mode;
  cards: Card[];
  /** How many eSIMs of the batch are not on the sheet, because they are not ready. */
  leftOut: number;
}

export type Theme = 'system' | 'light' | 'dark';

export interface Preferences {
  theme: Theme;
  /** Written beside every call that may spend stock. */
  operator: string;
}
