import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { NONCE_PLACEHOLDER } from './electron/policy/csp.ts';

const at = (file: string) => path.join(import.meta.dirname, file);

// Targets are the oldest Electron that the tests run on (33), not the one that ships.
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      rolldownOptions: { input: at('electron/main.ts'), output: { format: 'es', entryFileNames: 'main.js' } },
    },
  },
  preload: {
    build: {
      target: 'node20',
      // A sandboxed preload is one CommonJS file that requires nothing but Electron.
      externalizeDeps: false,
      rolldownOptions: { input: at('electron/preload.ts'), output: { format: 'cjs', entryFileNames: 'preload.cjs' } },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      target: 'chrome130',
      // The pages may load no `data:` address, so no file may become one.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: at('renderer/index.html'), sheet: at('renderer/sheet.html') } },
    },
  },
});
