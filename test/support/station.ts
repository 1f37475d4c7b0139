import { onTestFinished } from 'vitest';
import { openSecrets } from '../../electron/secrets/index.ts';
import { openStation, type Station, type StationOptions } from '../../electron/station.ts';
import { startTrainingApi, type TrainingApi, type TrainingOptions } from '../../electron/training/index.ts';
import { temporaryFolder } from './folder.ts';

export const KEY = 'training-key-0001';
export const BUNDLE = 'esim_1GB_7D_GB_V2';

/** A request for new eSIMs of one bundle. */
export const wish = (quantity: number, { bundle = BUNDLE, reference = 'Fair' } = {}) => ({
  lines: [{ bundle, quantity }],
  reference,
  startsAt: null,
});

/** The training API with a hundred bundles, quick to answer; stopped when the test is over. */
export async function trainingApi(options: Partial<TrainingOptions> = {}): Promise<TrainingApi> {
  const api = await startTrainingApi({
    key: KEY,
    stock: { [BUNDLE]: 100 },
    seed: 1,
    processing: 50,
    rate: 1000,
    ...options,
  });
  onTestFinished(() => api.stop());
  return api;
}

/** The very station of the product at the training API, in plain Node; closed when the test is over. */
export async function stationAt(api: { url: string }, options: Partial<StationOptions> = {}): Promise<Station> {
  const station = await openStation({
    folder: temporaryFolder(),
    mode: 'live',
    api: api.url,
    key: KEY,
    secrets: openSecrets(),
    processingMs: 300,
    onError: (error) => {
      throw error;
    },
    ...options,
  });
  onTestFinished(() => station.close());
  return station;
}
