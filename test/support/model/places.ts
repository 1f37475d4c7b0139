import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore } from '../../../electron/store/index.ts';

/** Where one counter keeps its files. */
export interface Place {
  folder: string;
  /** A history without batches, which is cheaper to copy than to make. It says which station this is. */
  template: string;
}

/**
 * Places for counters, gone when the test is over; in memory where that is to be had, because what a power cut leaves is another test's
 * matter.
 */
export function openPlaces(): (station?: string) => Place {
  const root = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'counters-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const templates = new Set<string>();
  let opened = 0;
  return (station = 'station') => {
    const template = path.join(root, `${station}.db`);
    if (!templates.has(station)) openStore({ file: template, key: null }).close();
    templates.add(station);
    return { folder: path.join(root, String(++opened)), template };
  };
}
