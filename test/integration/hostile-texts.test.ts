/** An account whose every text tries to do something to the terminal, the reader and the files, and brings secrets along. */
import { globSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it } from 'vitest';
import { parseCommandLine, runCommand } from '../../electron/commands/index.ts';
import { lineLog } from '../../electron/log.ts';
import { openSecrets } from '../../electron/secrets/index.ts';
import { openStation, type Station } from '../../electron/station.ts';
import { createTranslate } from '../../shared/messages/index.ts';
import { type Answered, between } from '../support/between.ts';
import { temporaryFolder } from '../support/folder.ts';
import { BUNDLE, KEY, trainingApi, wish } from '../support/station.ts';

/** Somebody's code, where none belongs. */
const STOLEN = 'ST0LN-2ZTWM-X94RC';
const CODES = [
  `LPA:1$rsp.example.test$${STOLEN}`,
  `1$rsp.example.test$${STOLEN}`,
  `https://x.test/?carddata=LPA%3A1%24a.test%24${STOLEN}`,
];
const ORDERS = '\u001b[2J\u001b[31m\u001b]0;title\u0007\u009b1m\r\n\u2028\u202Egnp.\u202C\u2066\u200B\ufeff\u0000';
const HOSTILE = ` ${ORDERS}${KEY} ${KEY.slice(0, 4)}\u200b${KEY.slice(4)} ${CODES.join(' ')}`;

/** Without them nothing can be told apart, so each of them is spoiled in a run of its own. */
const VITAL = [
  ...['iccid', 'name', 'item', 'bundle', 'type'],
  ...['applyReference', 'orderReference', 'reference', 'id', 'assignmentReference'],
  ...['status', 'message', 'bundleState', 'currency', 'iso'],
];
/** Where a code, or a part of one, belongs. */
const OF_CODES = ['matchingId', 'smdpAddress', 'rspUrl', 'appleInstallUrl'];

type Spoils = (field: string) => boolean;
const RUNS: [what: string, spoils: Spoils][] = [
  ['that is only shown', (field) => ![...VITAL, ...OF_CODES].includes(field)],
  ['there is', (field) => !OF_CODES.includes(field)],
  ...VITAL.map((name): [string, Spoils] => [`called ${name}`, (field) => field === name]),
];

function spoil(value: unknown, spoils: Spoils, spoiled: Set<string>, field = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => spoil(one, spoils, spoiled, field));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoil(one, spoils, spoiled, name)]));
  }
  // Times are not texts.
  if (typeof value !== 'string' || !spoils(field) || /^\d{4}-\d\d-\d\d/.test(value)) return value;
  spoiled.add(field);
  return value + HOSTILE;
}

/** @returns the address of an account that says such things, and the names of the fields in which it did */
async function hostileApi(spoils: Spoils): Promise<{ url: string; spoiled: Set<string> }> {
  const api = await trainingApi({ stock: { [BUNDLE]: 9 } });
  const spoiled = new Set<string>();
  const url = await between(api.url, {
    after(_, answered: Answered) {
      if (!/json/.test(String(answered.headers['content-type']))) return false;
      const json: unknown = JSON.parse(answered.body.toString());
      answered.body = Buffer.from(JSON.stringify(spoil(json, spoils, spoiled)));
      return false;
    },
  });
  return { url, spoiled };
}

/** Everything that the windows may ask for; what is refused is said, too. @returns it, and an eSIM of the account where one was told of */
async function askEverything({ stock, care, provisioning, history, account, ...station }: Station) {
  const said: unknown[] = [];
  async function ask<Value>(question: () => Value | Promise<Value>): Promise<Value | null> {
    try {
      const value = await question();
      said.push(value);
      return value;
    } catch (error) {
      said.push(String(error), error instanceof Error && 'params' in error ? { ...error } : '');
      return null;
    }
  }
  await ask(() => stock.list());
  await ask(() => stock.catalogue());
  await ask(() => stock.coverage(BUNDLE));
  // Which nobody sells.
  await ask(() => stock.coverage('esim_0GB_0D_XX_V2'));
  const quote = await ask(() => stock.quote(BUNDLE, 1));
  await ask(() => stock.buy(BUNDLE, 1, 'o', { total: quote?.total ?? 1, currency: quote?.currency ?? 'USD' }));
  const id = await ask(() => provisioning.create(wish(2), 'o'));
  await ask(() => provisioning.idle());
  await ask(() => provisioning.referencesWritten());
  await ask(() => stock.idle());
  const iccid = (id && history.batch(id).items[0]?.iccid) || '8944422000000000019';
  await ask(() => care.look(iccid));
  await ask(() => care.compatible(iccid, BUNDLE));
  await ask(() => care.refresh(iccid, 'o'));
  await ask(() => care.sms(iccid, 'hello', 'o'));
  await ask(() => care.topUp(iccid, BUNDLE, 'o'));
  await ask(() => station.replace({ iccid, bundle: BUNDLE, reason: 'lost' }, 'o'));
  await ask(() => provisioning.idle());
  const look = await ask(() => care.look(iccid));
  const [assigned] = Array.isArray(look?.bundles) ? look.bundles : [];
  const { name = BUNDLE, assignmentId = '1' } = assigned ?? {};
  await ask(() => care.previewRevoke(iccid, name, assignmentId));
  await ask(() => care.revoke(iccid, name, assignmentId, 'o'));
  await ask(() => care.acts(iccid));
  await ask(() => stock.acts());
  await ask(() => stock.questions());
  await ask(() => account.status());
  const { batches = [] } = (await ask(() => history.list({ search: '' }))) ?? {};
  for (const { id } of batches) await ask(() => [history.batch(id), provisioning.questions(id)]);
  return { said, iccid };
}

/** Every text of every row of every history in a folder. */
function rowsIn(folder: string): string[] {
  return globSync('**/station.db', { cwd: folder }).flatMap((name) => {
    const db = new Sqlite(path.join(folder, name), { readonly: true });
    const tables = db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const rows = tables.flatMap(({ name }) => db.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][]);
    db.close();
    return rows.flat().filter((cell) => typeof cell === 'string');
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap(textsIn);
}

function expectClean(texts: readonly string[]): void {
  for (const text of texts) {
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]|\[31m|\[2J|0;title/u);
    for (const secret of [KEY, STOLEN]) expect(text).not.toContain(secret);
  }
}

describe('a hostile text', () => {
  it.each(RUNS)('in every field %s reaches no row, no window, no terminal and no log', async (_, spoils) => {
    const { url, spoiled } = await hostileApi(spoils);
    const folder = temporaryFolder();
    const lines: string[] = [];
    const log = lineLog((line) => lines.push(...line.split('\n')));
    const secrets = openSecrets();
    const onError = (error: unknown) => log('error', { name: error instanceof Error ? error.name : typeof error });
    const options = { folder, api: url, key: KEY, secrets, processingMs: 300, onError };

    const station = await openStation({ ...options, mode: 'live' });
    const { said, iccid } = await askEverything(station);
    await station.close();

    const say = (text: string) => lines.push(...text.split(/[\n\t]/));
    for (const args of [['stock'], ['esim', iccid], ['questions'], ['resume'], order(1)]) {
      const command = parseCommandLine(args);
      if (command.kind === 'window' || command.kind === 'help') throw new Error('no verb');
      const t = createTranslate('en');
      await runCommand(command, {
        station: options,
        operator: 'o',
        t,
        pdf: async () => new Uint8Array(),
        out: say,
        err: say,
      });
    }
    expect(spoiled.size).toBeGreaterThan(0);
    const rows = rowsIn(folder);
    expect(rows.length).toBeGreaterThan(10);
    expectClean(rows);
    expectClean(textsIn(said));
    expectClean(lines);
  });
});

const order = (quantity: number) => ['provision', '--bundle', BUNDLE, '--quantity', `${quantity}`];
