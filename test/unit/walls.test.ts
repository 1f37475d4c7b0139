import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NODE, renderWalls, WALLS } from '../../walls.config.ts';

/** Walls that have to stand whatever the table says: it may be rewritten, but not by mistake. */
const forbidden: [file: string, from: string][] = [
  ['shared/thing.ts', '../electron/station.ts'],
  ['shared/thing.ts', '../renderer/bridge.ts'],
  ['shared/thing.ts', 'node:fs'],
  ['renderer/stores/thing.ts', '../../electron/station.ts'],
  ['renderer/stores/thing.ts', 'electron'],
  ['renderer/stores/thing.ts', 'node:fs'],
  ['electron/station.ts', '../renderer/bridge.ts'],
  ['electron/station.ts', 'electron'],
  ['electron/station.ts', 'electron-store'],
  ['electron/esim-go/thing.ts', '../store/index.ts'],
  ['electron/qr-bundle/thing.ts', '../esim-go/index.ts'],
  ['electron/manifest/thing.ts', '../provisioning/index.ts'],
  ['electron/store/thing.ts', '../provisioning/index.ts'],
  ['electron/secrets/thing.ts', '../account.ts'],
  ['electron/policy/thing.ts', '../windows.ts'],
  ['electron/provisioning/thing.ts', '../ipc/index.ts'],
  ['electron/provisioning/thing.ts', '../station.ts'],
  ['electron/provisioning/thing.ts', 'electron'],
  ['electron/provisioning/thing.ts', '../reconcile/index.ts'],
  ['electron/reconcile/thing.ts', '../care/index.ts'],
  ['electron/reconcile/thing.ts', '../provisioning/index.ts'],
  ['electron/waiting/thing.ts', '../store/index.ts'],
  ['electron/care/thing.ts', '../provisioning/index.ts'],
  ['electron/stock/thing.ts', '../care/index.ts'],
  ['electron/journal/thing.ts', '../provisioning/index.ts'],
  ['electron/journal/thing.ts', '../reconcile/index.ts'],
  ['electron/history/thing.ts', '../esim-go/index.ts'],
  ['electron/history/thing.ts', 'better-sqlite3-multiple-ciphers'],
  ['electron/sheets/thing.ts', '../provisioning/index.ts'],
  ['electron/training/thing.ts', '../esim-go/index.ts'],
  ['electron/ipc/thing.ts', '../store/index.ts'],
  ['electron/commands/thing.ts', '../store/index.ts'],
  ['electron/commands/thing.ts', '../manifest/index.ts'],
  ['electron/main.ts', 'better-sqlite3-multiple-ciphers'],
  ['electron/preload.ts', '../shared/contract.ts'],
  ['electron/attic/thing.ts', '../../shared/errors.ts'],
];

const allowed: [file: string, from: string][] = [
  ['electron/esim-go/thing.ts', '../../shared/iccid.ts'],
  ['electron/manifest/thing.ts', '../../shared/errors.ts'],
  ['electron/provisioning/thing.ts', '../store/index.ts'],
  ['electron/reconcile/thing.ts', '../journal/index.ts'],
  ['electron/care/thing.ts', '../journal/index.ts'],
  ['electron/waiting/thing.ts', '../esim-go/index.ts'],
  ['electron/store/thing.ts', 'better-sqlite3-multiple-ciphers'],
  ['electron/windows.ts', 'electron'],
  ['electron/ipc/handle.ts', 'electron'],
  ['electron/settings.ts', 'electron-store'],
  ['electron/preload.ts', '../shared/verbs.ts'],
  ['renderer/stores/thing.ts', '../../shared/model.ts'],
];

/** Beside these, everything that the table does not allow is tried in each room: every other room, and every package it names. */
const ROOMS = WALLS.flatMap(({ rooms }) => rooms);
const PACKAGES = [...new Set(WALLS.flatMap(({ packages = [] }) => packages))];
const isFile = (room: string) => /\.\w+$/.test(room);
const isSource = (room: string) => /\.tsx?$/.test(room);
/** The file of a room that others import, and the one that imports. */
const door = (room: string) => (isFile(room) ? room : `${room}/index.ts`);
const importer = (room: string) => (isFile(room) ? room : `${room}/every.ts`);
const specifier = (name: string) => (name === NODE ? 'node:fs' : name);
const relative = (file: string, to: string) => {
  const way = path.posix.relative(path.posix.dirname(file), to);
  return way.startsWith('.') ? way : `./${way}`;
};

/** What the table says of all pairs; rooms inside an allowed room are allowed with it. */
const pairs = WALLS.flatMap(({ rooms, imports = [], packages = [] }) =>
  rooms
    .filter(isSource)
    .concat(rooms.filter((room) => !isFile(room)))
    .flatMap((room) => {
      const may = [room, ...imports];
      const isIn = (one: string) => may.some((allowed) => one === allowed || one.startsWith(`${allowed}/`));
      const isOwn = (one: string) => one === room || one.startsWith(`${room}/`);
      const file = importer(room);
      return [
        ...ROOMS.filter((one) => !isOwn(one)).map((one) => ({
          file,
          from: relative(file, door(one)),
          isAllowed: isIn(one),
        })),
        ...PACKAGES.map((name) => ({ file, from: specifier(name), isAllowed: packages.includes(name) })),
      ];
    }),
);

/** Each way in which a file can depend on another. */
const KINDS = {
  value: (from: string) => `import { a } from '${from}'; console.log(a);`,
  type: (from: string) => `import type { a } from '${from}'; export type B = a;`,
  again: (from: string) => `export { a } from '${from}';`,
  all: (from: string) => `export * from '${from}';`,
  late: (from: string) => `export const a = () => import('${from}');`,
};

const root = path.join(import.meta.dirname, '../..');
let folder: string;
let violations: { rule: string; from: string; to: string }[];
/** `file:from` of every import that a wall stopped. */
const stopped = new Set<string>();

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'walls-')));
  const write = (file: string, text: string) => {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const imports = [...[...forbidden, ...allowed].map(([file, from]) => ({ file, from })), ...pairs];
  const targets = imports
    .filter(({ from }) => from.startsWith('.'))
    .map(({ file, from }) => path.posix.join(file, '..', from));
  for (const file of targets) write(file, 'export const a = 1;\n');
  for (const [file, lines] of Map.groupBy(imports, ({ file }) => file)) {
    write(file, lines.map(({ from }, index) => `import { a as a${index} } from '${from}';\n`).join(''));
  }
  for (const [kind, source] of Object.entries(KINDS)) write(`shared/kind-${kind}.ts`, source('../electron/station.ts'));
  write('electron/history/one.ts', "import type { A } from './two.ts';\n");
  write('electron/history/two.ts', "import type { A } from './one.ts';\n");
  const cli = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = path.join(root, 'walls.config.ts');
  const args = [cli, '--config', config, '--output-type', 'json', 'electron', 'shared', 'renderer'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  const walls = new Set(
    violations.flatMap(({ rule, from, to }) => (rule === 'not-in-allowed' ? [`${from}:${to}`] : [])),
  );
  for (const { file, from } of imports) {
    const to = from.startsWith('.') ? path.posix.join(file, '..', from) : from.replace(/^node:/, '');
    if (walls.has(`${file}:${to}`)) stopped.add(`${file}:${from}`);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the walls between the rooms', () => {
  it.each(forbidden)('%s may not import %s', (file, from) => {
    expect(stopped).toContain(`${file}:${from}`);
  });

  it.each(allowed)('%s may import %s', (file, from) => {
    expect(stopped).not.toContain(`${file}:${from}`);
  });

  it('stand in every room as the table says, for every other room and every package', () => {
    const wrong = pairs.filter(({ file, from, isAllowed }) => stopped.has(`${file}:${from}`) === isAllowed);
    expect(wrong).toEqual([]);
    for (const room of ROOMS.filter((one) => isSource(one) || !isFile(one))) {
      expect(
        pairs.some(({ file, isAllowed }) => file === importer(room) && !isAllowed),
        room,
      ).toBe(true);
    }
  });

  it.each(Object.keys(KINDS))('stop an import of the kind “%s”', (kind) => {
    const stop = { rule: 'not-in-allowed', from: `shared/kind-${kind}.ts`, to: 'electron/station.ts' };
    expect(violations).toContainEqual(stop);
  });

  it('are not gone round by the one kind that the tool does not see, an import inside a type', () => {
    const sources = ['electron', 'shared', 'renderer'].flatMap((room) =>
      readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.join(root, room, file),
      ),
    );
    const typed = sources.filter(
      (file) => /\.tsx?$/.test(file) && /\bimport\([^)]*\)\./.test(readFileSync(file, 'utf8')),
    );
    expect(typed).toEqual([]);
  });

  it('stop imports in a circle, also of types', () => {
    const circle = { rule: 'no-circles', from: 'electron/history/one.ts', to: 'electron/history/two.ts' };
    expect(violations).toContainEqual(circle);
  });

  it('are shown by ARCHITECTURE.md as they are', () => {
    const shown = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8').split('\n');
    const first = shown.findIndex((line) => line.startsWith('| Room |'));
    const after = shown.findIndex((line, index) => index > first && !line.startsWith('|'));
    expect(shown.slice(first, after).join('\n')).toBe(renderWalls());
  });
});
