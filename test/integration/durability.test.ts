/** What stands in the way of the history stops the start, or the batch, in a sentence with two ways out; and the history stays as it is. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import Sqlite, { type Database } from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSecrets, type Secrets } from '../../electron/secrets/index.ts';
import { openStore } from '../../electron/store/index.ts';
import { migrate } from '../../electron/store/migrate.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import { openDatabase } from '../../electron/store/open.ts';
import type { TrainingApi } from '../../electron/training/index.ts';
import { StationError } from '../../shared/errors.ts';
import { createTranslate } from '../../shared/messages/index.ts';
import type { Problem } from '../../shared/model.ts';
import { temporaryFolder } from '../support/folder.ts';
import { BUNDLE, KEY, stationAt, trainingApi } from '../support/station.ts';

const PAGE = 4_096;
/** The unit of `ulimit -f`. */
const BLOCK = 512;
const ENDINGS = ['', '-wal'];
const QUANTITY = 60;

const say = createTranslate('en');

/** The file and the log beside it, bit by bit; to be asked only while this process has them not open. */
function bytesOf(file: string): Record<string, string> {
  const there = ENDINGS.map((ending) => `${file}${ending}`).filter((one) => existsSync(one) && statSync(one).isFile());
  return Object.fromEntries(there.map((one) => [one, createHash('sha256').update(readFileSync(one)).digest('hex')]));
}

/** The sentence of a problem, which names `what` and two ways out. */
function expectTwoWaysOut({ code, params }: Problem, what: string): void {
  const sentence = say(`error.${code}`, params);
  expect(sentence).toContain(what);
  expect(sentence).toMatch(/[;,] [^;,.]+, or [^;.]+\.$/);
}

/** Starts on a history that cannot be used. @returns the code of what the person is told, with nothing changed */
function refused(file: string, { what = file, key = null as string | null } = {}): string {
  const before = bytesOf(file);
  const open = () => openStore({ file, key });
  let problem: StationError | null = null;
  try {
    open().close();
  } catch (error) {
    expect(error).toBeInstanceOf(StationError);
    problem = error as StationError;
  }
  if (!problem) return 'opened';
  expect(bytesOf(file)).toEqual(before);
  expectTwoWaysOut(problem, what);
  // A second try meets the same: nothing of the first is left in the way.
  expect(open).toThrowError(expect.objectContaining({ code: problem.code }));
  expect(bytesOf(file)).toEqual(before);
  return problem.code;
}

function fill(file: string, key: string | null = null): void {
  const store = openStore({ file, key });
  const createdAt = new Date();
  const batch = { kind: 'new', reference: 'Fair', startsAt: null, operator: 'o', replaces: null, createdAt } as const;
  const items = Array.from({ length: 500 }, () => ({ bundle: BUNDLE }));
  store.transaction(() => store.batches.create(batch, items));
  store.close();
}

/**
 * A history of a batch that somebody has worked on with SQL.
 * @param crashed with his work in the log, as a program leaves it that dies
 */
function historyOf(crashed: boolean, work: (db: Database) => void = () => {}): string {
  const file = path.join(temporaryFolder(), 'station.db');
  fill(file);
  const db = new Sqlite(file);
  db.pragma('wal_autocheckpoint = 0');
  db.exec(`UPDATE batch SET operator = 'somebody'`);
  work(db);
  const copy = path.join(temporaryFolder(), 'station.db');
  if (!crashed) db.close();
  for (const ending of ENDINGS)
    if (existsSync(`${file}${ending}`)) copyFileSync(`${file}${ending}`, `${copy}${ending}`);
  db.close();
  expect(existsSync(`${copy}-wal`)).toBe(crashed);
  return copy;
}

function overwrite(file: string, at: number, length: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, at, at + length);
  writeFileSync(file, bytes);
}

describe.each([
  ['closed', false],
  ['left by a crash', true],
])('a history that was %s', (_, crashed) => {
  it('and has nothing wrong with it is opened', () => {
    const file = historyOf(crashed);
    const store = openStore({ file, key: null });
    expect(store.batches.list({ search: '', limit: 1 })).toMatchObject([{ quantity: 500, operator: 'somebody' }]);
    store.close();
  });

  it('and begins with something else is left alone', () => {
    const file = historyOf(crashed);
    overwrite(file, 0, 100);
    expect(refused(file)).toBe('store.no-key');
    expect(refused(file, { key: 'ab'.repeat(32) })).toBe('store.damaged');
  });

  it('and is damaged in the middle is left alone', () => {
    const file = historyOf(crashed);
    overwrite(file, statSync(file).size - 2 * PAGE, PAGE);
    expect(refused(file)).toBe('store.damaged');
  });

  it.each([0.4, 0.9])('and is cut to %f of its length is left alone', (part) => {
    const file = historyOf(crashed);
    truncateSync(file, Math.floor(statSync(file).size * part));
    expect(refused(file)).toBe('store.damaged');
  });

  it('and is of a newer program is left alone', () => {
    const file = historyOf(crashed, (db) => db.exec(`INSERT INTO migration VALUES (99, 'future', 'x', '')`));
    expect(refused(file)).toBe('store.newer');
  });

  it('and is of a program with another migration is left alone', () => {
    const file = historyOf(crashed, (db) => db.exec(`UPDATE migration SET hash = 'x' WHERE number = 2`));
    expect(refused(file)).toBe('store.changed-migration');
  });
});

describe('a history', () => {
  it('that is cut to nothing beside its log is left alone', () => {
    const file = historyOf(true);
    truncateSync(file, 0);
    expect(refused(file)).toBe('store.damaged');
  });

  it('that is another program’s database is left alone', () => {
    const file = path.join(temporaryFolder(), 'station.db');
    const db = new Sqlite(file);
    db.exec('CREATE TABLE note (text)');
    db.close();
    expect(refused(file)).toBe('store.damaged');
  });

  it('that is encrypted is left alone without its key, and with another', () => {
    const file = path.join(temporaryFolder(), 'station.db');
    fill(file, 'ab'.repeat(32));
    expect(refused(file)).toBe('store.no-key');
    expect(refused(file, { key: 'cd'.repeat(32) })).toBe('store.damaged');
    expect(refused(file, { key: 'ab'.repeat(32) })).toBe('opened');
  });

  it('that another process has open is left alone', async () => {
    const file = historyOf(false);
    const holder = await holdOpen(file);
    expect(refused(file)).toBe('store.in-use');
    holder.kill();
    await once(holder, 'exit');
    expect(refused(file)).toBe('opened');
  });

  it('that is a folder, or in a file, is not made', () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'station.db'));
    expect(refused(path.join(folder, 'station.db'))).toBe('store.full');
    const occupied = path.join(folder, 'live');
    writeFileSync(occupied, 'a file where the folder should be');
    expect(refused(path.join(occupied, 'station.db'), { what: occupied })).toBe('store.folder');
    expect(readFileSync(occupied, 'utf8')).toBe('a file where the folder should be');
  });

  it('is left free by a start that fails later', async () => {
    const api = await trainingApi();
    const folder = temporaryFolder();
    const secrets = openSecrets();
    const broken: Secrets = {
      ...secrets,
      get: (name) => (name.startsWith('API key') ? Promise.reject(new Error('no keychain today')) : secrets.get(name)),
    };
    await expect(stationAt(api, { folder, key: null, secrets: broken })).rejects.toThrow('no keychain today');
    const station = await stationAt(api, { folder });
    expect(station.history.list({ search: '' }).batches).toEqual([]);
  });

  it('is on the disk when a commit returns', () => {
    const { db } = openDatabase({ file: path.join(temporaryFolder(), 'station.db'), key: null });
    const FULL = 2;
    const is = (name: string) => db.pragma(name, { simple: true });
    expect([is('synchronous'), is('journal_mode'), is('locking_mode')]).toEqual([FULL, 'wal', 'exclusive']);
    db.close();
  });
});

describe('a full disk', () => {
  it.each([0, 64, 214])(
    'at the first start, after %i blocks, is said, and the next start is a first one',
    async (blocks) => {
      const { folder, file } = profile();
      const api = await trainingApi();
      const told = await sellOnFullDisk(api, folder, blocks * BLOCK);
      expectFull(told, file);
      expect(api.ledger().applies).toEqual([]);
      const station = await stationAt(api, { folder });
      expect(station.history.list({ search: '' }).batches).toEqual([]);
    },
  );

  it('leaves a history that has to be migrated as it was', async () => {
    const { folder, file } = profile();
    mkdirSync(path.dirname(file));
    const db = new Sqlite(file);
    db.pragma('journal_mode = WAL');
    migrate(db, file, migrations.slice(0, 1));
    db.close();
    const before = bytesOf(file);
    const api = await trainingApi();
    expectFull(await sellOnFullDisk(api, folder, 10 * PAGE), file);
    expect(bytesOf(file)).toEqual(before);
  });

  it('lets a history be read, and nothing be bought', async () => {
    const { folder, file } = profile();
    fill(file);
    const before = bytesOf(file);
    const api = await trainingApi();
    expectFull(await sellOnFullDisk(api, folder, 0), file);
    expect(api.ledger().applies).toEqual([]);
    expect(bytesOf(file)).toEqual(before);
  });

  it.each([14, 20, 45, 80])(
    'in the middle of a batch, after %i pages, stops it; what was bought is found again and not bought twice',
    async (pages) => {
      const { folder, file } = profile();
      openStore({ file, key: null }).close();
      const api = await trainingApi();
      expectFull(await sellOnFullDisk(api, folder, statSync(file).size + pages * PAGE), file);
      expect(api.ledger().applies.length).toBeGreaterThan(0);

      const station = await stationAt(api, { folder });
      const [id = ''] = station.provisioning.resumeAll();
      await station.provisioning.idle();
      expect(station.history.batch(id)).toMatchObject({ state: 'ready', quantity: QUANTITY });
      const sold = station.history.sheet(id).cards.map(({ iccid, matchingId }) => `${iccid} ${matchingId}`);
      const spent = api.ledger().esims.map(({ iccid, matchingId }) => `${iccid} ${matchingId}`);
      expect(sold.sort()).toEqual(spent.sort());
      expect(spent).toHaveLength(QUANTITY);
    },
  );
});

function profile(): { folder: string; file: string } {
  const folder = temporaryFolder();
  return { folder, file: path.join(folder, 'live', 'station.db') };
}

/** Sells in a process none of whose files may be longer than `bytes`. @returns what a person is told of */
async function sellOnFullDisk({ url }: TrainingApi, folder: string, bytes: number): Promise<Problem[]> {
  const script = path.join(import.meta.dirname, '../support/full-disk-child.ts');
  const limit = `ulimit -f ${Math.floor(bytes / BLOCK)} && exec "$@"`;
  const child = spawn('sh', ['-c', limit, 'sh', process.execPath, script, folder, url, KEY, BUNDLE, `${QUANTITY}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [told, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(status).toBe(0);
  return told
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** What was on its way when the disk filled up is told for what it is; everything else was not sent. */
function expectFull(problems: Problem[], file: string): void {
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) {
    if (problem.code === 'journal.full') expect(['done', 'maybe', 'nothing']).toContain(problem.params.done);
    else expect(problem).toEqual({ code: 'store.full', params: { file } });
  }
}

/** A process that has a history open until it is killed. */
async function holdOpen(file: string): Promise<ChildProcess> {
  const store = path.join(import.meta.dirname, '../../electron/store/index.ts');
  const source = `
    import { openStore } from ${JSON.stringify(store)};
    openStore({ file: ${JSON.stringify(file)}, key: null });
    process.stdout.write('open');
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  await once(child.stdout, 'data');
  return child;
}
