import { describe, expect, it } from 'vitest';
import { externalAddress, openExternal } from '../../electron/policy/external.ts';

const refused = [
  'http://portal.esim-go.com/',
  'https://portal.esim-go.com:8443/',
  'https://portal.esim-go.com.example/',
  'https://portal.esim-go.com@example.com/',
  'https://user@portal.esim-go.com/',
  'https://example.com/?portal.esim-go.com',
  'https://esim-go.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'mailto:someone@portal.esim-go.com',
  'smb://portal.esim-go.com/share',
  '',
  'portal.esim-go.com',
];

describe('links that lead out', () => {
  it('knows the pages of the reseller', () => {
    expect(externalAddress('https://portal.esim-go.com/account/api')).toBe('https://portal.esim-go.com/account/api');
    expect(externalAddress('https://HELP.esim-go.com')).toBe('https://help.esim-go.com/');
  });

  it.each(refused)('refuses %j', (address) => {
    expect(externalAddress(address)).toBeNull();
  });

  it('opens what is allowed and nothing else', async () => {
    const opened: string[] = [];
    const open = async (address: string) => {
      opened.push(address);
    };
    expect(await openExternal('https://portal.esim-go.com', open)).toBe(true);
    for (const address of refused) expect(await openExternal(address, open)).toBe(false);
    expect(opened).toEqual(['https://portal.esim-go.com/']);
  });
});
