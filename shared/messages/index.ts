import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en/index.ts';

export type MessageKey = keyof typeof en;
export type MessageParams = Record<string, string | number>;
export type Translate = (key: MessageKey, params?: MessageParams) => string;

/** Every language is complete: a missing message is a type error, not an English sentence in the middle of another language. */
const languages: Record<string, Record<MessageKey, string>> = { en };

/**
 * Words in the language of `locale`, English where we do not have it.
 * Numbers and plurals inside a message follow the same locale.
 */
export function createTranslate(locale: string): Translate {
  const language = languages[locale.split('-')[0] ?? ''] ? locale : 'en';
  const messages = languages[language.split('-')[0] ?? 'en'] ?? en;
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  return (key, params = {}) => {
    let message = compiled.get(key);
    if (!message) {
      // Our messages hold no markup, so `<` is a character and not a tag.
      message = new IntlMessageFormat(messages[key], language, undefined, { ignoreTag: true });
      compiled.set(key, message);
    }
    return String(message.format(params));
  };
}
