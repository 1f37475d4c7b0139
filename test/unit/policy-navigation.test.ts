import { describe, expect, it } from 'vitest';
import { mayNavigate } from '../../electron/policy/navigation.ts';

describe('navigation', () => {
  it('lets a window stay on its own page', () => {
    expect(mayNavigate('main', 'station://app/index.html')).toBe(true);
    expect(mayNavigate('main', 'station://app/index.html?a=1#b')).toBe(true);
    expect(mayNavigate('sheet', 'station://app/sheet.html?job=1')).toBe(true);
  });

  it('keeps a window from the page of another', () => {
    expect(mayNavigate('main', 'station://app/sheet.html')).toBe(false);
    expect(mayNavigate('sheet', 'station://app/index.html')).toBe(false);
  });

  it('keeps a page that is not ours where it is', () => {
    expect(mayNavigate(null, 'station://app/index.html')).toBe(false);
  });

  it.each([
    'https://portal.esim-go.com/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'javascript:alert(1)',
    'about:blank',
    'station://app.example/index.html',
    'station://app@example/index.html',
    'https://example.com/station://app/index.html',
    'not an address',
  ])('refuses %s', (address) => {
    expect(mayNavigate('main', address)).toBe(false);
  });
});
