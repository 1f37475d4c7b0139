import type { RefusalOf } from './failures.ts';

/** On a call about one eSIM, a 403 that is not about the key says that the eSIM is not this account's. */
export const notYours: RefusalOf = ({ status }) => (status === 403 ? { code: 'api.not-yours' } : null);
