/** What a station has written down, read from a copy: its own files are opened by the program alone. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openSecrets } from '../../electron/secrets/index.ts';
import { openStation } from '../../electron/station.ts';
import type { Batch } from '../../shared/model.ts';
import type { Place } from './process.ts';

export interface Books {
  batches: Batch[];
  /** What stands on the cards: activation codes by ICCID. */
  cards: Map<string, string>;
}

/** Of a program that has ended. */
export async function readBooks({ profile, api }: Pick<Place, 'profile' | 'api'>): Promise<Books> {
  const copy = `${profile}-copy`;
  const from = path.join(profile, 'live');
  const to = path.join(copy, 'live');
  mkdirSync(to, { recursive: true });
  try {
    const files = existsSync(from) ? readdirSync(from).filter((name) => name.startsWith('station.db')) : [];
    for (const name of files) copyFileSync(path.join(from, name), path.join(to, name));
    const station = await openStation({ folder: copy, mode: 'live', api, key: null, secrets: openSecrets() });
    try {
      const { history } = station;
      const batches = history.list({ search: '' }).batches.map(({ id }) => history.batch(id));
      const cards = batches.flatMap(({ id }) => history.sheet(id).cards);
      return {
        batches,
        cards: new Map(cards.map(({ iccid, activationCode }) => [iccid, activationCode])),
      };
    } finally {
      await station.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
