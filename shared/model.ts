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
  /** Whose history is open; null before the first contact with the account. */
  organisation: string | null;
  /** Another one when another history is open. */
  historyId: string;
  keyKept: KeyKept;
  /** False when this computer has no keychain to hold the history's encryption key. */
  historyEncrypted: boolean;
  notices: AccountNotice[];
}

/**
 * What a person has to know about the history that is open. `other-account`: another account's was open last. `unchecked`: the key is new
 * here and nothing is sent before the account was asked. The others: it is a copy, see `Renewal` in electron/store.
 */
export type AccountNotice = 'other-account' | 'unchecked' | 'older' | 'copied' | 'marks';

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
  /** Does not start by itself with its first use, so a start time may be given. */
  startsOnDate: boolean;
  /** Earliest expiry among its lots (date or date-time as the API wrote it). */
  expires: string | null;
  lots: StockLot[];
}

/** One purchase of a bundle; what is left of it can be given back. */
export interface StockLot {
  /** The API's usage id. */
  id: number;
  total: number;
  remaining: number;
  expires: string | null;
}

/** A bundle that can be bought into stock. */
export interface CatalogueBundle {
  name: string;
  description: string;
  /** Base countries by ISO 3166 code. */
  countries: { iso: string; name: string; region: string | null }[];
  /** Countries in which it also works. */
  roaming: { iso: string; name: string }[];
  /** Megabytes; null for an unlimited bundle. */
  dataMb: number | null;
  unlimited: boolean;
  days: number | null;
  /** Radio generations, e.g. `4G`. */
  speeds: string[];
  /** Price of one in the account's currency, in whole units with decimals as the API writes it. */
  price: number | null;
}

/** Where a catalogue bundle works, by country and network. */
export interface Coverage {
  bundle: CatalogueBundle;
  countries: { iso: string; name: string; networks: { name: string; speeds: string[] }[] }[];
}

/** What buying into stock would cost, from the API's own validation; nothing is spent by asking. */
export interface Quote {
  bundle: string;
  quantity: number;
  total: number;
  currency: string;
  /** The account's balance; null when the API did not say. */
  balance: number | null;
  /** False when the API would refuse the order, as with too little balance. */
  valid: boolean;
}

/** Why something stands still or failed, in a form that the message files turn into one sentence. */
export interface Problem {
  code: ErrorCode;
  params: Record<string, string | number>;
}

/** The way of one wanted eSIM; `failed`, `unknown` and `quarantined` may need a person. See ARCHITECTURE.md, "States". */
export const ITEM_STATES = [
  'planned',
  'applying',
  'assigned',
  'fetched',
  'ready',
  'failed',
  'unknown',
  'quarantined',
  'cancelled',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** `matched`: the API's image says the same code. `redrawn`: it sent none that can be read, ours was drawn from the code. */
export type QrOrigin = 'matched' | 'redrawn';

export interface BatchItem {
  /** 1 to the batch's quantity; the order of the cards on paper. */
  position: number;
  state: ItemState;
  bundle: string;
  /** The person this one is for and the reseller's own reference, from a manifest; empty where the batch has none of its own. */
  name: string;
  reference: string;
  /** Of a top-up it is the eSIM that gets the bundle, known from the start. */
  iccid: string | null;
  qr: QrOrigin | null;
  problem: Problem | null;
}

/** `new` makes eSIMs, `top-up` puts bundles on eSIMs that are there: nothing to print then, its items go straight to `ready`. */
export type BatchKind = 'new' | 'top-up';

/** One kind of eSIM wanted, and for whom where each has a name. */
export interface BatchLine {
  bundle: string;
  quantity: number;
  name?: string;
  reference?: string;
}

/**
 * Derived from the items: `working` moves by itself, `paused` was stopped by a person, `waiting` has stopped before its end and
 * can be resumed, `ready` is complete, `attention` has failed or quarantined items, `unknown` has items whose outcome the account
 * could not tell, so that a person is asked, `cancelled` has nothing but cancelled items.
 */
export const BATCH_STATES = ['working', 'paused', 'waiting', 'ready', 'attention', 'unknown', 'cancelled'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** How fast a batch moves. */
export interface Pace {
  /** eSIMs that became ready, a minute. */
  perMinute: number;
  /** Milliseconds until the rest is ready at this rate; null before anything is. */
  leftMs: number | null;
}

export interface BatchSummary {
  id: string;
  createdAt: string;
  kind: BatchKind;
  /** Null where the batch has several. */
  bundle: string | null;
  quantity: number;
  /** The customer or event this batch is for; empty when none was given. */
  reference: string;
  /** When the bundles start, RFC 3339; null: at once or with their first use. */
  startsAt: string | null;
  operator: string;
  /** The lost eSIM that this batch of one stands in for, and why; null for a sale. */
  replaces: { iccid: string; reason: string } | null;
  state: BatchState;
  counts: Record<ItemState, number>;
  problem: Problem | null;
  /** Calls whose outcome a person has to decide. */
  questions: number;
  /** Customer references that are still to be written on the account; nobody waits for them. */
  unreferenced: number;
  /** Null unless somebody is at work. */
  pace: Pace | null;
}

export interface Batch extends BatchSummary {
  items: BatchItem[];
}

/** One step of a batch: its new summary and the items that changed. */
export interface BatchProgress {
  batch: BatchSummary;
  changed: BatchItem[];
}

/** eSIMs of the account that may be what a lost call made, or an order that may be a lost purchase. */
export interface Candidate {
  /** The reference of the apply that made them, or of the order. */
  reference: string;
  bundle: string;
  /** None for an order. */
  iccids: string[];
  /** By the account's dates. */
  assignedAt: string;
}

/** How a lost call was settled. `made`: it was done. `not-made`: it never happened. `left`: a person wants neither. */
export type Settled = 'made' | 'not-made' | 'left';

/** What a lost call asked for. */
export type QuestionKind = BatchKind | 'order' | 'refund' | 'revoke';

/** A call whose outcome the account does not tell for sure, put before a person with what speaks for what. */
export interface Question {
  callId: string;
  /** Null for what belongs to no batch: purchases, refunds and revokes. */
  batchId: string | null;
  kind: QuestionKind;
  bundle: string;
  /** eSIMs that were asked for, or bundles bought or given back. */
  quantity: number;
  sentAt: string;
  operator: string;
  /** Which showing of the account this is. Whoever has something sent again says which one he has seen. */
  number: number;
  candidates: Candidate[];
  /** Whether others also work with this account, so that a candidate can be theirs. */
  others: boolean;
  /** What the account could not be asked about: ICCIDs and references. */
  unseen: string[];
  /** Bundles in stock before the call and when the account was last looked at; null where one was not read. */
  stock: { before: number | null; now: number | null };
}

/**
 * `adopt`: this is ours. `send-again`: it was never made, so buy it now. `leave`: neither take nor buy; of a batch the items are cancelled.
 */
export const CHOICES = ['adopt', 'send-again', 'leave'] as const;
export type Choice = (typeof CHOICES)[number];

/** A person's answer to a question. */
export interface Answer {
  callId: string;
  choice: Choice;
  /** Of the candidate that is meant. */
  reference: string | null;
  /** The number of the question that was seen; the first showing where it is not said. */
  number?: number | undefined;
}

/** Whether one eSIM can get a bundle. */
export interface TopUpCheck {
  iccid: string;
  problem: Problem | null;
}

/** A row of a manifest as it was read; with problems it cannot be provisioned. */
export interface ManifestRow {
  /** Of the file, the header is line 1. */
  line: number;
  name: string;
  reference: string;
  bundle: string;
  /** Null where the cell holds no usable number. */
  quantity: number | null;
  problems: Problem[];
}

export const MANIFEST_COLUMNS = ['name', 'reference', 'bundle', 'quantity'] as const;
export type ManifestColumn = (typeof MANIFEST_COLUMNS)[number];

/** Columns by the header that stands above them, as a person chose them; null for one that the list does not have. */
export type ColumnMap = Partial<Record<ManifestColumn, string | null>>;

/** How the header of a manifest was understood. */
export interface ManifestColumns {
  header: string[];
  /** Index in the header; null where the list has no such column. */
  at: Record<ManifestColumn, number | null>;
  /** Indexes of the columns that mean nothing here. */
  unread: number[];
  /** A column that is not read though it may be the quantity, while none is: nothing is sent before a person says what it is. */
  likeQuantity: number | null;
}

/** How the letters of a file were understood. */
export interface ManifestEncoding {
  name: string;
  /** False where the letters could well be others: nothing is sent before a person has chosen. */
  certain: boolean;
  /** The first names with letters that depend on it. */
  names: string[];
  alternatives: { name: string; names: string[] }[];
}

/** A manifest that was read and held against the stock. Nothing is spent by it. */
export interface ManifestCheck {
  id: string;
  columns: ManifestColumns;
  encoding: ManifestEncoding;
  /** Lines that ask for the same bundle for the same person; nothing is sent before a person says that this is meant. */
  repeats: { lines: number[] }[];
  /** The same for lists that ask for the same, whatever their file is called. */
  fingerprint: string;
  rows: ManifestRow[];
  /** Of the rows that are neither wrong nor left out. */
  quantity: number;
  /** What those rows take from the stock. */
  bundles: { bundle: string; wanted: number; left: number }[];
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
  name: string;
  reference: string;
  state: ItemState;
  qr: QrOrigin | null;
  /** When the API first showed the eSIM to this station. */
  assignedAt: string;
}

/**
 * What can be said of an installation, from `profileStatus` and the first-install date together. `removed` was installed once
 * and may be installed again, which no API promises; `other` is a status that no document names.
 */
export type Verdict =
  | { kind: 'never-installed' }
  | { kind: 'installed'; since: string | null }
  | { kind: 'removed'; installed: string }
  | { kind: 'withdrawn' }
  | { kind: 'other'; status: string };

/** One bundle on an eSIM. Amounts are bytes, 1 GB = 1 000 000 000. */
export interface EsimBundle {
  name: string;
  description: string;
  assignmentId: string;
  /** `processing`, `queued`, `active`, `depleted`, `expired`, `revoked`, `lapsed`, or what the API says instead. */
  state: string;
  initialBytes: number | null;
  remainingBytes: number | null;
  unlimited: boolean;
  startsAt: string | null;
  endsAt: string | null;
  assignedAt: string | null;
  /** Of the apply or order that put it there. */
  reference: string | null;
}

export interface EsimEvent {
  /** As the API words it, e.g. `Bundle Applied`. */
  name: string;
  bundle: string | null;
  at: string;
  alert: string | null;
}

export interface EsimLocation {
  country: string;
  network: string;
  lastSeen: string | null;
}

/** What the account says about an eSIM right now; a part that could not be asked holds its problem instead. */
export interface EsimState {
  iccid: string;
  smdpAddress: string | null;
  matchingId: string | null;
  activationCode: string | null;
  customerRef: string;
  profileStatus: string | null;
  verdict: Verdict;
  bundles: EsimBundle[] | Problem;
  events: EsimEvent[] | Problem;
  location: EsimLocation | Problem | null;
}

/** An act on an eSIM or on the stock, from the journal. */
export interface Act {
  id: string;
  kind: ActKind;
  at: string;
  operator: string;
  /** Null while it is on its way. */
  outcome: 'answered' | 'refused' | 'unsent' | 'unknown' | null;
  problem: Problem | null;
  /** What it was about, for people: a bundle name or a text. */
  about: string;
  /** How many bundles were bought or given back; null for acts that are not counted. */
  quantity: number | null;
  /** What was found out later of one whose outcome was unknown. */
  settled: Settled | null;
}

export const ACT_KINDS = [
  'apply',
  'top-up',
  'refresh',
  'sms',
  'revoke',
  'reference',
  'replace',
  'order',
  'refund',
] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** How an act ended that was not refused. An unknown one is journaled, shown as such and never sent again by itself. */
export type ActResult = { outcome: 'done'; said: string } | { outcome: 'unknown'; problem: Problem };

/** What a revoke would do, from the API's dry run and from what is known of the bundle. */
export interface RevokePreview {
  /** The API's own words. */
  said: string;
  /** Whether the bundle would return to the stock; null when nobody can tell. */
  refunded: boolean | null;
  /** The eSIM would be left without bundles and was never installed: eSIM Go may take it back. */
  mayLeaveAccount: boolean;
}

/** What one printed card says. */
export interface Card {
  iccid: string;
  smdpAddress: string;
  matchingId: string;
  activationCode: string;
  bundle: string;
  /** The person the card is for; empty when it was made for nobody in particular. */
  name: string;
  reference: string;
  position: number;
  quantity: number;
}

/** A sheet to look at or to print: cards in the order of the batch, and what is not on it, so that nothing is missing silently. */
export interface Sheet {
  batchId: string;
  createdAt: string;
  reference: string;
  /** Null where the cards have several. */
  bundle: string | null;
  mode: Mode;
  cards: Card[];
  /** How many eSIMs of the batch are not on the sheet, because they are not ready. */
  leftOut: number;
}

export type Theme = 'system' | 'light' | 'dark';

export type ScannerSpeed = 'usual' | 'slow';

/** How the scanner of this desk is set. */
export interface ScannerSettings {
  /** What it types before each code. */
  prefix: string;
  /** What it presses after each code. */
  suffix: 'Enter' | 'Tab' | 'none';
  speed: ScannerSpeed;
}

/** Whether other programs see what the window shows, in screenshots and where the screen is shared. */
export const SCREENSHOTS = ['refused', 'allowed'] as const;
export type Screenshots = (typeof SCREENSHOTS)[number];

export interface Preferences {
  theme: Theme;
  /** Written beside every call that may spend stock. */
  operator: string;
  scanner: ScannerSettings;
  screenshots: Screenshots;
}
