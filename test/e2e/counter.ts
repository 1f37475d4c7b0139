/** What specs do as the people at the counter do it, and moments they wait for. */
import type { Page } from 'playwright-core';
import type { TrainingApi } from '../../electron/training/index.ts';
import { expect } from './fixtures.ts';

/** Types a key in and submits it; whether the API takes it is for the spec to see. */
export async function enterKey(page: Page, key: string): Promise<void> {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

export async function connect(page: Page, key: string): Promise<void> {
  await enterKey(page, key);
  await expect(page.getByText(/Connected to 127\.0\.0\.1/)).toBeVisible();
}

/**
 * The moment at which a batch of `chunks` calls is being fetched: the eSIMs of its last chunk are asked for only when the
 * answers of all of them stand in the journal.
 */
export async function untilFetched(api: TrainingApi, chunks: number): Promise<void> {
  const asked = () => {
    const { applies, calls } = api.ledger();
    const last = applies[chunks - 1]?.reference;
    return last !== undefined && calls.some((call) => call.path.includes(last));
  };
  await expect.poll(asked, { timeout: 30_000, intervals: [10] }).toBe(true);
}
