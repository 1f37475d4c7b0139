export { apiAddress, LIVE_API } from './address.ts';
export { type Client, createClient } from './client.ts';
export { ApiError } from './errors.ts';
export { createLimiter } from './limiter.ts';
export type { AppliedAnswer, Assignment } from './schemas.ts';
