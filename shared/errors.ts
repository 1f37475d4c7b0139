import type { MessageKey, MessageParams } from './messages/index.ts';

type StripPrefix<Key> = Key extends `error.${infer Code}` ? Code : never;

/** Every failure a person can meet; each has its sentence in the message files as `error.CODE`. */
export type ErrorCode = StripPrefix<MessageKey>;

/** Codes of calls to the API that did not get to it, each for its cause; what is tried again later is tried for all of them. */
const OUT_OF_REACH = new Set<ErrorCode>([
  'api.unreachable',
  'api.name-not-found',
  'api.connection-refused',
  'api.no-network',
  'api.certificate',
  'api.certificate-date',
  'api.between',
  'api.proxy',
]);

/** Whether the API could not be reached, or something else answered in its place. */
export const isOutOfReach = (code: ErrorCode): boolean => OUT_OF_REACH.has(code);

/** The one error type that crosses rooms: a code for the program, parameters for the sentence, never a secret in either. */
export class StationError extends Error {
  readonly code: ErrorCode;
  readonly params: MessageParams;

  constructor(code: ErrorCode, params: MessageParams = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'StationError';
    this.code = code;
    this.params = params;
  }
}

/** What to show for anything thrown: our own errors as they are, everything else as an internal error with its text kept out. */
export function problemOf(error: unknown): Pick<StationError, 'code' | 'params'> {
  return error instanceof StationError ? { code: error.code, params: error.params } : { code: 'internal', params: {} };
}
