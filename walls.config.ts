/**
 * Which room may import what. Everything else is refused by `npm run lint` (dependency-cruiser), and so are a room that does not
 * stand here and imports in a circle. ARCHITECTURE.md shows this table; `test/unit/walls.test.ts` holds the two against each other.
 */
import type { IConfiguration } from 'dependency-cruiser';

export interface Row {
  /** Folders and files that may import the same. A room may always import itself. */
  rooms: readonly string[];
  /** Rooms, and single files of rooms. */
  imports?: readonly string[];
  packages?: readonly string[];
  why?: string;
}

/** Node's own modules, as a package. */
export const NODE = 'node:';

/** They never import each other. */
const SERVICES = ['electron/provisioning', 'electron/reconcile', 'electron/care', 'electron/stock'];

export const WALLS: readonly Row[] = [
  {
    rooms: ['shared'],
    packages: ['zod', 'intl-messageformat', 'qrcode'],
    why: 'both sides import it, it imports neither, no Node and no Electron',
  },
  {
    rooms: ['electron/esim-go'],
    imports: ['shared'],
    packages: [NODE, 'got', 'zod', 'csv-parse'],
    why: 'a leaf',
  },
  {
    rooms: ['electron/qr-bundle'],
    imports: ['shared'],
    packages: [NODE, 'jszip', 'qrcode', 'zxing-wasm'],
    why: 'a leaf',
  },
  {
    rooms: ['electron/store'],
    imports: ['shared'],
    packages: [NODE, 'better-sqlite3-multiple-ciphers', 'better-sqlite3', 'uuid'],
    why: 'a leaf; the only room that knows SQL',
  },
  { rooms: ['electron/secrets'], imports: ['shared'], packages: [NODE, '@napi-rs/keyring'], why: 'a leaf' },
  { rooms: ['electron/policy'], imports: ['shared'], packages: [NODE], why: 'a leaf of pure functions' },
  {
    rooms: ['electron/manifest'],
    imports: ['shared'],
    packages: [NODE, 'chardet', 'csv-parse', 'iconv-lite', 'jszip', 'saxes'],
    why: 'a leaf',
  },
  {
    rooms: ['electron/api-key.ts', 'electron/clipboard.ts', 'electron/files.ts', 'electron/log.ts'],
    imports: ['shared'],
    packages: [NODE],
    why: 'leaves',
  },
  {
    rooms: ['electron/waiting'],
    imports: ['shared', 'electron/esim-go'],
    packages: [NODE],
    why: 'knows errors of the API',
  },
  {
    rooms: ['electron/journal'],
    imports: ['shared', 'electron/store', 'electron/esim-go'],
    why: 'the journaled call knows the store and the errors of the API, and no service',
  },
  {
    rooms: ['electron/reconcile', 'electron/care', 'electron/stock'],
    imports: ['shared', 'electron/store', 'electron/esim-go', 'electron/waiting', 'electron/journal'],
    packages: [NODE],
    why: 'services never import each other; `engine.ts` and `station.ts` hand one to another',
  },
  {
    rooms: ['electron/provisioning'],
    imports: [
      'shared',
      'electron/store',
      'electron/esim-go',
      'electron/qr-bundle',
      'electron/waiting',
      'electron/journal',
    ],
    packages: [NODE],
    why: 'a service, which also reads the QR images',
  },
  {
    rooms: ['electron/history'],
    imports: ['shared', 'electron/store'],
    packages: ['csv-stringify', 'jszip'],
    why: 'works with the network cable pulled out',
  },
  {
    rooms: ['electron/training'],
    imports: ['shared'],
    packages: [NODE, 'csv-stringify', 'jszip', 'qrcode', 'uuid', 'zod'],
    why: 'sharing code with the client it answers would prove nothing',
  },
  {
    rooms: ['electron/account.ts', 'electron/accounts.ts', 'electron/copies.ts', 'electron/open-history.ts'],
    imports: ['shared', 'electron/store', 'electron/secrets', 'electron/accounts.ts', 'electron/api-key.ts'],
    packages: [NODE, 'zod'],
    why: 'whose history it is',
  },
  { rooms: ['electron/whose-key.ts'], imports: ['electron/esim-go'], why: 'asks the API alone' },
  {
    rooms: ['electron/engine.ts'],
    imports: [
      ...['shared', 'electron/store', 'electron/esim-go', 'electron/waiting', 'electron/journal'],
      ...['electron/provisioning', 'electron/reconcile'],
    ],
    why: 'puts together what spends and what settles it',
  },
  {
    rooms: ['electron/station.ts'],
    imports: [
      ...[
        'shared',
        'electron/store',
        'electron/esim-go',
        'electron/qr-bundle',
        'electron/secrets',
        'electron/manifest',
      ],
      ...['electron/waiting', 'electron/journal', ...SERVICES, 'electron/history', 'electron/training'],
      ...['electron/account.ts', 'electron/accounts.ts', 'electron/copies.ts', 'electron/open-history.ts'],
      ...['electron/whose-key.ts', 'electron/engine.ts', 'electron/api-key.ts'],
    ],
    packages: [NODE],
    why: 'the composition: everything but Electron',
  },
  {
    rooms: ['electron/commands'],
    imports: ['shared', 'electron/station.ts', 'electron/files.ts'],
    packages: [NODE, 'zod'],
    why: 'verbs call services through the station and hold no logic',
  },
  {
    rooms: ['electron/ipc'],
    imports: [
      ...['shared', 'electron/station.ts', 'electron/files.ts', 'electron/log.ts', 'electron/policy'],
      ...['electron/settings.ts', 'electron/sheets', 'electron/clipboard.ts'],
    ],
    packages: ['zod'],
    why: 'handlers call services through the station and hold no logic',
  },
  {
    rooms: ['electron/ipc/handle.ts'],
    imports: ['shared', 'electron/ipc', 'electron/log.ts', 'electron/policy', 'electron/windows.ts'],
    packages: ['electron', 'zod'],
    why: 'the only file of its room that meets Electron',
  },
  {
    rooms: ['electron/settings.ts'],
    imports: ['shared', 'electron/log.ts'],
    packages: [NODE, 'electron-store', 'zod'],
    why: '`electron-store` needs Electron, so nothing else imports it',
  },
  { rooms: ['electron/sheets'], imports: ['shared'], packages: [NODE, 'electron'], why: 'never a service' },
  { rooms: ['electron/dialogs.ts'], packages: [NODE, 'electron'] },
  { rooms: ['electron/protocol.ts'], imports: ['electron/policy'], packages: [NODE, 'electron'] },
  {
    rooms: ['electron/windows.ts'],
    imports: ['shared', 'electron/policy', 'electron/log.ts'],
    packages: [NODE, 'electron'],
  },
  { rooms: ['electron/preload.ts'], imports: ['shared/verbs.ts'], packages: ['electron'], why: 'carries names alone' },
  {
    rooms: ['electron/desk.ts'],
    imports: [
      ...['shared', 'electron/station.ts', 'electron/files.ts', 'electron/settings.ts', 'electron/sheets'],
      ...['electron/dialogs.ts', 'electron/clipboard.ts', 'electron/ipc'],
    ],
    why: 'the one station the windows work at',
  },
  {
    rooms: ['electron/main.ts'],
    imports: [
      ...[
        'shared',
        'electron/commands',
        'electron/desk.ts',
        'electron/ipc',
        'electron/ipc/handle.ts',
        'electron/log.ts',
      ],
      ...['electron/protocol.ts', 'electron/secrets', 'electron/settings.ts', 'electron/sheets', 'electron/windows.ts'],
      ...['electron/api-key.ts', 'electron/clipboard.ts', 'electron/policy'],
    ],
    packages: [NODE, 'electron'],
    why: "Electron's life",
  },
  { rooms: ['renderer/theme.css', 'renderer/words.ts', 'renderer/bridge.ts', 'renderer/scanner'], imports: ['shared'] },
  {
    rooms: ['renderer/stores'],
    imports: ['shared', 'renderer/bridge.ts', 'renderer/words.ts', 'renderer/scanner'],
    packages: ['react', 'zustand'],
  },
  {
    rooms: ['renderer/components'],
    imports: ['shared', 'renderer/bridge.ts', 'renderer/words.ts', 'renderer/stores'],
    packages: ['react', 'react-dom', 'react-aria-components', 'lucide-react'],
  },
  {
    rooms: ['renderer/sheet'],
    imports: ['shared', 'renderer/bridge.ts', 'renderer/words.ts', 'renderer/components', 'renderer/theme.css'],
    packages: ['react', 'react-dom'],
    why: 'the printed page, an entry of its own',
  },
  {
    rooms: ['renderer/screens'],
    imports: [
      ...['shared', 'renderer/bridge.ts', 'renderer/words.ts', 'renderer/stores', 'renderer/components'],
      'renderer/sheet',
    ],
    packages: ['react', 'react-dom', 'react-aria-components', 'lucide-react'],
  },
  {
    rooms: ['renderer/App.tsx', 'renderer/App.module.css', 'renderer/main.tsx'],
    imports: [
      ...[
        'shared',
        'renderer/words.ts',
        'renderer/stores',
        'renderer/components',
        'renderer/screens',
        'renderer/scanner',
      ],
      ...['renderer/theme.css', 'renderer/App.tsx', 'renderer/App.module.css'],
    ],
    packages: ['react', 'react-dom', 'react-aria-components', '@fontsource/atkinson-hyperlegible-next'],
  },
];

const escaped = (text: string) => text.replace(/[.\\/-]/g, '\\$&');
/** A folder with all that is in it, or a file. */
const inRoom = (room: string) => `^${escaped(room)}(/|$)`;
const inPackage = (name: string) => `^(node_modules/(@types/)?${escaped(name)}/|${escaped(name)}$)`;
/** Rooms inside a room, which have a row of their own. */
const inner = (room: string) => WALLS.flatMap(({ rooms }) => rooms.filter((one) => one.startsWith(`${room}/`)));

/** The table as ARCHITECTURE.md shows it. */
export function renderWalls(): string {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const rows = WALLS.map(({ rooms, imports = [], packages = [], why = '' }) => {
    const outside = packages.map((name) => (name === NODE ? 'Node' : `\`${name}\``)).join(', ');
    return `| ${code(rooms)} | ${code(imports) || 'nothing of ours'} | ${outside} | ${why} |`;
  });
  return ['| Room | May import, besides itself | Packages | Because |', '|---|---|---|---|', ...rows].join('\n');
}

const config: IConfiguration = {
  forbidden: [{ name: 'no-circles', severity: 'error', from: {}, to: { circular: true } }],
  allowed: WALLS.flatMap(({ rooms, imports = [], packages = [] }) =>
    rooms.flatMap((room) => {
      const from = { path: inRoom(room), pathNot: inner(room).map(inRoom) };
      const npm = packages.filter((name) => name !== NODE).map(inPackage);
      return [
        { from, to: { path: [room, ...imports].map(inRoom) } },
        // An empty list would allow everything.
        ...(npm.length > 0 ? [{ from, to: { path: npm } }] : []),
        ...(packages.includes(NODE) ? [{ from, to: { dependencyTypes: ['core' as const] } }] : []),
      ];
    }),
  ),
  allowedSeverity: 'error',
  options: {
    parser: 'swc',
    moduleSystems: ['es6'],
    doNotFollow: 'node_modules',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
export default config;
