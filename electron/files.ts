import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { StationError } from '../shared/errors.ts';

/**
 * Writes a file a person asked for: whole or not at all, on the disk when it is said to be, and readable for its owner alone, because
 * sheets and codes are bearer secrets. Whatever lies at its name is replaced, never written into: a link there leads nowhere.
 * @throws StationError `file.write` naming the file
 */
export async function saveFile(file: string, content: Uint8Array | string): Promise<void> {
  const folder = path.dirname(file);
  // A name that nobody can foresee, so that nothing is laid there; what lies there all the same is not opened.
  const half = path.join(folder, `esim-station-${randomBytes(16).toString('hex')}.part`);
  try {
    await writeNew(half, content);
    await rename(half, file);
    await flushFolder(folder);
  } catch (cause) {
    await rm(half, { force: true }).catch(() => {});
    throw new StationError('file.write', { file }, { cause });
  }
}

async function writeNew(file: string, content: Uint8Array | string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The new name lasts once its folder is flushed. Windows opens no folders and needs no such thing, nor do shares of a network. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  try {
    await handle?.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    await handle?.close();
  }
}

/** A name to offer in a save dialog, e.g. `cards-spring-fair-2026-03-02.pdf`. */
export function suggestName(
  kind: string,
  about: { reference: string; bundle: string | null; createdAt: string },
  ending: string,
): string {
  const subject = (about.reference || about.bundle || '')
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${[kind, subject, about.createdAt.slice(0, 10)].filter(Boolean).join('-')}.${ending}`;
}
