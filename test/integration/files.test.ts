import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saveFile, suggestName } from '../../electron/files.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('a file a person asked for', () => {
  it('is written, and replaces what was there', async () => {
    const file = path.join(temporaryFolder(), 'codes.csv');
    writeFileSync(file, 'before');
    await saveFile(file, 'after');
    expect(readFileSync(file, 'utf8')).toBe('after');
  });

  // Windows has no such modes; there the profile folder itself is the user's own.
  it.runIf(process.platform !== 'win32')('is for its owner alone', async () => {
    const file = path.join(temporaryFolder(), 'cards.pdf');
    await saveFile(file, new Uint8Array([1]));
    expect(statSync(file).mode & 0o777).toBe(0o600);
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
