import { describe, expect, it } from 'vitest';
import { pageKindOf, pageUrl, parseOwnUrl } from '../../electron/policy/origin.ts';

describe('our own addresses', () => {
  it.each(['station://app/', 'station://app/index.html', 'station://app/assets/a.js?x=1#y'])('knows %s', (address) => {
    expect(parseOwnUrl(address)?.href).toBe(address);
  });

  it.each([
    '',
    'station',
    'station:',
    'station:app/index.html',
    'station:///index.html',
    'station://app.evil.example/index.html',
    'station://app:80/index.html',
    'station://user@app/index.html',
    'station://:word@app/index.html',
    'station://evil/index.html',
    'stations://app/index.html',
    'https://app/index.html',
    'file:///app/index.html',
    'data:text/html,station://app/',
    'blob:station://app/0f0f',
    'about:blank',
    'javascript:location="station://app/"',
  ])('does not take %j for its own', (address) => {
    expect(parseOwnUrl(address)).toBeNull();
  });
});

describe('our pages', () => {
  it('tells them apart', () => {
    expect(pageKindOf(pageUrl('main'))).toBe('main');
    expect(pageKindOf(pageUrl('sheet', { job: 'a b' }))).toBe('sheet');
    expect(pageKindOf('station://app/index.html#/history')).toBe('main');
  });

  it.each(['station://app/', 'station://app/assets/a.js', 'station://app/index.html/', 'https://app/index.html'])(
    '%s is none of them',
    (address) => {
      expect(pageKindOf(address)).toBeNull();
    },
  );

  it('escapes what a page is asked for', () => {
    expect(new URL(pageUrl('sheet', { job: 'x&y=z#' })).searchParams.get('job')).toBe('x&y=z#');
  });
});
