/**
 * What a 403 means, which is three things: a bad key, no usable stock, somebody else's eSIM. The status does not tell them apart, so only
 * words that say it do; of others the words themselves are shown, and nobody is told to buy or to look for a key.
 */
import type { ApiErrorCode } from './errors.ts';

/** What a refusal means where the status alone does not say. */
export interface Refusal {
  code: ApiErrorCode;
  params?: Record<string, string | number>;
}

/** How an endpoint reads a refusal; null: as every other endpoint does. */
export type RefusalOf = (answer: { status: number; text: string }) => Refusal | null;

const ABOUT_KEY = /access denied|forbidden|api[- ]?key/i;
const ABOUT_ESIM = /\biccid|\be?sims?\b/i;
const ABOUT_STOCK =
  /\binventory\b|\bstock\b|\bno (available |usable |unused |remaining |such )?bundles?\b|\bbundles? (available|left|remaining)\b|\bavailable bundles?\b|\binsufficient (stock|bundles?|quantity|inventory|amount)\b|^insufficient\W*$/i;
/** The whole account may not, so that it is neither this eSIM nor this bundle. */
const ABOUT_ACCOUNT = /suspend|block|disabled|permission|privilege|\bip\b|allow-?list|whitelist|\bregion/i;

/** Whether a 403 is about the key. */
export const isAboutKey = (text: string): boolean =>
  ABOUT_KEY.test(text) && !ABOUT_ESIM.test(text) && !ABOUT_STOCK.test(text);

/** On a call about one eSIM a 403 says that it is not this account's, unless its words speak of something else. */
export const notYours: RefusalOf = ({ status, text }) =>
  status === 403 && (ABOUT_ESIM.test(text) || !ABOUT_ACCOUNT.test(text)) ? { code: 'api.not-yours' } : null;

/** On an apply. @param bundle or bundles that were asked for */
export const applyRefusal =
  (bundle: string): RefusalOf =>
  ({ status, text }) => {
    if (status !== 403) return null;
    const [aboutStock, aboutEsim] = [ABOUT_STOCK.test(text), ABOUT_ESIM.test(text)];
    if (aboutStock && !aboutEsim) return { code: 'api.out-of-stock', params: { bundle } };
    if (aboutEsim && !aboutStock) return { code: 'api.not-yours' };
    return { code: 'api.forbidden', params: { bundle, text } };
  };
