import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Pure functions, components in a DOM, rooms of the main process with their real parts, and the keychain of the system. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: 30_000 } },
      {
        plugins: [react()],
        test: {
          name: 'component',
          environment: 'jsdom',
          include: ['test/component/**/*.test.tsx'],
          css: false,
          // Typing and large tables take their time in a DOM of paper, on a busy machine most of all.
          testTimeout: 30_000,
        },
      },
      { test: { name: 'keychain', include: ['test/keychain/**/*.test.ts'], testTimeout: 30_000 } },
    ],
  },
});
