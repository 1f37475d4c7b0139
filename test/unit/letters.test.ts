import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { ENCODINGS, encodingNamed } from '../../electron/manifest/encodings.ts';
import { createManifests } from '../../electron/manifest/index.ts';
import { NAMES } from '../support/names.ts';
import { stockBundle } from '../support/stock-bundle.ts';

const GB = 'esim_1GB_7D_GB_V2';

const manifests = () => createManifests({ stock: async () => [stockBundle({ name: GB, remaining: 100 })] });
const check = (bytes: Uint8Array, encoding?: string) => manifests().check(bytes, { encoding });
const list = (names: readonly string[], header = 'name;bundle') =>
  [header, ...names.map((name) => `${name};${GB}`), ''].join('\r\n');
const namesOf = async (bytes: Uint8Array, encoding?: string) =>
  (await check(bytes, encoding)).rows.map(({ name }) => name);

describe('the letters of a list', () => {
  it('are right, or a person is asked and finds them among the choices', async () => {
    const file = fc.constantFrom(...NAMES).chain(({ encodings, names }) =>
      fc.record({
        encoding: fc.constantFrom(...encodings),
        people: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 12 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(file, async ({ encoding, people }) => {
        const bytes = iconv.encode(list(people), encoding);
        // Not every encoding of a language has every letter of it.
        if (iconv.decode(bytes, encoding) !== list(people)) return;
        const read = await check(bytes);
        const isRight = read.rows.map(({ name }) => name).join() === people.join();
        if (read.encoding.certain) expect(read.rows.map(({ name }) => name)).toEqual(people);
        const telling = people.filter((name) => /[^\0-\x7f]/.test(name)).slice(0, 3);
        expect(isRight || read.encoding.alternatives.some(({ names }) => names.join() === telling.join())).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['GB18030', 'gbk', ['王小明', '李娜', '张伟', '刘洋']],
    ['Shift_JIS', 'cp932', ['佐藤太郎', '鈴木花子']],
    ['Big5', 'big5', ['陳怡君', '林志豪']],
    ['EUC-KR', 'cp949', ['김철수', '이영희', '박민수', '최지우']],
    ['windows-1251', 'win1251', ['Иван Петров', 'Мария Кузнецова']],
    ['KOI8-U', 'koi8-u', ['Иван Петров', 'Мария Кузнецова']],
    ['IBM866', 'cp866', ['Иван Петров', 'Мария Кузнецова']],
    ['windows-1253', 'win1253', ['Γιώργος Παπαδόπουλος', 'Μαρία Οικονόμου']],
    ['windows-1256', 'win1256', ['محمد علي حسن', 'خالد عبد الله']],
    ['windows-874', 'win874', ['สมชาย ใจดี', 'วิชัย ศรีสุข']],
    ['windows-1250', 'win1250', ['Jiří Dvořák', 'Božena Němcová', 'Šárka Růžičková']],
    ['windows-1252', 'win1252', ['Zoë Müller', 'Käthe Weiß']],
    ['macintosh', 'macroman', ['Jürgen Müller', 'Käthe Schäfer']],
    ['IBM850', 'cp850', ['Jürgen Müller', 'Käthe Schäfer']],
  ])('are known for %s without a question', async (name, codec, people) => {
    const { encoding, rows } = await check(iconv.encode(list(people), codec));
    expect(encoding).toEqual({ name, certain: true, names: people.slice(0, 3), alternatives: [] });
    expect(rows.map(({ name }) => name)).toEqual(people);
  });

  it('stop the list where they could be others, until a person chooses', async () => {
    const bytes = iconv.encode(list(['Muñoz']), 'win1252');
    const service = manifests();
    const { id, encoding } = await service.check(bytes);
    expect(encoding).toMatchObject({ name: 'windows-1252', certain: false, names: ['Muñoz'] });
    expect(encoding.alternatives).toContainEqual({ name: 'windows-1250', names: ['Muńoz'] });
    expect(() => service.lines(id, [])).toThrowError(expect.objectContaining({ code: 'manifest.letters' }));
    const chosen = await service.check(bytes, { encoding: 'windows-1252' });
    expect(chosen.encoding.certain).toBe(true);
    expect(service.lines(chosen.id, [])).toMatchObject([{ name: 'Muñoz' }]);
  });

  it('do not matter in a column that is not read', async () => {
    const text = `note;bundle\r\nMuñoz;${GB}\r\n`;
    expect((await check(Buffer.from(text, 'latin1'))).encoding.certain).toBe(true);
  });

  it('are put right where they were encoded twice', async () => {
    const people = ['Jürgen Müller', 'Zoë', 'Łukasz', '王小明'];
    for (const codec of ['latin1', 'win1252', 'macroman', 'cp850']) {
      const taken = codec === 'win1252' ? people.slice(0, 2) : people;
      const twice = Buffer.from(iconv.decode(Buffer.from(list(taken)), codec));
      if (!iconv.encode(twice.toString(), codec).equals(Buffer.from(list(taken)))) continue;
      const { rows, encoding } = await check(twice);
      expect(rows.map(({ name }) => name)).toEqual(taken);
      expect(encoding).toMatchObject({ name: 'UTF-8, encoded twice', certain: false });
      expect(await namesOf(twice, 'UTF-8, encoded twice')).toEqual(taken);
      expect(encoding.alternatives).toMatchObject([{ name: 'UTF-8' }]);
    }
  });

  it('leave UTF-8 alone that only looks a little like it', async () => {
    for (const people of [
      ['CAFÉ»', 'Müller'],
      ['Ångström Â'],
      ['Đặng Thị Hồng', 'Nguyễn Văn Ä'],
      ['მარიამი', 'अनिता', 'Ани'],
    ]) {
      const { encoding } = await check(Buffer.from(list(people)));
      expect(encoding).toMatchObject({ name: 'UTF-8', certain: true });
    }
  });

  it('are asked about where some lines are of another encoding', async () => {
    const bytes = Buffer.concat([
      Buffer.from(list(['Jürgen Müller', 'Zoë Groß'])),
      Buffer.from(`Käthe Schäfer;${GB}\r\n`, 'latin1'),
    ]);
    const { encoding } = await check(bytes);
    expect(encoding.certain).toBe(false);
    const name = [encoding, ...encoding.alternatives].find(({ name }) => name === 'UTF-8 and windows-1252')?.name;
    expect(await namesOf(bytes, name)).toEqual(['Jürgen Müller', 'Zoë Groß', 'Käthe Schäfer']);
  });

  it('are those of UTF-16 with a mark or without', async () => {
    const people = ['王小明', 'Zoë', 'Ann'];
    const bytes = Buffer.from(list(people), 'utf16le');
    expect(await namesOf(bytes)).toEqual(people);
    expect(await namesOf(Buffer.from(bytes).swap16())).toEqual(people);
    expect(await namesOf(Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]))).toEqual(people);
  });

  it('of the header decide, too', async () => {
    const bytes = iconv.encode(`姓名,套餐,数量\n王小明,${GB},2\n`, 'gbk');
    expect((await check(bytes, 'GBK')).rows).toMatchObject([{ name: '王小明', quantity: 2 }]);
    const read = await check(bytes);
    expect(read.rows).toMatchObject([{ name: '王小明', quantity: 2 }]);
    expect(read.encoding.certain).toBe(true);
  });

  it('can be said by every name that is told, and by no other', async () => {
    for (const { name } of ENCODINGS) expect(encodingNamed(name.toLowerCase())?.name).toBe(name);
    await expect(check(Buffer.from('x'), 'klingon')).rejects.toThrowError(
      expect.objectContaining({ code: 'manifest.no-encoding' }),
    );
  });
});
