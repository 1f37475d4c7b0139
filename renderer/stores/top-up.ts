import { create } from 'zustand';
import { holdsActivationCode } from '../../shared/activation-code.ts';
import { problemOf } from '../../shared/errors.ts';
import { isIccid, readIccid } from '../../shared/iccid.ts';
import type { Problem } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';
import { createLane } from './latest.ts';

interface TopUpState {
  bundle: string | null;
  /** What was scanned and pasted, each once, the newest first. Also what is no ICCID, so that nobody is forgotten silently. */
  entries: string[];
  /** How many of those that came last were there already. */
  doubles: number;
  /** What eSIM Go said of each ICCID and this bundle: null where it fits. */
  checks: ReadonlyMap<string, Problem | null>;
  checking: boolean;
  /** Why they could not be checked. */
  problem: Problem | null;
}

const nothing: TopUpState = {
  bundle: null,
  entries: [],
  doubles: 0,
  checks: new Map(),
  checking: false,
  problem: null,
};
const lane = createLane();

export const useTopUp = create<TopUpState>()(() => nothing);

/** What was pasted: one a line, or with commas, tabs or semicolons between them. ICCIDs may be spelt in any way. */
export function readEntries(text: string): string[] {
  return text.split(/[\r\n,;\t]+/).flatMap((part) => {
    const iccid = readIccid(part);
    if (iccid) return [iccid];
    const words = part.trim().split(/\s+/);
    const each = words.map(readIccid).filter((word) => word !== null);
    if (each.length === words.length) return each;
    // It is shown as what it is not, but what a scanner read of a card is nobody's to see.
    const entry = holdsActivationCode(part) ? '…' : words.join(' ');
    return entry === '' ? [] : [entry];
  });
}

/** @returns how many are new */
export function addEntries(text: string): number {
  const read = readEntries(text);
  const { entries } = useTopUp.getState();
  const known = new Set(entries);
  const fresh = [...new Set(read)].filter((entry) => !known.has(entry));
  useTopUp.setState({ entries: [...fresh.reverse(), ...entries], doubles: read.length - fresh.length });
  return fresh.length;
}

export function keepEntries(keep: (entry: string) => boolean): void {
  useTopUp.setState(({ entries }) => ({ entries: entries.filter(keep), doubles: 0, problem: null }));
}

/** What is known of one bundle says nothing of another. */
export function chooseTopUp(bundle: string): void {
  if (useTopUp.getState().bundle === bundle) return;
  lane();
  useTopUp.setState({ bundle, checks: new Map(), checking: false, problem: null });
}

/** Asks about those that were not asked about yet. Spends nothing. */
export async function checkEntries(): Promise<void> {
  const { bundle, entries, checks, checking } = useTopUp.getState();
  const iccids = entries.filter((entry) => isIccid(entry) && !checks.has(entry));
  if (bundle === null || checking || iccids.length === 0) return;
  const isLatest = lane();
  useTopUp.setState({ checking: true, problem: null });
  try {
    const answers = await unwrap(window.station.batches.checkTopUps({ bundle, iccids }));
    if (!isLatest()) return;
    const known = new Map([...checks, ...answers.map(({ iccid, problem }) => [iccid, problem] as const)]);
    useTopUp.setState({ checks: known, checking: false });
  } catch (error) {
    if (isLatest()) useTopUp.setState({ checking: false, problem: problemOf(error) });
  }
}

export function forgetTopUp(): void {
  lane();
  useTopUp.setState(nothing);
}
