import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { en } from '../../shared/messages/en/index.ts';
import { createTranslate, type MessageKey } from '../../shared/messages/index.ts';

const root = path.join(import.meta.dirname, '../..');

function sources(folder: string): string {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('messages'))
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8'))
    .join('\n');
}

describe('the messages', () => {
  it.each(Object.entries(en))('%s is a valid ICU message', (_key, text) => {
    expect(() => new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true })).not.toThrow();
  });

  it('of failures end as sentences and name no codes', () => {
    for (const [key, text] of Object.entries(en)) {
      if (!key.startsWith('error.')) continue;
      expect(text, key).toMatch(/^[A-Z].*[.”]$/s);
    }
  });

  it('are all used: a message nobody shows is a promise nobody keeps', () => {
    const code = ['electron', 'renderer', 'shared'].map(sources).join('\n');
    const unused = (Object.keys(en) as MessageKey[]).filter((key) => {
      const bare = key.replace(/^error\./, '');
      return !code.includes(`'${key}'`) && !code.includes(`'${bare}'`) && !isComposed(code, key);
    });
    expect(unused).toEqual([]);
  });

  it('follow the plural rules of the language', () => {
    const t = createTranslate('en-GB');
    expect(t('command.left-out', { count: 1 })).toBe('1 eSIM is not ready and not on the sheet.');
    expect(t('command.left-out', { count: 2 })).toBe('2 eSIMs are not ready and not on the sheet.');
  });

  it('fall back to English', () => {
    expect(createTranslate('xx')('app.name')).toBe('eSIM Station');
    expect(createTranslate('')('app.name')).toBe('eSIM Station');
  });
});

/** Keys that are put together, such as `state.${state}`: their beginning stands in a template. */
function isComposed(code: string, key: string): boolean {
  const parts = key.split('.');
  return parts.some((_, index) => index > 0 && code.includes(`\`${parts.slice(0, index).join('.')}.\${`));
}
