import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Three kinds of tests in one run: pure functions, components in a DOM, and rooms of the main process with their real parts. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: 30_000 } },
      {
        plugins: [react()],
        test: { name: 'component', environment: 'jsdom', include: ['test/component/**/*.test.tsx'], css: false },
      },
    ],
  },
});
