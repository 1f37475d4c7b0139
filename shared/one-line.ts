/**
 * Texts of people, and names they copy. Spreadsheets, messengers and web pages leave characters in them that nobody sees and no
 * keyboard types: zero-width characters, marks and overrides of the direction, soft hyphens, byte order marks, fillers.
 */

/** The signs that stand around a number in Arabic and other scripts count as format characters, too, but can be seen. */
const SEEN = '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}';
/** These can belong to a word or an emoji: joiners, variation selectors, the tags of a flag. */
const WITH_OTHERS = '\\u200c\\u200d\\u180b-\\u180f\\ufe00-\\ufe0f\\u{e0020}-\\u{e007f}\\u{e0100}-\\u{e01ef}';
const invisible = (but: string) => new RegExp(`(?![${but}])[\\p{Default_Ignorable_Code_Point}\\p{Cf}]`, 'gu');
const ALL = invisible(SEEN);
const ALWAYS = invisible(SEEN + WITH_OTHERS);

const TAGS = /(?<flag>\u{1f3f4}[\u{e0020}-\u{e007e}]{2,6}\u{e007f})|[\u{e0020}-\u{e007f}]/gu;
/** They choose the form of an emoji, of a character of Han, or of Mongolian. */
const SELECTORS =
  /(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f](?!\u20e3)|(?<![\p{Script=Han}\p{Script=Myanmar}\p{Script=Phags_Pa}])[\ufe00-\ufe0d]|(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]|(?<!\p{Script=Mongolian})[\u180b-\u180f]/gu;

/** Scripts whose words are spelt with joiners: Persian, Hindi, Malayalam, Sinhala and their kin. */
const SPELT_WITH_JOINERS =
  /^(?=[\p{L}\p{M}])[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}]$/u;
/** The sign that silences a vowel; a joiner after it changes the letter before, also at the end of a word. */
const VIRAMA = /^[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2]$/;
const PICTURE = /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)$/u;

function joinerInPlace(joiner: string, before: string, after: string): boolean {
  if (SPELT_WITH_JOINERS.test(before)) return VIRAMA.test(before) || SPELT_WITH_JOINERS.test(after);
  return joiner === '\u200d' && PICTURE.test(before) && /^\p{Extended_Pictographic}$/u.test(after);
}

/** A text of people without what nobody sees in it; what its words and emoji are spelt with stays. */
export function visible(text: string): string {
  const plain = text
    .replace(ALWAYS, '')
    .replace(TAGS, (_, flag = '') => flag)
    .replace(SELECTORS, '')
    .replace(/([\u200c\u200d])[\u200c\u200d]+/g, '$1');
  return plain.replace(/[\u200c\u200d]/g, (joiner, at: number) => {
    const before = [...plain.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
    const after = [...plain.slice(at + 1, at + 3)][0] ?? '';
    return joinerInPlace(joiner, before, after) ? joiner : '';
  });
}

/** A text as it stands on one line of a card, whatever line ends, control and format characters came with it. */
export const oneLine = (text: string): string => squeeze(visible(text));

/** A name or number that machines compare, such as the name of a bundle: no word of it is spelt with anything unseen. */
export const machineLine = (text: string): string => squeeze(text.replace(ALL, ''));

const squeeze = (text: string): string => text.replace(/[\s\p{Cc}\u2800]+/gu, ' ').trim();
