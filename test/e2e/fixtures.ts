import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { startTrainingApi, type TrainingApi, type TrainingOptions } from '../../electron/training/index.ts';
import { type LaunchOptions, launchStation, type Station } from '../hosts/index.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** Folder of everything one program keeps, new for each test. */
  profile: string;
  /** Starts a practice API that ends with the test. */
  training: (options: TrainingOptions) => Promise<TrainingApi>;
  /** Starts the program with windows, on this test's profile unless told otherwise; whatever still runs ends with the test. */
  launch: (options?: Partial<LaunchOptions>) => Promise<Station>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are wanted
  async profile({}, use) {
    const folder = await mkdtemp(path.join(tmpdir(), 'station-'));
    await use(folder);
    // Processes that were killed may still be closing their files.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above
  async training({}, use) {
    const running: TrainingApi[] = [];
    await use(async (options) => {
      const api = await startTrainingApi(options);
      running.push(api);
      return api;
    });
    for (const api of running) await api.stop();
  },

  async launch({ profile }, use, info) {
    const running: Station[] = [];
    await use(async (options) => {
      const station = await launchStation({ profile, ...options });
      running.push(station);
      return station;
    });
    for (const station of running) {
      await station.kill();
      if (info.status !== info.expectedStatus) await info.attach('stderr', { body: station.stderr() });
    }
  },
});
