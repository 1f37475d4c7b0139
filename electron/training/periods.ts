/** How long things last, in milliseconds. */

export const DAY = 86_400_000;
/** Unused stock expires twelve months after it was bought (DOCS). */
export const STOCK_LIFE = 365 * DAY;
/** "Typically 60 days" from the purchase. */
export const REFUND_PERIOD = 60 * DAY;
/** A bundle nobody uses leaves its eSIM after twelve months without activity. */
export const LAPSE = 365 * DAY;
/** "After a minimum of 4 days" an eSIM that was installed during the returns process comes back. */
export const RETURNS = 4 * DAY;
