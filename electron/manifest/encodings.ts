import iconv from 'iconv-lite';
import { HAN_NAMES, JAPANESE_NAMES } from './languages.ts';
import type { Rarity } from './plausible.ts';

export interface Encoding {
  /** As people and `--encoding` name it. */
  name: string;
  codec: string;
  rarity: Rarity;
  /** How much less likely it is than others from the start. */
  handicap: number;
}

const none: Rarity = () => 0;
const single = (name: string, codec: string, handicap = 0): Encoding => ({ name, codec, rarity: none, handicap });

/** Characters are sorted in two levels there: those of everyday, and the rest. */
function levels(codec: string, isCommon: (lead: number, trail: number) => boolean, names: ReadonlySet<string>): Rarity {
  return (character) => {
    if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character))
      return /[\uff61-\uff9f]/.test(character) ? 1.2 : 0.1;
    const [lead = 0, trail = 0, more] = iconv.encode(character, codec);
    if (more !== undefined || !isCommon(lead, trail)) return 2;
    return names.has(character) ? 0 : 0.7;
  };
}

function korean(character: string): number {
  const [lead = 0, trail = 0] = iconv.encode(character, 'cp949');
  if (!/\p{Script=Hangul}/u.test(character)) return 2;
  return lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1 ? 0.2 : 2;
}

const east = (name: string, codec: string, rarity: Rarity): Encoding => ({ name, codec, rarity, handicap: 0.2 });
const within = (from: number, to: number) => (lead: number) => lead >= from && lead <= to;

/** What spreadsheets and shop systems save lists as, the more usual ones first. */
export const ENCODINGS: readonly Encoding[] = [
  single('windows-1252', 'win1252'),
  single('windows-1250', 'win1250', 0.2),
  single('windows-1251', 'win1251'),
  single('windows-1253', 'win1253'),
  single('windows-1254', 'win1254', 0.2),
  single('windows-1255', 'win1255'),
  single('windows-1256', 'win1256'),
  single('windows-1257', 'win1257', 1.2),
  single('windows-874', 'win874'),
  east(
    'GB18030',
    'gb18030',
    levels('gb18030', (lead, trail) => lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1, HAN_NAMES),
  ),
  east('Big5', 'big5', levels('big5', within(0xa4, 0xc6), HAN_NAMES)),
  east('Shift_JIS', 'cp932', levels('cp932', within(0x88, 0x98), JAPANESE_NAMES)),
  east('EUC-JP', 'eucjp', levels('eucjp', within(0xb0, 0xcf), JAPANESE_NAMES)),
  east('EUC-KR', 'cp949', korean),
  single('macintosh', 'macroman', 0.2),
  single('x-mac-ce', 'maccenteuro', 0.5),
  single('x-mac-cyrillic', 'maccyrillic', 0.3),
  single('x-mac-greek', 'macgreek', 0.5),
  single('x-mac-turkish', 'macturkish', 0.5),
  single('IBM850', 'cp850', 0.3),
  single('IBM437', 'cp437', 0.4),
  single('IBM852', 'cp852', 0.4),
  single('IBM857', 'cp857', 0.5),
  single('IBM866', 'cp866', 0.3),
  single('KOI8-U', 'koi8-u', 0.2),
  single('ISO-8859-2', 'iso88592', 1),
  single('ISO-8859-5', 'iso88595', 0.8),
];

/** @returns undefined for a name that nobody here knows; case and dashes do not matter */
export function encodingNamed(name: string): Encoding | undefined {
  const key = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = ALIASES.get(key(name)) ?? key(name);
  return ENCODINGS.find((encoding) => key(encoding.name) === wanted || key(encoding.codec) === wanted);
}

const ALIASES = new Map([
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['sjis', 'shiftjis'],
  ['latin1', 'windows1252'],
  ['iso88591', 'windows1252'],
  ['iso885915', 'windows1252'],
  ['iso88599', 'windows1254'],
  ['iso88597', 'windows1253'],
  ['tis620', 'windows874'],
  ['koi8r', 'koi8u'],
  ['ansi', 'windows1252'],
  ['mac', 'macintosh'],
]);
