import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { saveFile, suggestName } from '../../electron/files.ts';
import { temporaryFolder } from '../support/folder.ts';

// As it is, until a test foresees what it says.
vi.mock('node:crypto', { spy: true });

const CODE = 'LPA:1$rsp.example.test$K7QPA-2ZTWM-X94RC-DH6VN';
/** Windows has neither such modes nor links for everybody; there the profile folder itself is the user's own. */
const isPosix = process.platform !== 'win32';

/** The names in a folder that somebody else has a hand in, with somebody else's file that must not change. */
function planted(): { folder: string; file: string; theirs: string } {
  const folder = temporaryFolder();
  const theirs = path.join(temporaryFolder(), 'theirs.txt');
  writeFileSync(theirs, 'theirs');
  return { folder, file: path.join(folder, 'codes.csv'), theirs };
}

/** Saves in a process of its own, under a limit of the shell. @returns its exit status or signal, and what it said */
async function saveElsewhere(limit: string, ...args: string[]): Promise<{ end: number | string; said: string }> {
  const script = path.join(import.meta.dirname, '../support/save-child.ts');
  const child = spawn('sh', ['-c', `${limit} && exec "$@"`, 'sh', process.execPath, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [status, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { end: signal ?? status, said };
}

describe('a file a person asked for', () => {
  it('is written, and replaces what was there', async () => {
    const file = path.join(temporaryFolder(), 'codes.csv');
    writeFileSync(file, 'before');
    await saveFile(file, 'after');
    expect(readFileSync(file, 'utf8')).toBe('after');
    expect(readdirSync(path.dirname(file))).toEqual(['codes.csv']);
  });

  it('is written under a bare name, too, beside what the program was started in', async () => {
    const folder = temporaryFolder();
    const before = process.cwd();
    process.chdir(folder);
    try {
      await saveFile('codes.csv', CODE);
    } finally {
      process.chdir(before);
    }
    expect(readFileSync(path.join(folder, 'codes.csv'), 'utf8')).toBe(CODE);
  });

  it.runIf(isPosix)('is for its owner alone, also where a file for everybody was laid at its name', async () => {
    const { file } = planted();
    const umask = process.umask(0);
    try {
      for (const name of [file, `${file}.part`]) {
        writeFileSync(name, '');
        chmodSync(name, 0o666);
      }
      await saveFile(file, new Uint8Array([1]));
    } finally {
      process.umask(umask);
    }
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(`${file}.part`, 'utf8')).toBe('');
  });

  it.runIf(isPosix)('goes through no link that was laid at its name', async () => {
    const { folder, file, theirs } = planted();
    symlinkSync(theirs, file);
    symlinkSync(theirs, `${file}.part`);
    await saveFile(file, CODE);
    expect(readFileSync(theirs, 'utf8')).toBe('theirs');
    expect(lstatSync(file).isFile()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(CODE);
    expect(readdirSync(folder).sort()).toEqual(['codes.csv', 'codes.csv.part']);
  });

  it.runIf(isPosix)('is refused where somebody has foreseen the name it is written under', async () => {
    const { folder, file, theirs } = planted();
    vi.mocked(randomBytes).mockImplementationOnce(() => Buffer.alloc(16));
    symlinkSync(theirs, path.join(folder, `esim-station-${'0'.repeat(32)}.part`));
    await expect(saveFile(file, CODE)).rejects.toMatchObject({ code: 'file.write' });
    expect(readFileSync(theirs, 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).not.toContain('codes.csv');
  });

  it('is on the disk before it takes its name, and its name before it is said to be saved', async () => {
    const file = path.join(temporaryFolder(), 'codes.csv');
    writeFileSync(file, 'before');
    const handle = await open(file);
    const kind = Object.getPrototypeOf(handle) as typeof handle;
    await handle.close();
    const flushed: string[] = [];
    const sync = vi.spyOn(kind, 'sync').mockImplementation(async function (this: typeof handle) {
      const stats = await this.stat();
      const what = stats.isFile() ? `${stats.size} bytes` : 'the folder';
      flushed.push(`${what}, while the name holds “${readFileSync(file, 'utf8')}”`);
    });
    await saveFile(file, 'after');
    sync.mockRestore();
    const [first, second] = flushed;
    expect(first).toBe('5 bytes, while the name holds “before”');
    if (isPosix) expect(second).toBe('the folder, while the name holds “after”');
  });

  it('is one of both, whole, when it is saved twice at once', async () => {
    const file = path.join(temporaryFolder(), 'codes.csv');
    const contents = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(2_000_000));
    await Promise.all(contents.map((content) => saveFile(file, content)));
    expect(contents).toContain(readFileSync(file, 'utf8'));
    expect(readdirSync(path.dirname(file))).toEqual(['codes.csv']);
  });

  it.runIf(isPosix)('leaves the old one whole and nothing beside it when the disk is full', async () => {
    const file = path.join(temporaryFolder(), 'codes.csv');
    writeFileSync(file, 'before');
    const { end, said } = await saveElsewhere('ulimit -f 4', file, `${1_000_000}`);
    expect({ end, said: JSON.parse(said) }).toEqual({ end: 0, said: { code: 'file.write', params: { file } } });
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(path.dirname(file))).toEqual(['codes.csv']);
  });

  it.runIf(isPosix)('leaves the old one whole when the program is killed in the middle', async () => {
    const file = path.join(temporaryFolder(), 'codes.csv');
    writeFileSync(file, 'before');
    const size = 64_000_000;
    expect(await saveElsewhere('true', file, `${size}`, 'killed')).toEqual({ end: 'SIGKILL', said: '' });
    expect(readFileSync(file, 'utf8')).toBe('before');
    const [half = ''] = readdirSync(path.dirname(file)).filter((name) => name.endsWith('.part'));
    const left = statSync(path.join(path.dirname(file), half));
    expect(left.size).toBeGreaterThan(0);
    expect(left.size).toBeLessThan(size);
    expect(left.mode & 0o777).toBe(0o600);
  });

  it('that cannot be written is named, and nothing half lies about', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'taken');
    mkdirSync(path.join(file, 'by-a-folder'), { recursive: true });
    await expect(saveFile(file, 'x')).rejects.toMatchObject({ code: 'file.write', params: { file } });
    await expect(saveFile(path.join(folder, 'no', 'such'), 'x')).rejects.toMatchObject({ code: 'file.write' });
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});

describe('the name to offer for a file', () => {
  const about = {
    reference: 'Spring Fair / Café №7',
    bundle: 'esim_1GB_7D_GB_V2',
    createdAt: '2026-03-02T10:00:00.000Z',
  };

  it('says what it is, for whom and when', () => {
    expect(suggestName('cards', about, 'pdf')).toMatch(/^cards-Spring-Fair-.*-2026-03-02\.pdf$/);
    expect(suggestName('codes', { ...about, reference: '' }, 'csv')).toBe('codes-esim-1GB-7D-GB-V2-2026-03-02.csv');
  });

  it('is a plain file name, whatever the reference says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (reference) => {
        const name = suggestName('cards', { ...about, reference }, 'pdf');
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}]/u);
        expect(path.basename(name)).toBe(name);
        expect(name.startsWith('.')).toBe(false);
      }),
    );
  });
});
