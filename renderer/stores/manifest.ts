import { create } from 'zustand';
import { problemOf } from '../../shared/errors.ts';
import { MAX_MANIFEST_MEGABYTES } from '../../shared/limits.ts';
import type { ColumnMap, ManifestCheck, ManifestRow, Problem } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';
import { createLane } from './latest.ts';

/** What a person says of a list that it does not say itself. */
interface Said {
  encoding?: string;
  columns?: ColumnMap;
  bundle?: string;
}

interface ManifestState {
  /** Name of the chosen file. */
  file: string | null;
  /** What is in it, to be read again in another way. */
  content: string;
  said: Said;
  /** The operator has looked at the lines that ask for the same for the same person. */
  repeatsAreMeant: boolean;
  check: ManifestCheck | null;
  /** Lines that the operator leaves out. */
  leaveOut: ReadonlySet<number>;
  /** The list is read, or held against the stock again. */
  asking: boolean;
  problem: Problem | null;
}

const nothing: ManifestState = {
  file: null,
  content: '',
  said: {},
  repeatsAreMeant: false,
  check: null,
  leaveOut: new Set(),
  asking: false,
  problem: null,
};
const lane = createLane();

export const useManifest = create<ManifestState>()(() => nothing);

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Reads a chosen file and holds it against the stock. The list before it is gone, even when this one cannot be read. */
export async function readManifest(file: File): Promise<void> {
  const isLatest = lane();
  // It would be refused there, but such a file is not even read.
  if (file.size > MAX_MANIFEST_MEGABYTES * 1_000_000) {
    const problem: Problem = { code: 'manifest.too-large', params: { what: 'size', max: MAX_MANIFEST_MEGABYTES } };
    useManifest.setState({ ...nothing, file: file.name, problem });
    return;
  }
  useManifest.setState({ ...nothing, file: file.name, asking: true });
  const content = await base64(file).catch(() => '');
  if (!isLatest()) return;
  useManifest.setState({ content });
  await check();
}

/** Reads the same file again, as the operator says that it is to be read. */
export async function readAgain(changes: Said): Promise<void> {
  const { said } = useManifest.getState();
  useManifest.setState({ said: { ...said, ...changes }, leaveOut: new Set(), repeatsAreMeant: false });
  await check();
}

async function check(): Promise<void> {
  const isLatest = lane();
  const { content, said } = useManifest.getState();
  useManifest.setState({ asking: true, problem: null });
  try {
    const check = await unwrap(window.station.batches.checkManifest({ file: content, ...said }));
    if (isLatest()) useManifest.setState({ check, asking: false });
  } catch (error) {
    if (isLatest()) useManifest.setState({ check: null, asking: false, problem: problemOf(error) });
  }
}

export function meanRepeats(repeatsAreMeant: boolean): void {
  useManifest.setState({ repeatsAreMeant });
}

/** What keeps a list from being provisioned before the operator has looked at it, besides lines that are wrong. */
export function isInDoubt({ encoding, columns, repeats }: ManifestCheck, repeatsAreMeant: boolean): boolean {
  return !encoding.certain || columns.likeQuantity !== null || (repeats.length > 0 && !repeatsAreMeant);
}

/** Leaves lines out or takes them in again; what that means for the others and the stock is asked anew. */
export async function leaveOutLines(lines: readonly number[], out: boolean): Promise<void> {
  const { check, leaveOut: before } = useManifest.getState();
  if (!check) return;
  const leaveOut = new Set(before);
  for (const line of lines) {
    if (out) leaveOut.add(line);
    else leaveOut.delete(line);
  }
  const isLatest = lane();
  // Other lines may ask for the same now.
  useManifest.setState({ leaveOut, repeatsAreMeant: false, asking: true, problem: null });
  try {
    const again = await unwrap(
      window.station.batches.reviewManifest({ manifest: check.id, leaveOut: [...leaveOut].sort((a, b) => a - b) }),
    );
    if (isLatest()) useManifest.setState({ check: again, asking: false });
  } catch (error) {
    if (isLatest()) useManifest.setState({ asking: false, problem: problemOf(error) });
  }
}

/** Rows that stand in the way: wrong and not left out. */
export function wrongRows(rows: readonly ManifestRow[], leaveOut: ReadonlySet<number>): ManifestRow[] {
  return rows.filter(({ line, problems }) => problems.length > 0 && !leaveOut.has(line));
}

export function forgetManifest(): void {
  lane();
  useManifest.setState(nothing);
}
