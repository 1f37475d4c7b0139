import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What may not be imported where; the same rules that `npm run lint` keeps, tried on files that break them. */
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

const root = path.join(import.meta.dirname, '../..');
let folder: string;
/** `file:from` of every import that a wall stopped. */
const stopped = new Set<string>();

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'walls-')));
  const { vcs: _, ...config } = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
  writeFileSync(path.join(folder, 'biome.json'), JSON.stringify(config));
  const imports = Map.groupBy([...forbidden, ...allowed], ([file]) => file);
  for (const [file, lines] of imports) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    const source = lines.map(([, from], index) => `import { a as a${index} } from '${from}';`).join('\n');
    writeFileSync(path.join(folder, file), `${source}\n`);
  }
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=github', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  for (const [, file = '', line] of stdout.matchAll(/noRestrictedImports,file=([^,]+),line=(\d+)/g)) {
    const name = path.relative(folder, path.resolve(folder, file));
    stopped.add(`${name}:${imports.get(name)?.[Number(line) - 1]?.[1]}`);
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
});
