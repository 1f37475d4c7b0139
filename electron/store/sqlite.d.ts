/** The fork with ciphers has the interface of better-sqlite3, whose types it does not export to ES modules. */
declare module 'better-sqlite3-multiple-ciphers' {
  import Database from 'better-sqlite3';

  export type { Database } from 'better-sqlite3';
  export default Database;
}
