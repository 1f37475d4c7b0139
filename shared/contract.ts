/**
 * The one agreement between the screens and the main process: every verb with the schema of what may be asked and the type
 * of what is answered. Main validates with it, the preload is derived from its names, the renderer gets its types.
 */
import { z } from 'zod';
import { MAX_SCANNER_PREFIX, MAX_TOP_UPS } from './limits.ts';
import {
  type AccountStatus,
  type Act,
  type ActResult,
  type Batch,
  type BatchProgress,
  type BatchSummary,
  type CatalogueBundle,
  CHOICES,
  type Coverage,
  type Esim,
  type EsimState,
  MANIFEST_COLUMNS,
  type ManifestCheck,
  type Preferences,
  type Problem,
  type Question,
  type Quote,
  type RevokePreview,
  SCREENSHOTS,
  type Sheet,
  type StockBundle,
  type TopUpCheck,
} from './model.ts';
import type { eventNames, verbNames } from './verbs.ts';

interface Verb<Input extends z.ZodType = z.ZodType, Output = unknown> {
  input: Input;
  /** Carries a type only, there is never a value. */
  output?: Output;
}

const answers =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Verb<Input, Output> => ({ input });

const nothing = z.undefined();
const id = z.uuid();
const bundle = z.string().min(1).max(200);
const iccid = z.string().regex(/^89\d{16,18}$/);
/** Lines of a manifest that a person leaves out. */
const leaveOut = z.array(z.int().positive()).max(20_000);
/** Columns of a manifest that a person chose by their headers. */
const columnMap = z.partialRecord(z.enum(MANIFEST_COLUMNS), z.string().max(1000).nullable());
/** Checked by the plan, which has a better sentence than "invalid request"; here only what must not grow without end. */
const reference = z.string().max(1000);
/** A person's answer to a question; `reference` names the candidate to adopt, `number` the showing of the account that was seen. */
const answer = z.strictObject({
  callId: id,
  choice: z.enum(CHOICES),
  reference: z.string().max(100).nullable(),
  number: z.int().positive().optional(),
});
const startsAt = z.iso.datetime().nullable();
const topUps = { bundle: z.string().max(200), iccids: z.array(z.string().max(100)).max(MAX_TOP_UPS) };

/** A file the operator saved, or null when the dialog was cancelled. */
export type SavedFile = { file: string } | null;

export const contract = {
  account: {
    status: answers<AccountStatus>()(nothing),
    /** Tries the key against the API, keeps it only when the API takes it. */
    connect: answers<AccountStatus>()(z.strictObject({ key: z.string().min(1).max(512) })),
    forget: answers<AccountStatus>()(nothing),
    practise: answers<AccountStatus>()(nothing),
    goLive: answers<AccountStatus>()(nothing),
  },
  stock: {
    list: answers<StockBundle[]>()(nothing),
    /** The whole catalogue; screens filter it themselves. */
    catalogue: answers<CatalogueBundle[]>()(nothing),
    coverage: answers<Coverage>()(z.strictObject({ bundle })),
    /** Asks the API what a purchase would cost; spends nothing. */
    quote: answers<Quote>()(z.strictObject({ bundle, quantity: z.number() })),
    /** Buys into the stock and charges the account's balance. */
    buy: answers<ActResult>()(
      z.strictObject({ bundle, quantity: z.number(), total: z.number(), currency: z.string().max(10) }),
    ),
    /** Gives a part of a lot back for its price. */
    refund: answers<ActResult>()(z.strictObject({ lot: z.int(), quantity: z.number(), bundle })),
    acts: answers<Act[]>()(nothing),
    /** Lost purchases, refunds and revokes of which a person has to say what became of them. */
    questions: answers<Question[]>()(nothing),
    settle: answers<null>()(answer),
  },
  batches: {
    /** New eSIMs of one bundle or several. */
    create: answers<{ id: string }>()(
      z.strictObject({
        lines: z.array(z.strictObject({ bundle: z.string().max(200), quantity: z.number() })).max(100),
        reference,
        startsAt,
      }),
    ),
    /** Which of these eSIMs can get the bundle; spends nothing. */
    checkTopUps: answers<TopUpCheck[]>()(z.strictObject(topUps)),
    /** Puts a bundle on each of these eSIMs, as a batch; nothing is sent unless all of them can get it. */
    topUp: answers<{ id: string }>()(z.strictObject({ ...topUps, reference })),
    /** Reads a CSV of people and bundles, its bytes in base64, and holds it against the stock; spends nothing. */
    checkManifest: answers<ManifestCheck>()(
      z.strictObject({
        file: z.base64().max(20_000_000),
        encoding: z.string().max(60).optional(),
        columns: columnMap.optional(),
        /** For all of a list that names none. */
        bundle: bundle.optional(),
      }),
    ),
    /** The same again without some of its lines. */
    reviewManifest: answers<ManifestCheck>()(z.strictObject({ manifest: id, leaveOut })),
    /** Provisions a checked manifest; nothing is sent unless every line that is not left out is right. */
    startManifest: answers<{ id: string }>()(
      z.strictObject({ manifest: id, leaveOut, repeatsAreMeant: z.boolean(), reference, startsAt }),
    ),
    /** Sends nothing new until it is resumed; what was sent is still fetched. */
    pause: answers<null>()(z.strictObject({ id })),
    resume: answers<null>()(z.strictObject({ id })),
    /** Gives up what has not been sent yet. */
    cancel: answers<null>()(z.strictObject({ id })),
    /** Plans again what the API refused. */
    retry: answers<null>()(z.strictObject({ id })),
    questions: answers<Question[]>()(z.strictObject({ id })),
    /** A person's answer to a question; `reference` names the candidate to adopt. */
    settle: answers<null>()(answer),
    /** Newest first; `before` is the id of the last batch already seen. */
    list: answers<{ batches: BatchSummary[]; more: boolean }>()(
      z.strictObject({ search: z.string().max(200), before: id.optional() }),
    ),
    get: answers<Batch>()(z.strictObject({ id })),
    /** As a CSV for programs, or as a workbook for spreadsheets. */
    saveCodes: answers<SavedFile>()(z.strictObject({ id, type: z.enum(['csv', 'xlsx']) })),
  },
  esims: {
    get: answers<Esim>()(z.strictObject({ iccid })),
    /** Which eSIM of this computer has the matching ID, at the SM-DP+ address where one is known; null for none or several. */
    find: answers<{ iccid: string } | null>()(
      z.strictObject({ matchingId: z.string().min(1).max(255), smdpAddress: z.string().max(255).nullable() }),
    ),
    saveImage: answers<SavedFile>()(z.strictObject({ iccid })),
  },
  /** Helping a customer who comes back. Every verb that changes something is journaled before it is sent. */
  care: {
    look: answers<EsimState>()(z.strictObject({ iccid })),
    acts: answers<Act[]>()(z.strictObject({ iccid })),
    checkTopUp: answers<{ compatible: boolean }>()(z.strictObject({ iccid, bundle })),
    topUp: answers<ActResult & { batchId: string }>()(z.strictObject({ iccid, bundle })),
    /** Cuts the customer off for a moment. */
    refresh: answers<ActResult>()(z.strictObject({ iccid })),
    sms: answers<ActResult>()(z.strictObject({ iccid, message: z.string().max(1000) })),
    previewRevoke: answers<RevokePreview>()(z.strictObject({ iccid, bundle, assignmentId: z.string().max(40) })),
    revoke: answers<ActResult>()(z.strictObject({ iccid, bundle, assignmentId: z.string().max(40) })),
    /** A fresh eSIM of the same bundle for a lost one, as a batch of its own. */
    replace: answers<{ batchId: string }>()(
      z.strictObject({ iccid, bundle, reason: z.string().trim().min(1).max(200) }),
    ),
    setReference: answers<ActResult>()(z.strictObject({ iccid, reference: z.string().max(200) })),
    /** Saves the page for support as the screen composed it. */
    saveReport: answers<SavedFile>()(z.strictObject({ iccid, text: z.string().max(20_000) })),
  },
  clipboard: {
    /** Takes a code that was copied off the clipboard again, in a minute, if it is still there. */
    forgetLater: answers<null>()(z.strictObject({ text: z.string().min(1).max(1000) })),
  },
  sheets: {
    get: answers<Sheet>()(z.strictObject({ batchId: id })),
    savePdf: answers<SavedFile>()(z.strictObject({ batchId: id })),
    /** Opens the system's print dialog; false when it was cancelled. */
    print: answers<boolean>()(z.strictObject({ batchId: id })),
  },
  /** For the hidden sheet page alone: what to draw, and the word that it is drawn. */
  sheetPage: {
    load: answers<Sheet>()(z.strictObject({ job: id })),
    ready: answers<null>()(z.strictObject({ job: id })),
  },
  preferences: {
    get: answers<Preferences>()(nothing),
    set: answers<Preferences>()(
      z.strictObject({
        theme: z.enum(['system', 'light', 'dark']).exactOptional(),
        operator: z.string().trim().min(1).max(80).exactOptional(),
        scanner: z
          .strictObject({
            prefix: z.string().max(MAX_SCANNER_PREFIX),
            suffix: z.enum(['Enter', 'Tab', 'none']),
            speed: z.enum(['usual', 'slow']),
          })
          .exactOptional(),
        screenshots: z.enum(SCREENSHOTS).exactOptional(),
      }),
    ),
  },
} satisfies { [Domain in keyof typeof verbNames]: Record<(typeof verbNames)[Domain][number], Verb> };

export type Contract = typeof contract;
export type Domain = keyof Contract;

type InputOf<V> = V extends Verb<infer Input, unknown> ? z.infer<Input> : never;
type OutputOf<V> = V extends Verb<z.ZodType, infer Output> ? Output : never;
/** Verbs without input are called without an argument. */
type Arguments<Input> = [Input] extends [undefined] ? [] : [input: Input];

/** What main implements. */
export type Handlers = {
  [D in Domain]: {
    [V in keyof Contract[D]]: (
      ...input: Arguments<InputOf<Contract[D][V]>>
    ) => OutputOf<Contract[D][V]> | Promise<OutputOf<Contract[D][V]>>;
  };
};

/** Errors keep only their message on the way through the bridge, so answers travel in an envelope. */
export type Envelope<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };

export interface Events {
  account: AccountStatus;
  batch: BatchProgress;
  preferences: Preferences;
}
({}) satisfies Record<Exclude<keyof Events, (typeof eventNames)[number]>, never>;

/** `window.station` in the page. */
export type Bridge = {
  [D in Domain]: {
    [V in keyof Contract[D]]: (
      ...input: Arguments<InputOf<Contract[D][V]>>
    ) => Promise<Envelope<OutputOf<Contract[D][V]>>>;
  };
} & {
  /** Listens to an event; the answer ends the listening. */
  on: { [E in keyof Events]: (listener: (event: Events[E]) => void) => () => void };
};
