/** What one request may ask for, the same on both sides of the bridge. */

/** eSIMs of one bundle on one line: what one person can hand out. Larger events come as a manifest with several lines. */
export const MAX_QUANTITY = 1_000;
/** eSIMs of a whole batch. */
export const MAX_BATCH = 10_000;
/** eSIMs that are topped up together. */
export const MAX_TOP_UPS = 5_000;
/** Characters of a name or a customer reference: what fits on a line of a card. */
export const MAX_LINE_LENGTH = 200;
/** Size of a manifest. */
export const MAX_MANIFEST_MEGABYTES = 5;
/** Characters that a scanner types before a code. */
export const MAX_SCANNER_PREFIX = 8;
/** Longest SMS the API takes, in characters. */
export const MAX_SMS_LENGTH = 160;
