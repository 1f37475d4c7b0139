import type { PageKind } from './origin.ts';

/** What the window shows before its page has painted, the same as the page's own background. */
export const BACKGROUND = { light: '#ffffff', dark: '#16181d' };

/**
 * Everything a window is made with. Each security flag is written out, also where it is Electron's default, so that a change
 * of defaults or a careless edit shows.
 */
export function windowOptions(of: { kind: PageKind; preload: string; dark: boolean; devTools: boolean }) {
  return {
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    // Paper is white, whatever the screen prefers.
    backgroundColor: of.dark && of.kind === 'main' ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: of.preload,
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
      devTools: of.devTools,
    },
  };
}
