import { create } from 'zustand';
import { problemOf } from '../../shared/errors.ts';
import { MAX_MANIFEST_MEGABYTES } from '../../shared/limits.ts';
import type { ManifestCheck, ManifestRow, Problem } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';
import { createLane } from './latest.ts';

interface ManifestState {
  /** Name of the chosen file. */
  file: string | null;
  check: ManifestCheck | null;
  /** Lines that the operator leaves out. */
  leaveOut: ReadonlySet<number>;
  /** The list is read, or held against the stock again. */
  asking: boolean;
  problem: Problem | null;
}

const nothing: ManifestState = { file: null, check: null, leaveOut: new Set(), asking: false, problem: null };
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
  try {
    const check = await unwrap(window.station.batches.checkManifest({ file: await base64(file) }));
    if (isLatest()) useManifest.setState({ check, asking: false });
  } catch (error) {
    if (isLatest()) useManifest.setState({ asking: false, problem: problemOf(error) });
  }
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
  useManifest.setState({ leaveOut, asking: true, problem: null });
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
