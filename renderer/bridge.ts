import type { Bridge, Envelope } from '../shared/contract.ts';
import { StationError } from '../shared/errors.ts';

declare global {
  interface Window {
    /** Put there by the preload; the only way out of the page. */
    readonly station: Bridge;
  }
}

/** Opens the envelope of an answer: its value, or its problem as an error. */
export async function unwrap<Value>(answer: Promise<Envelope<Value>>): Promise<Value> {
  const envelope = await answer;
  if (envelope.ok) return envelope.value;
  throw new StationError(envelope.problem.code, envelope.problem.params);
}
