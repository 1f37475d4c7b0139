/** What the window shows before its page has painted: `--paper` of the page, which the end-to-end tests compare. */
export const BACKGROUND = { light: '#f6f4ee', dark: '#0f171b' };

/**
 * Everything a window is made with. Each security flag is written out, also where it is Electron's default, so that a change
 * of defaults or a careless edit shows.
 */
export function windowOptions(of: { preload: string; dark: boolean; devTools: boolean }) {
  return {
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: of.dark ? BACKGROUND.dark : BACKGROUND.light,
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
