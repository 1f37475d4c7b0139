import { create } from 'zustand';
import { problemOf } from '../../shared/errors.ts';
import type { MessageKey } from '../../shared/messages/index.ts';
import type { Problem, ScannerSettings } from '../../shared/model.ts';
import { readScanned, type ScannedText } from '../../shared/scanned-text.ts';
import { unwrap } from '../bridge.ts';
import type { Scan, ScannerHost } from '../scanner/listen.ts';
import { PACES, type Pace } from '../scanner/pace.ts';
import { createLane } from './latest.ts';
import { openEsim, useNavigation } from './navigation.ts';
import { usePreferences } from './preferences.ts';

type Take = (iccid: string) => void;
type Try = (scan: Scan, read: ScannedText) => void;

interface ScanState {
  /** Why nothing was opened for the last scan, where nothing was. */
  said: MessageKey | null;
  problem: Problem | null;
}

const nothing: ScanState = { said: null, problem: null };

export const useScans = create<ScanState>()(() => nothing);

/** The part of a screen that takes what is scanned, instead of the eSIM being opened. */
let taker: Take | null = null;
/** The field in which a scanner is tried out. */
let tester: Try | null = null;

/** @returns ends the taking */
export function takeScans(take: Take): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/** @returns ends the trying */
export function tryScans(test: Try): () => void {
  tester = test;
  return () => {
    if (tester === test) tester = null;
  };
}

/** A scanner as it leaves the factory, for as long as nothing else is set. */
export const USUAL_SCANNER: ScannerSettings = { prefix: '', suffix: 'Enter', speed: 'usual' };

const scanner = (): ScannerSettings => usePreferences.getState().preferences?.scanner ?? USUAL_SCANNER;

function withoutPrefix(text: string): string {
  const { prefix } = scanner();
  return prefix !== '' && text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

const lane = createLane();

export function forgetScans(): void {
  lane();
  useScans.setState(nothing);
}

const isCode = (read: ScannedText) => read.kind === 'code';

/** What can be a matching ID; all else need not be asked about. */
const isPlausible = (text: string): boolean => /^[\x21-\x7e]{3,255}$/.test(text);

function asMatchingId(read: ScannedText): { matchingId: string; smdpAddress: string | null }[] {
  if (read.kind === 'code') return [{ matchingId: read.code.matchingId, smdpAddress: read.code.smdpAddress }];
  return read.kind === 'text' && isPlausible(read.text) ? [{ matchingId: read.text, smdpAddress: null }] : [];
}

/** The eSIM of this computer with the first of these codes or matching IDs that is known. */
export async function findEsim(readings: readonly ScannedText[]): Promise<string | null> {
  const asked = readings.some(isCode) ? readings.filter(isCode) : readings;
  for (const one of asked.flatMap(asMatchingId)) {
    const found = await unwrap(window.station.esims.find(one));
    if (found) return found.iccid;
  }
  return null;
}

/** Gives on the eSIM whose ICCID, code or matching ID was scanned, or says that it is not known. */
async function lookUp(readings: readonly ScannedText[], take: Take): Promise<void> {
  const isLatest = lane();
  useScans.setState(nothing);
  const iccid = readings.find((read) => read.kind === 'iccid')?.iccid;
  if (iccid) return take(iccid);
  try {
    const found = await findEsim(readings);
    if (!isLatest()) return;
    if (found) take(found);
    else useScans.setState({ said: readings.some(isCode) ? 'scan.unknown-code' : 'scan.unknown' });
  } catch (error) {
    if (isLatest()) useScans.setState({ problem: problemOf(error) });
  }
}

/** What this program makes of a scan, wherever the focus was. */
export const scans: ScannerHost = {
  pace: (): Pace => PACES[scanner().speed],
  isCode: (text) => readScanned(withoutPrefix(text)).kind !== 'text',
  scanned(scan) {
    const read = scan.readings.map((text) => readScanned(withoutPrefix(text)));
    const best = read.find(({ kind }) => kind !== 'text') ?? read[0];
    if (tester && best) tester(scan, best);
    else void lookUp(read, taker ?? openEsim);
  },
};

// A sentence about a scan is for the screen on which it was scanned.
useNavigation.subscribe(({ route }, { route: before }) => {
  if (route !== before) forgetScans();
});
