import { defineConfig } from '@playwright/test';

/** The built program on the host that is there (`STATION_HOST`), against the practice API on this computer. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 2,
  // Each test starts a program of its own, so those of one file need not wait for each other.
  fullyParallel: true,
  // A test that passes at the second try has found something.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  // Long enough for a busy machine; what is there at once passes at once.
  expect: { timeout: 15_000 },
  reporter: 'list',
});
