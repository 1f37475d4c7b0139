import { describe, expect, it } from 'vitest';
import { mayUse } from '../../electron/policy/permissions.ts';

/** Every permission that Electron asks about. */
const others = [
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'screen-wake-lock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'unknown',
  'usb',
  'window-management',
  'something of tomorrow',
];

describe('permissions', () => {
  it('lets our pages copy text', () => {
    expect(mayUse('clipboard-sanitized-write', 'station://app/')).toBe(true);
    expect(mayUse('clipboard-sanitized-write', 'station://app/index.html')).toBe(true);
  });

  it('gives nothing to anybody else', () => {
    for (const requester of ['', 'https://example.com/', 'station://app.example/', 'null', 'file:///']) {
      expect(mayUse('clipboard-sanitized-write', requester)).toBe(false);
    }
  });

  it.each(others)('refuses %s', (permission) => {
    expect(mayUse(permission, 'station://app/')).toBe(false);
  });
});
