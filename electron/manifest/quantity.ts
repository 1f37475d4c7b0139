import { ownDigits } from '../../shared/digits.ts';
import { MAX_QUANTITY } from '../../shared/limits.ts';
import { machineLine } from '../../shared/one-line.ts';

/**
 * A whole number, also as spreadsheets write it with decimals: `2`, `2.0`, `2,00`. Three zeros are refused, because `2,000` is
 * two in one country and two thousand in the next.
 */
const QUANTITY = /^0*(?<whole>\d{1,4})(?:[.,]0{1,2})?$/;
/** A number with or without what it counts: `2`, `2x`, `2 pcs`. */
const COUNTED = /^(?:[x×*] ?)?(?<whole>\d{1,4})(?:[.,]0{1,2})? ?(?:[x×*]|\p{L}[\p{L}\p{M}]{0,8}\.?)?$/u;

/** @returns null for what is no number of eSIMs that one line may ask for; the digits may be of any script */
export function readQuantity(cell: string): number | null {
  const quantity = Number(QUANTITY.exec(inOwnDigits(cell))?.groups?.whole ?? 0);
  return quantity >= 1 && quantity <= MAX_QUANTITY ? quantity : null;
}

const inOwnDigits = (cell: string) => ownDigits(machineLine(cell.normalize('NFKC'))).replace('\u066b', '.');

/** Watches a column that is not read for whether it may be the quantity: small numbers, and not just one of each or a numbering. */
export class QuantityWatch {
  #alike = true;
  #numbers = 0;
  #above = false;
  #numbering = true;

  see(cell: string): void {
    if (!this.#alike) return;
    const text = inOwnDigits(cell);
    if (text === '') return;
    const whole = COUNTED.exec(text)?.groups?.whole;
    const number = Number(whole ?? Number.NaN);
    if (!(number <= MAX_QUANTITY)) {
      this.#alike = false;
      return;
    }
    this.#numbers++;
    if (number !== 1) this.#above = true;
    if (number !== this.#numbers) this.#numbering = false;
  }

  get looksLikeQuantity(): boolean {
    // Of two lines 1 and 2 nobody can say whether they are numbered.
    return this.#alike && this.#above && !(this.#numbering && this.#numbers > 2);
  }
}
