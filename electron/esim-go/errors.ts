import { type ErrorCode, StationError } from '../../shared/errors.ts';

/** How the API can let us down; the codes the sentences in `shared/messages` are written for. */
export type ApiErrorCode = Extract<
  ErrorCode,
  | 'api.unauthorised'
  | 'api.not-yours'
  | 'api.out-of-stock'
  | 'api.balance'
  | 'api.forbidden'
  | 'api.refused'
  | 'api.busy'
  | 'api.unreachable'
  | 'api.name-not-found'
  | 'api.connection-refused'
  | 'api.no-network'
  | 'api.certificate'
  | 'api.certificate-date'
  | 'api.between'
  | 'api.proxy'
  | 'api.malformed'
  | 'api.failed'
>;

/**
 * What a failed call may have done at the other end. `nothing`: the call only reads, or the answer, or the lack of a connection,
 * proves that the request had no effect. `unknown`: it may have been carried out in full.
 */
export type Effect = 'nothing' | 'unknown';

interface Details {
  params?: Record<string, string | number>;
  effect: Effect;
  /** HTTP status of the answer; null when there was none. */
  status?: number | null;
  /** How long the API asked us to wait, in milliseconds; null when it did not say. */
  retryAfterMs?: number | null;
  cause?: unknown;
}

export class ApiError extends StationError {
  declare readonly code: ApiErrorCode;
  readonly effect: Effect;
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(code: ApiErrorCode, { params = {}, effect, status = null, retryAfterMs = null, cause }: Details) {
    super(code, params, { cause });
    this.name = 'ApiError';
    this.effect = effect;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
