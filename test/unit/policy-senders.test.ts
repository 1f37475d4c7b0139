import { describe, expect, it } from 'vitest';
import { mayCall, type Sender } from '../../electron/policy/senders.ts';
import { verbNames } from '../../shared/verbs.ts';

const main: Sender = { window: 'main', isMainFrame: true, address: 'station://app/index.html#/history' };
const sheet: Sender = { window: 'sheet', isMainFrame: true, address: 'station://app/sheet.html?job=1' };
const domains = Object.keys(verbNames);

describe('who may call', () => {
  it('the main window calls everything but what belongs to the sheet page', () => {
    expect(domains.filter((domain) => !mayCall(main, domain))).toEqual(['sheetPage']);
  });

  it('the sheet page calls its own verbs and no others', () => {
    expect(domains.filter((domain) => mayCall(sheet, domain))).toEqual(['sheetPage']);
  });

  it.each<[string, Partial<Sender>]>([
    ['a window that is not ours', { window: null }],
    ['a frame inside the page', { isMainFrame: false }],
    ['a page of another origin', { address: 'https://example.com/index.html' }],
    ['a page of a look-alike', { address: 'station://app.example/index.html' }],
    ['a window on a page it was not made for', { address: 'station://app/sheet.html' }],
    ['a frame that has no address yet', { address: '' }],
    ['an empty page', { address: 'about:blank' }],
  ])('%s calls nothing', (_name, difference) => {
    expect(domains.filter((domain) => mayCall({ ...main, ...difference }, domain))).toEqual([]);
  });
});
