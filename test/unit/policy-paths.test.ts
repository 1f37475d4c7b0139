import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileInside, pathInside } from '../../electron/policy/paths.ts';
import { temporaryFolder } from '../support/folder.ts';

const ROOT = path.resolve('/pages/renderer');

/** Pieces that attacks on paths are made of, between pieces of honest paths. */
const piece = fc.constantFrom(
  ...['/', '\\', '..', '.', '%2e', '%2E%2e', '%2f', '%5c', '%252e', '%00', '\0', ':', '~', ' ', 'C:', '...'],
  ...['index.html', 'assets', 'a-b_c.js', '.env', 'etc', 'passwd', '//', '..;', '。', 'ａ'],
);

describe('names of files inside a folder', () => {
  it.each([
    ['/index.html', 'index.html'],
    ['/assets/index-Vga04xSC.js', 'assets/index-Vga04xSC.js'],
    ['/assets/fonts/a_b-latin.woff2', 'assets/fonts/a_b-latin.woff2'],
  ])('takes %s', (urlPath, file) => {
    expect(pathInside(ROOT, urlPath)).toBe(path.join(ROOT, file));
  });

  it.each([
    '',
    '/',
    'index.html',
    '//index.html',
    '/assets/',
    '/../package.json',
    '/assets/../../package.json',
    '/./index.html',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets%2f..%2f..%2fpackage.json',
    '/..%5cpackage.json',
    '/..\\package.json',
    '/index.html%00.png',
    '/index.html\0',
    '/.env',
    '/assets/.git/config',
    '/C:/windows/win.ini',
    '/index.html::$DATA',
    '/~root',
    '/assets /x',
  ])('refuses %j', (urlPath) => {
    expect(pathInside(ROOT, urlPath)).toBeNull();
  });

  it('never leads out, whatever the path is made of', () => {
    const anyPath = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`),
      fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('/')}`),
      fc.webPath(),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(anyPath, (urlPath) => {
        const file = pathInside(ROOT, urlPath);
        if (file === null) return;
        expect(file.startsWith(ROOT + path.sep)).toBe(true);
        expect(path.normalize(file)).toBe(file);
        for (const segment of path.relative(ROOT, file).split(path.sep))
          expect(segment).not.toMatch(/^$|^\.|[\0%\\/:]/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('files inside a folder', () => {
  function pages() {
    const folder = realpathSync(temporaryFolder());
    const root = path.join(folder, 'renderer');
    mkdirSync(path.join(root, 'assets'), { recursive: true });
    writeFileSync(path.join(root, 'index.html'), 'page');
    writeFileSync(path.join(root, 'assets/a.js'), 'script');
    writeFileSync(path.join(folder, 'secret.txt'), 'secret');
    return { folder, root };
  }

  it('finds what is there', async () => {
    const { root } = pages();
    expect(await fileInside(root, '/index.html')).toBe(path.join(root, 'index.html'));
    expect(await fileInside(root, '/assets/a.js')).toBe(path.join(root, 'assets/a.js'));
  });

  it('finds nothing else: missing files, folders, files outside', async () => {
    const { root } = pages();
    for (const urlPath of ['/missing.js', '/assets', '/', '/../secret.txt', '/assets/../../secret.txt']) {
      expect(await fileInside(root, urlPath)).toBeNull();
    }
  });

  it('follows no link out of the folder', async () => {
    const { folder, root } = pages();
    symlinkSync(path.join(folder, 'secret.txt'), path.join(root, 'link.txt'));
    symlinkSync(folder, path.join(root, 'up'));
    expect(await fileInside(root, '/link.txt')).toBeNull();
    expect(await fileInside(root, '/up/secret.txt')).toBeNull();
    expect(await fileInside(root, '/up/renderer/index.html')).toBe(path.join(root, 'index.html'));
  });

  it('works where the folder itself is reached by a link', async () => {
    const { folder, root } = pages();
    const link = path.join(folder, 'current');
    symlinkSync(root, link);
    expect(await fileInside(link, '/index.html')).toBe(path.join(root, 'index.html'));
  });

  it('is not fooled by a neighbour whose name begins the same', async () => {
    const { folder, root } = pages();
    mkdirSync(`${root}-other`);
    writeFileSync(path.join(`${root}-other`, 'x.js'), 'x');
    symlinkSync(path.join(folder, 'renderer-other'), path.join(root, 'other'));
    expect(await fileInside(root, '/other/x.js')).toBeNull();
  });
});
