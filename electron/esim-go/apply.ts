import { z } from 'zod';
import { record } from './fields.ts';
import type { Http } from './http.ts';
import { applyRefusal } from './refusals.ts';
import { iccidOf, name, text, words } from './shapes.ts';

/** One bundle and how many new eSIMs get it. */
export interface ApplyLine {
  /** Bundle name, case-sensitive. */
  name: string;
  /** Number of new eSIMs; 1 when absent. */
  repeat?: number;
  /** Puts a bundle that does not fit the eSIM's provider on a new eSIM instead of refusing it. */
  allowReassign?: boolean;
}

/** When the bundle starts, RFC 3339 in UTC; at once when absent. Only for bundles that do not start by themselves. */
interface Start {
  startTime?: string;
}

/**
 * What to apply: one bundle on new eSIMs, one bundle on an eSIM that is there, or several bundles each on a new eSIM. An ICCID
 * and a repeat exclude each other.
 */
export type ApplyRequest =
  | (ApplyLine & Start & { iccid?: never; bundles?: never })
  | (Omit<ApplyLine, 'repeat'> & Start & { iccid: string; repeat?: never; bundles?: never })
  | { bundles: readonly ApplyLine[]; name?: never; iccid?: never; repeat?: never };

const entry = record({
  /** Null while it is not known: a large apply may still be worked on. */
  iccid: z.unknown().transform(iccidOf),
  /** Words for people; a failure of this one eSIM stands here, inside an answer that is otherwise a success. */
  status: words,
  bundle: text,
}).catch({ iccid: null, status: null, bundle: null });

/** By its reference everything else can be asked for again. Entries that cannot be read keep their places. */
const applied = record({ applyReference: name, esims: z.array(entry).catch([]) });

export type AppliedAnswer = z.output<typeof applied>;

export const applyCalls = (http: Http) => ({
  /**
   * POST /esims/apply: takes bundles from the inventory and puts them on eSIMs. Spends stock and has no idempotency key: journal it
   * first, and never repeat it while its outcome is unknown. More than five bundles are worked on after the answer, up to ten
   * minutes. Errors besides the usual: `api.out-of-stock`, `api.not-yours`, and `api.forbidden`
   * for a 403 whose words do not tell which. Source: ESIMsApi v2.4, esimsApplyPost; OpenAPI v2.4.
   */
  apply(request: ApplyRequest): Promise<AppliedAnswer> {
    return http.change(
      { endpoint: 'POST /esims/apply', body: bodyOf(request), refusal: applyRefusal(namesOf(request)) },
      applied,
    );
  },
});

function bodyOf(request: ApplyRequest): unknown {
  if (request.bundles) return { bundles: request.bundles.map(lineOf) };
  const { iccid, startTime } = request;
  return { ...lineOf(request), ...(iccid !== undefined && { iccid }), ...(startTime !== undefined && { startTime }) };
}

/** One is what the API takes without a word. */
function lineOf({ name, repeat = 1, allowReassign }: ApplyLine): ApplyLine {
  return { name, ...(repeat !== 1 && { repeat }), ...(allowReassign !== undefined && { allowReassign }) };
}

const namesOf = ({ name = '', bundles }: ApplyRequest): string =>
  bundles ? bundles.map(({ name }) => name).join(', ') : name;
