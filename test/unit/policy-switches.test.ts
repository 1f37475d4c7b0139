import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openingSwitch } from '../../electron/policy/switches.ts';

const OPENING = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-io-pipes',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-wait',
  'inspect-publish-uid',
  'debug',
  'debug-brk',
  'js-flags',
  'load-extension',
  'auto-open-devtools-for-tabs',
  'disable-web-security',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'browser-subprocess-path',
];

describe('a switch that opens the program', () => {
  it('is found in each of its spellings, wherever it stands', () => {
    const words = fc.array(fc.constantFrom('provision', '--quantity', '3', '--bundle=x'), { maxLength: 4 });
    const spelling = fc.tuple(
      fc.constantFrom('', ' '),
      fc.constantFrom('--', '-', '/'),
      fc.boolean(),
      fc.constantFrom('', '=', '=9222', '=127.0.0.1:9229', '=a\nb'),
    );
    for (const name of OPENING) {
      fc.assert(
        fc.property(words, words, spelling, (before, after, [blank, prefix, capitals, value]) => {
          const given = `${blank}${prefix}${capitals ? name.toUpperCase() : name}${value}`;
          expect(openingSwitch([...before, given, ...after])).toBe(name);
        }),
        { numRuns: 20 },
      );
    }
  });

  it('is none of ours, and none that a system needs', () => {
    const ours = [
      'provision',
      '--data',
      '/home/inspect',
      '--reference',
      'debug',
      '--reference=--inspect',
      'inspect',
      '--',
    ];
    const systems = [
      '--no-sandbox',
      '--ozone-platform=wayland',
      '--lang=de',
      '--force-device-scale-factor=2',
      '-psn_0_1',
    ];
    expect(openingSwitch([...ours, ...systems, '--disable-gpu', '--message', 'inspect --inspect'])).toBeNull();
  });
});
