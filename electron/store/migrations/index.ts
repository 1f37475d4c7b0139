import { sql as first } from './0001-first.ts';
import { sql as care } from './0002-care.ts';
import { sql as batches } from './0003-batches.ts';
import { sql as journal } from './0004-journal.ts';
import { sql as identity } from './0005-identity.ts';

export interface Migration {
  number: number;
  name: string;
  sql: string;
}

/** In order, for ever: a migration that has left this house is never edited, a change is a new one. */
export const migrations: readonly Migration[] = [
  { number: 1, name: 'first', sql: first },
  { number: 2, name: 'care', sql: care },
  { number: 3, name: 'batches', sql: batches },
  { number: 4, name: 'journal', sql: journal },
  { number: 5, name: 'identity', sql: identity },
];
