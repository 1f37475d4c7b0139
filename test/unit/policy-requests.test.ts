import { describe, expect, it } from 'vitest';
import { mayRequest } from '../../electron/policy/requests.ts';

describe('requests of pages', () => {
  it('lets our own files through', () => {
    expect(mayRequest('station://app/assets/index.js')).toBe(true);
  });

  it.each([
    'https://api.esim-go.com/v2.4/organisation',
    'http://127.0.0.1:8080/',
    'ws://127.0.0.1:8080/',
    'wss://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'blob:station://app/0f0f',
    'devtools://devtools/bundled/inspector.html',
    'chrome-extension://abc/x.js',
    'station://other/assets/index.js',
    '',
  ])('cancels %j', (address) => {
    expect(mayRequest(address)).toBe(false);
  });
});
