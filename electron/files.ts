import { rename, rm, writeFile } from 'node:fs/promises';
import { StationError } from '../shared/errors.ts';

/**
 * Writes a file a person asked for: whole or not at all, and readable for its owner alone, because sheets and codes are
 * bearer secrets.
 * @throws StationError `file.write` naming the file
 */
export async function saveFile(file: string, content: Uint8Array | string): Promise<void> {
  const half = `${file}.part`;
  try {
    await writeFile(half, content, { mode: 0o600 });
    await rename(half, file);
  } catch (cause) {
    await rm(half, { force: true }).catch(() => {});
    throw new StationError('file.write', { file }, { cause });
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
