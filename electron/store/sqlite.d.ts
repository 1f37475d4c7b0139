/**
 * The fork with ciphers has the interface of better-sqlite3, but does not export its types to ES modules.
 */
declare module 'better-sqlite3-multiple-ciphers' {
  // The types alone, which exist under this name only.
  import Database from 'better-sqlite3';

  export type { Database } from 'better-sqlite3';
  // biome-ignore lint/style/noDefaultExport: the module is made this way
  export default Database;
}
