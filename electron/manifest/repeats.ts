import { createHash } from 'node:crypto';
import type { ManifestRow } from '../../shared/model.ts';

/**
 * Lines that ask for the same bundle for the same person, or under the same reference where nobody is named. Lines that name neither are
 * for whoever comes, and not the same.
 * @param leaveOut lines that a person leaves out
 */
export function findRepeats(rows: readonly ManifestRow[], leaveOut: ReadonlySet<number>): { lines: number[] }[] {
  const alike = new Map<string, number[]>();
  for (const { line, name, reference, bundle } of rows) {
    if (leaveOut.has(line) || name + reference === '') continue;
    const key = JSON.stringify([name, reference, bundle].map(folded));
    alike.set(key, [...(alike.get(key) ?? []), line]);
  }
  return [...alike.values()].filter((lines) => lines.length > 1).map((lines) => ({ lines }));
}

/** Tells a list that was already provisioned, whatever the file is called and in whichever order its lines stand. */
export function manifestFingerprint(rows: readonly ManifestRow[]): string {
  const lines = rows.map(({ name, reference, bundle, quantity }) =>
    JSON.stringify([folded(name), folded(reference), bundle, quantity]),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase();
