import { describe, expect, it } from 'vitest';
import { BACKGROUND, windowOptions } from '../../electron/policy/window-options.ts';

const make = (difference: Partial<Parameters<typeof windowOptions>[0]> = {}) =>
  windowOptions({ preload: '/preload.cjs', dark: false, devTools: false, ...difference });

describe('window options', () => {
  it('say each of these, and nothing more', () => {
    expect(make().webPreferences).toStrictEqual({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      plugins: false,
      spellcheck: false,
      devTools: false,
    });
  });

  it('have developer tools only where it is told to', () => {
    expect(make({ devTools: true }).webPreferences.devTools).toBe(true);
  });

  it('keep a window hidden until it has something to show, on the background of the page', () => {
    expect(make().show).toBe(false);
    expect(make().backgroundColor).toBe(BACKGROUND.light);
    expect(make({ dark: true }).backgroundColor).toBe(BACKGROUND.dark);
  });

  it('leave room for the screens', () => {
    expect(make()).toMatchObject({ width: 1280, height: 800, minWidth: 960, minHeight: 600 });
  });
});
