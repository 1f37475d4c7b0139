/**
 * Every number the practice API hands out follows from a seed and a counter: the same calls make the same account, so a
 * failed test can be repeated and a restarted account can be rebuilt from its events.
 */
import { createHash } from 'node:crypto';
import { v4 } from 'uuid';
import { luhnDigit } from '../../shared/iccid.ts';

/** A host under the top-level domain that RFC 2606 keeps free, so no phone can ever install a practice eSIM. */
export const SMDP_ADDRESS = 'rsp.example.test';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function digest(seed: number, purpose: string, counter: number): Buffer {
  return createHash('sha256').update(`${seed} ${purpose} ${counter}`).digest();
}

function digits(bytes: Buffer): string {
  return Array.from(bytes, (byte) => byte % 10).join('');
}

/** 19 digits with the prefix of the reseller's own eSIMs; accounts of different seeds (below 10,000) never share one. */
export function iccidOf(seed: number, counter: number): string {
  const body = `8944422${String(seed % 10_000).padStart(4, '0')}${String(counter).padStart(7, '0')}`;
  return `${body}${luhnDigit(body)}`;
}

/** Four groups of five, as the reseller's look: `K7QPA-2ZTWM-X94RC-DH6VN`. */
export function matchingIdOf(seed: number, counter: number): string {
  const letters = Array.from(digest(seed, 'matching', counter).subarray(0, 20), (byte) => ALPHANUMERIC[byte % 36]).join(
    '',
  );
  return letters.replace(/(.{5})(?=.)/g, '$1-');
}

export function pinOf(seed: number, counter: number): string {
  return digits(digest(seed, 'pin', counter).subarray(0, 4));
}

export function pukOf(seed: number, counter: number): string {
  return digits(digest(seed, 'puk', counter).subarray(0, 8));
}

/** An apply reference: the text of a version 4 UUID. */
export function referenceOf(seed: number, counter: number): string {
  return v4({ random: digest(seed, 'reference', counter).subarray(0, 16) });
}

export function orderReferenceOf(seed: number, counter: number): string {
  return v4({ random: digest(seed, 'order', counter).subarray(0, 16) });
}

/** Nine digits, a string in the API's answers. */
export function assignmentIdOf(counter: number): string {
  return String(215_000_000 + counter);
}

/**
 * RFC 3339 in UTC with up to nine fractional digits and no zeros at their end, as the API's back-end prints its times.
 * What a clock of milliseconds does not know comes from the counter.
 */
export function timestamp(ms: number, fractionDigits: number, counter = 0): string {
  const [whole, millis] = new Date(ms).toISOString().slice(0, -1).split('.');
  const below = String((counter * 618_033) % 1_000_000).padStart(6, '0');
  const fraction = `${millis}${below}`.slice(0, fractionDigits).replace(/0+$/, '');
  return fraction === '' ? `${whole}Z` : `${whole}.${fraction}Z`;
}
