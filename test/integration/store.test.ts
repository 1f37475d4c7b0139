import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../electron/store/index.ts';
import { migrate } from '../../electron/store/migrate.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import { temporaryFolder } from '../support/folder.ts';

const ICCID = '8944422000000000019';
const BATCH = { kind: 'new', reference: '', startsAt: null, operator: 'o', replaces: null } as const;
const SECRET = 'K7QPA-2ZTWM-X94RC-DH6VN';

/** A batch of two: the first ready with its image, the second on its way. */
function fill(store: Store): { batchId: string; callId: string } {
  const now = new Date('2026-03-02T10:00:00Z');
  return store.transaction(() => {
    const batchId = store.batches.create({ ...BATCH, reference: 'Fair', createdAt: now }, [
      { bundle: 'b' },
      { bundle: 'b' },
    ]);
    const callId = store.journal.open({
      kind: 'apply',
      batchId,
      iccid: null,
      bundle: 'b',
      quantity: 2,
      startsAt: null,
      request: { name: 'b' },
      operator: 'o',
      sentAt: now,
      apiSentAt: null,
      stock: { before: 9, readAt: null, tick: 0 },
    });
    store.items.take(batchId, 1, callId);
    store.items.take(batchId, 2, callId);
    store.esims.save({ iccid: ICCID, smdpAddress: 'rsp.example.test', matchingId: SECRET, assignedAt: now });
    store.esims.saveImage(ICCID, { origin: 'matched', png: Buffer.from('image'), checkedAt: now });
    store.items.update(batchId, 1, { state: 'ready', iccid: ICCID });
    return { batchId, callId };
  });
}

/** Opens the file as another program would. */
function openElsewhere(file: string): unknown {
  const store = path.join(import.meta.dirname, '../../electron/store/index.ts');
  const source = `
    import { openStore } from ${JSON.stringify(store)};
    try {
      openStore({ file: ${JSON.stringify(file)}, key: null }).close();
      console.log('"opened"');
    } catch ({ code, params }) {
      console.log(JSON.stringify({ code, params }));
    }`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' });
  return JSON.parse(stdout);
}

describe('the history file', () => {
  // Windows has no such modes; there the profile folder is the user's own.
  it.runIf(process.platform !== 'win32')('makes its folders for their owner alone, whatever others would allow', () => {
    const folder = temporaryFolder();
    const umask = process.umask(0);
    try {
      openStore({ file: path.join(folder, 'profile', 'live', 'station.db'), key: null }).close();
    } finally {
      process.umask(umask);
    }
    const modes = ['profile', 'profile/live'].map((name) => statSync(path.join(folder, name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700]);
  });

  it('keeps what was written when it is opened again', () => {
    const file = path.join(temporaryFolder(), 'a', 'station.db');
    const before = openStore({ file, key: null });
    const { batchId } = fill(before);
    before.close();

    const store = openStore({ file, key: null });
    expect(store.batches.get(batchId)).toMatchObject({ quantity: 2, counts: { ready: 1, applying: 1, planned: 0 } });
    expect(store.esims.get(ICCID)).toMatchObject({
      activationCode: `LPA:1$rsp.example.test$${SECRET}`,
      qr: 'matched',
      position: 1,
    });
    expect(store.esims.image(ICCID)?.toString()).toBe('image');
    expect(store.batches.unfinished()).toEqual([batchId]);
    store.close();
  });

  it('finds batches by reference, bundle and part of an ICCID, taking wildcards as characters', () => {
    const store = openStore({ file: path.join(temporaryFolder(), 'station.db'), key: null });
    fill(store);
    const found = (search: string) => store.batches.list({ search, limit: 10 }).length;
    expect([found(''), found('fair'), found('00019'), found('%'), found('_'), found('nothing')]).toEqual([
      1, 1, 1, 0, 0, 0,
    ]);
    store.close();
  });

  it('lists newest first and goes on after the last one seen', () => {
    const store = openStore({ file: path.join(temporaryFolder(), 'station.db'), key: null });
    const ids = [1, 2, 3].map(() =>
      store.transaction(() => store.batches.create({ ...BATCH, createdAt: new Date() }, [{ bundle: 'b' }])),
    );
    const first = store.batches.list({ search: '', limit: 2 });
    expect(first.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(store.batches.list({ search: '', before: first[1]?.id, limit: 2 }).map(({ id }) => id)).toEqual([ids[0]]);
    store.close();
  });

  it('lists in the order of writing, also when the clock was set back in between', () => {
    const file = path.join(temporaryFolder(), 'station.db');
    const store = openStore({ file, key: null });
    const ids = ['first', 'second'].map((reference) =>
      store.transaction(() => store.batches.create({ ...BATCH, reference, createdAt: new Date() }, [{ bundle: 'b' }])),
    );
    store.close();
    // The id that a clock far ahead would have given.
    const ahead = 'ffffffff-ffff-7fff-bfff-ffffffffffff';
    const db = new Sqlite(file);
    db.pragma('foreign_keys = OFF');
    db.prepare('UPDATE batch SET id = ? WHERE id = ?').run(ahead, ids[0]);
    db.prepare('UPDATE item SET batch_id = ? WHERE batch_id = ?').run(ahead, ids[0]);
    db.close();
    const again = openStore({ file, key: null });
    const list = (before?: string) => again.batches.list({ search: '', before, limit: 10 }).map(({ id }) => id);
    expect(list()).toEqual([ids[1], ahead]);
    expect(list(ids[1])).toEqual([ahead]);
    expect(again.batches.unfinished()).toEqual([ahead, ids[1]]);
    again.close();
  });

  it('takes all of a transaction or nothing', () => {
    const store = openStore({ file: path.join(temporaryFolder(), 'station.db'), key: null });
    expect(() =>
      store.transaction(() => {
        store.batches.create({ ...BATCH, createdAt: new Date() }, [{ bundle: 'b' }]);
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    expect(store.batches.list({ search: '', limit: 1 })).toEqual([]);
    store.close();
  });

  it('never gives one eSIM to two items', () => {
    const store = openStore({ file: path.join(temporaryFolder(), 'station.db'), key: null });
    const { batchId } = fill(store);
    expect(() =>
      store.transaction(() => store.items.update(batchId, 2, { state: 'assigned', iccid: ICCID })),
    ).toThrow();
    expect(store.items.ofBatch(batchId)[1]).toMatchObject({ state: 'applying', iccid: null });
    store.close();
  });
});

describe('the journal', () => {
  it('is closed once and never rewritten or deleted', () => {
    const file = path.join(temporaryFolder(), 'station.db');
    const store = openStore({ file, key: null });
    const { callId, batchId } = fill(store);
    expect(store.journal.stillOpen()).toMatchObject([{ id: callId, batchId, request: { name: 'b' } }]);
    const close = (outcome: 'answered' | 'unknown') =>
      store.transaction(() => store.journal.close(callId, { outcome, closedAt: new Date(), reference: 'r' }));
    close('answered');
    expect(() => close('unknown')).toThrow(/closed once/);
    store.close();

    const raw = new Sqlite(file);
    expect(() => raw.exec('DELETE FROM journal')).toThrow(/append-only/);
    expect(() => raw.exec(`UPDATE journal SET request = '{}'`)).toThrow(/never rewritten/);
    raw.close();
  });

  it('has every committed call in the file, whatever happens to the program', () => {
    const file = path.join(temporaryFolder(), 'station.db');
    const store = openStore({ file, key: null });
    fill(store);
    // What another program would find after a crash: the file and its log as they are on the disk now.
    const copy = path.join(temporaryFolder(), 'station.db');
    for (const ending of ['', '-wal']) copyFileSync(`${file}${ending}`, `${copy}${ending}`);
    const after = openStore({ file: copy, key: null });
    expect(after.journal.stillOpen()).toHaveLength(1);
    after.close();
    store.close();
  });
});

describe('opening', () => {
  it('refuses a second program, and the lock ends with the first', () => {
    const file = path.join(temporaryFolder(), 'station.db');
    const first = openStore({ file, key: null });
    expect(openElsewhere(file)).toEqual({ code: 'store.in-use', params: { file } });
    fill(first);
    expect(openElsewhere(file)).toEqual({ code: 'store.in-use', params: { file } });
    first.close();
    expect(openElsewhere(file)).toBe('opened');
  });

  it('leaves a file alone that is no history', () => {
    const file = path.join(temporaryFolder(), 'station.db');
    writeFileSync(file, 'SQLite format 3\0 and then something else entirely'.repeat(200));
    const before = readFileSync(file);
    expect(() => openStore({ file, key: null })).toThrowError(expect.objectContaining({ code: 'store.damaged' }));
    expect(readFileSync(file)).toEqual(before);
  });

  it('leaves the history of a newer program alone', () => {
    const file = path.join(temporaryFolder(), 'station.db');
    openStore({ file, key: null }).close();
    const raw = new Sqlite(file);
    raw.exec(`INSERT INTO migration VALUES (99, 'future', 'x', '')`);
    raw.close();
    expect(() => openStore({ file, key: null })).toThrowError(expect.objectContaining({ code: 'store.newer' }));
  });

  it('says which folder cannot be used', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'live'), 'a file where a folder should be');
    expect(() => openStore({ file: path.join(folder, 'live', 'station.db'), key: null })).toThrowError(
      expect.objectContaining({ code: 'store.folder', params: { folder: path.join(folder, 'live') } }),
    );
  });
});

describe('encryption', () => {
  it('keeps codes out of the file and needs the key', () => {
    const file = path.join(temporaryFolder(), 'station.db');
    const key = 'ab'.repeat(32);
    const store = openStore({ file, key });
    fill(store);
    expect(store.encrypted).toBe(true);
    for (const ending of ['', '-wal']) expect(readFileSync(`${file}${ending}`).includes(SECRET)).toBe(false);
    store.close();
    expect(readFileSync(file).includes(SECRET)).toBe(false);

    expect(() => openStore({ file, key: null })).toThrowError(expect.objectContaining({ code: 'store.no-key' }));
    expect(() => openStore({ file, key: 'cd'.repeat(32) })).toThrowError(
      expect.objectContaining({ code: 'store.damaged' }),
    );
    const again = openStore({ file, key });
    expect(again.esims.get(ICCID)?.matchingId).toBe(SECRET);
    again.close();
  });

  it('would show if it were off: the same code stands in a file without a key', () => {
    const file = path.join(temporaryFolder(), 'station.db');
    const store = openStore({ file, key: null });
    fill(store);
    expect(store.encrypted).toBe(false);
    store.close();
    expect(readFileSync(file).includes(SECRET)).toBe(true);
  });
});

describe('migrations', () => {
  it('give an older history the columns that lost calls are settled by, and sentences that there are', () => {
    const db = new Sqlite(':memory:');
    migrate(db, 'x', migrations.slice(0, 3));
    const lost = (kind: string, request: object) => [kind, JSON.stringify(request)] as const;
    const calls = [
      lost('apply', { name: 'b', repeat: 3, startTime: '2026-06-01T00:00:00Z' }),
      lost('apply', { name: 'b' }),
      lost('top-up', { name: 'b', iccid: ICCID }),
      lost('order', { assign: false, order: [{ item: 'b', quantity: 5 }] }),
      lost('refund', { usageId: 7, quantity: 2, bundle: 'b' }),
      lost('revoke', { bundle: 'b', assignmentId: '9' }),
      lost('sms', { message: 'Hello' }),
    ];
    db.exec(`INSERT INTO station (id, created_at) VALUES ('s', 'now')`);
    const insert = db.prepare(
      `INSERT INTO journal (id, kind, request, station_id, operator, sent_at, outcome, closed_at, problem)
       VALUES (?, ?, ?, 's', 'o', 'now', 'unknown', 'now', ?)`,
    );
    for (const [kind, request] of calls) {
      const code = kind === 'sms' || kind === 'revoke' ? 'care.unknown' : 'provisioning.unknown';
      insert.run(`${kind} ${request}`, kind, request, JSON.stringify({ code, params: {} }));
    }
    migrate(db, 'x');
    const rows = db
      .prepare('SELECT kind, bundle, quantity, starts_at, assignment_id, lot, problem FROM journal ORDER BY rowid')
      .raw()
      .all();
    const problem = (kind: string) => JSON.stringify({ code: `unknown.${kind}`, params: {} });
    expect(rows).toEqual([
      ['apply', 'b', 3, '2026-06-01T00:00:00Z', null, null, problem('apply')],
      ['apply', 'b', 1, null, null, null, problem('apply')],
      ['top-up', 'b', 1, null, null, null, problem('top-up')],
      ['order', 'b', 5, null, null, null, problem('order')],
      ['refund', 'b', 2, null, null, 7, problem('refund')],
      ['revoke', 'b', null, null, '9', null, problem('revoke')],
      ['sms', null, null, null, null, null, problem('sms')],
    ]);
    expect(() => db.exec(`UPDATE journal SET bundle = 'other'`)).toThrow(/closed once/);
  });

  it('replayed step by step give the same schema as all at once', () => {
    const schemaOf = (db: Sqlite.Database) =>
      db.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql').all();
    const atOnce = new Sqlite(':memory:');
    migrate(atOnce, 'x');
    const stepByStep = new Sqlite(':memory:');
    for (let count = 1; count <= migrations.length; count++) migrate(stepByStep, 'x', migrations.slice(0, count));
    expect(schemaOf(stepByStep)).toEqual(schemaOf(atOnce));
    migrate(atOnce, 'x');
    expect(atOnce.prepare('SELECT count(*) AS n FROM migration').get()).toEqual({ n: migrations.length });
  });

  it('are numbered without gaps', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('that were edited after they were applied stop the start', () => {
    const db = new Sqlite(':memory:');
    migrate(db, 'x');
    const edited = migrations.map((step) => ({ ...step, sql: `${step.sql} -- edited` }));
    expect(() => migrate(db, 'x', edited)).toThrowError(expect.objectContaining({ code: 'store.changed-migration' }));
  });

  it('that fail leave nothing behind', () => {
    const db = new Sqlite(':memory:');
    const broken = [
      ...migrations,
      { number: migrations.length + 1, name: 'broken', sql: 'CREATE TABLE half (a); SELECT nonsense' },
    ];
    expect(() => migrate(db, 'x', broken)).toThrow();
    expect(db.prepare(`SELECT count(*) AS n FROM sqlite_schema`).get()).toEqual({ n: 0 });
  });
});
