import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMNS, columnOf } from '../../electron/manifest/header-words.ts';
import { createManifests, manifestFingerprint } from '../../electron/manifest/index.ts';
import { stockBundle } from '../support/stock-bundle.ts';

const GB = 'esim_1GB_7D_GB_V2';

const manifests = () => createManifests({ stock: async () => [stockBundle({ name: GB, remaining: 1_000 })] });
const check = (text: string, options = {}) => manifests().check(Buffer.from(text), options);
const failure = (code: string, params: object = {}) => expect.objectContaining({ code, params });

describe('a header', () => {
  it.each([
    [
      'quantity',
      [
        'Qty',
        'QTY.',
        'Quantity (pcs)',
        'quantity\u00a0',
        'quantity\u200b',
        '\ufeffQuantity',
        '"Quantity"',
        'Quantity:',
      ],
    ],
    [
      'quantity',
      ['No. of eSIMs', 'Number of eSIMs', 'eSIM Qty', 'Qty needed', 'eSIMs', 'Pcs', 'Units', 'Count', 'qty[ea]'],
    ],
    [
      'quantity',
      ['Cantidad', 'CANTIDAD (uds.)', 'Cant.', 'Unidades', 'Menge', 'Anzahl', 'Anzahl eSIMs', 'Stück', 'STÜCK', 'Stk.'],
    ],
    [
      'quantity',
      ['Quantité', 'QUANTITÉ', 'Qté', "Nombre d'eSIM", 'Quantità', 'Q.tà', 'Pezzi', 'Quantidade', 'Qtd.', 'Qtde'],
    ],
    [
      'quantity',
      [
        'Ilość',
        'ILOŚĆ (szt.)',
        'Liczba',
        'szt.',
        'الكمية',
        'كمية',
        'العدد',
        'عدد',
        '数量',
        '数量（個）',
        '個数',
        '枚数',
        '數量',
        '件数',
      ],
    ],
    [
      'quantity',
      [
        '수량',
        '개수',
        '수량(개)',
        'จำนวน',
        'จำนวน (ชิ้น)',
        'Ποσότητα',
        'ΠΟΣΟΤΗΤΑ',
        'Τεμάχια',
        'Кількість',
        'к-сть',
        'шт.',
        'Количество',
        'Кол-во',
      ],
    ],
    [
      'quantity',
      [
        'मात्रा',
        'संख्या',
        'Miktar',
        'MİKTAR',
        'Adet',
        'ADET',
        'Sayı',
        'SAYI',
        'Ｑｕａｎｔｉｔｙ',
        'Quantity / 数量',
        '数量 (Quantity)',
      ],
    ],
    [
      'name',
      [
        'Name',
        'Full name',
        'Guest',
        'Guest name',
        'Passenger',
        'Pax',
        'Nombre',
        'Nom',
        'Nome',
        'Gast',
        'Imię i nazwisko',
        'الاسم',
        '氏名',
      ],
    ],
    [
      'name',
      [
        '姓名',
        '名字',
        '이름',
        'ชื่อ',
        'Όνομα',
        'Ονοματεπώνυμο',
        "Ім'я",
        'Имя',
        'नाम',
        'Ad Soyad',
        'İSİM',
        'Traveller name',
      ],
    ],
    [
      'reference',
      [
        'Reference',
        'Ref.',
        'Booking',
        'Booking ref',
        'Booking No.',
        'PNR',
        'Referencia',
        'Buchungsnummer',
        'Référence',
        'Réservation',
      ],
    ],
    [
      'reference',
      [
        'Riferimento',
        'Prenotazione',
        'Reserva',
        'Numer rezerwacji',
        'رقم الحجز',
        '予約番号',
        '订单号',
        '예약번호',
        'หมายเลขการจอง',
        'Κράτηση',
      ],
    ],
    [
      'bundle',
      [
        'Bundle',
        'Bundle name',
        'Package',
        'Plan',
        'Data plan',
        'Product',
        'SKU',
        'Paquete',
        'Paket',
        'Tarif',
        'Forfait',
        'Pacchetto',
        'Pacote',
      ],
    ],
    [
      'bundle',
      [
        'Pakiet',
        'الباقة',
        'バンドル',
        'プラン',
        '套餐',
        '요금제',
        'แพ็กเกจ',
        'Πακέτο',
        'Пакет',
        'Тариф',
        'पैकेज',
        'Tarife',
        'eSIM plan',
      ],
    ],
  ])('means %s with the words %j', (column, words) => {
    for (const word of words) expect([word, columnOf(word)?.column]).toEqual([word, column]);
  });

  it.each([
    'No.',
    'Nr',
    '#',
    'Number',
    'Amount',
    'Total',
    'Price',
    'Note',
    'Email',
    'Room',
    'Nights',
    'Booking/Name',
    '',
    '???',
  ])('means nothing with “%s”', (word) => {
    expect(columnOf(word)).toBeUndefined();
  });

  it('means the same in every dress', () => {
    const word = fc.constantFrom(
      ...[
        ['quantity', 'qty'],
        ['quantity', 'Menge'],
        ['quantity', '数量'],
        ['quantity', 'كمية'],
        ['quantity', 'quantité'],
      ],
      ...[
        ['bundle', 'bundle'],
        ['bundle', 'Paquete'],
        ['name', 'guest name'],
        ['reference', 'booking ref'],
      ],
    );
    const before = fc.constantFrom('', ' ', '\ufeff', '\u200b', '\u202a', '"', '* ', '\t', '\u00a0');
    const after = fc.constantFrom(
      '',
      ' ',
      ':',
      '*',
      ' (pcs)',
      '\u200f',
      '\u200b',
      '"',
      ' [x]',
      '（必填）',
      '.',
      '\r\n',
    );
    const dress = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toUpperCase(),
      (text: string) => text.normalize('NFD'),
      (text: string) => text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
      (text: string) => [...text].join('\u200b'),
      (text: string) => text.replaceAll(' ', '_'),
    );
    fc.assert(
      fc.property(word, before, after, dress, ([column = '', text = ''], before, after, dress) => {
        expect(columnOf(before + dress(text) + after)?.column).toBe(column);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is understood whole, whichever words it is of', async () => {
    const text = `Nombre;Localizador;Paquete;Cantidad (uds)\nAna;R-1;${GB};8\n`;
    const { rows, columns } = await check(text);
    expect(rows).toMatchObject([{ name: 'Ana', reference: 'R-1', bundle: GB, quantity: 8 }]);
    expect(columns).toEqual({
      header: ['Nombre', 'Localizador', 'Paquete', 'Cantidad (uds)'],
      at: { name: 0, reference: 1, bundle: 2, quantity: 3 },
      unread: [],
      likeQuantity: null,
    });
  });

  it('names what is not read', async () => {
    const { columns } = await check(`Name,Room,Bundle,Quantity,,E-mail\nAnn,12,${GB},2,,a@example.test\n`);
    expect(columns.unread).toEqual([1, 5]);
  });

  it('prefers the own name of a column to other words for it, and has no two quantities', async () => {
    const { rows } = await check(`Name,Guest,Bundle,Package\nAnn,Bo,${GB},x\n`);
    expect(rows).toMatchObject([{ name: 'Ann', bundle: GB }]);
    await expect(check(`Bundle,Quantity,Qty\n${GB},1,2\n`)).rejects.toThrowError(
      failure('manifest.duplicate-column', { column: 'quantity' }),
    );
    await expect(check(`Bundle,Guest,Passenger\n${GB},a,b\n`)).rejects.toThrowError(
      failure('manifest.duplicate-column', { column: 'name' }),
    );
  });
});

describe('a column that may be the quantity', () => {
  const lines = async (text: string, options = {}) => {
    const service = manifests();
    const { id } = await service.check(Buffer.from(text), options);
    return service.lines(id, []);
  };

  it.each([
    ['Zahl', ['5', '3']],
    ['No.', ['2', '2']],
    ['SIM cards', ['2 pcs', '1 pcs']],
    ['', ['2x', '4x']],
    ['Total', ['٣', '٢']],
    ['Personas', ['2.0', '1.0']],
  ])('stops the list: “%s” with %j', async (header, cells) => {
    const text = `Name;Bundle;${header}\n${cells.map((cell, index) => `P${index};${GB};${cell}`).join('\n')}`;
    await expect(lines(text)).rejects.toThrowError(failure('manifest.like-quantity', { column: header || '3' }));
    expect(await lines(text, { columns: { quantity: null } })).toHaveLength(2);
  });

  it('stops it also where it passes for the names', async () => {
    await expect(lines(`Nombre;Bundle\n5;${GB}\n3;${GB}\n`)).rejects.toThrowError(
      failure('manifest.like-quantity', { column: 'Nombre' }),
    );
  });

  it.each([
    ['numbers the lines', ['1', '2', '3']],
    ['is one each', ['1', '1', '1']],
    ['has larger numbers', ['2', '3', '4417']],
    ['has texts', ['2', 'two', '']],
    ['is empty', ['', '', '']],
  ])('is none where it %s', async (_, cells) => {
    const text = `Name;Bundle;Whatever\n${cells.map((cell, index) => `P${index};${GB};${cell}`).join('\n')}`;
    expect(await lines(text)).toHaveLength(3);
  });

  it.each(['Room', 'Room No.', 'Zimmer', 'Age', '部屋番号'])('is none under the header “%s”', async (header) => {
    expect(await lines(`Name;Bundle;${header}\nA;${GB};12\nB;${GB};14\n`)).toHaveLength(2);
  });

  it('is none where a quantity is read', async () => {
    expect(await lines(`Name;Bundle;Qty;Nights\nA;${GB};2;7\nB;${GB};1;5\n`)).toMatchObject([
      { quantity: 2 },
      { quantity: 1 },
    ]);
  });
});

describe('columns that a person chooses', () => {
  const text = `Who;What;Zahl\nAnn;${GB};5\n`;

  it('are taken, and for the next list with such a header, too', async () => {
    const service = manifests();
    await expect(service.check(Buffer.from(text))).rejects.toThrowError(
      failure('manifest.no-header', { column: 'bundle', header: 'Who\tWhat\tZahl' }),
    );
    const columns = { name: 'who', bundle: 'What', quantity: 'ZAHL' };
    const row = { name: 'Ann', bundle: GB, quantity: 5, problems: [] };
    expect((await service.check(Buffer.from(text), { columns })).rows).toMatchObject([row]);
    expect((await service.check(Buffer.from(text.replace('Ann', 'Bo')))).rows).toMatchObject([{ ...row, name: 'Bo' }]);
  });

  it('are refused where the header has no such column', async () => {
    await expect(check(text, { columns: { bundle: 'Nothing' } })).rejects.toThrowError(
      failure('manifest.no-column', { column: 'Nothing' }),
    );
  });

  it('can be read from no other word any more', async () => {
    const { rows } = await check(`Guest;Plan;Qty\nAnn;${GB};5\n`, { columns: { reference: 'Guest', quantity: null } });
    expect(rows).toMatchObject([{ name: '', reference: 'Ann', quantity: 1 }]);
  });
});

describe('one bundle for all', () => {
  it('is for lists that name none', async () => {
    expect((await check('Name,Qty\nAnn,2\nBo,1\n', { bundle: GB })).rows).toMatchObject([
      { name: 'Ann', bundle: GB, quantity: 2 },
      { name: 'Bo', bundle: GB, quantity: 1 },
    ]);
  });

  it('is refused for lists that name their own, and for those without a header', async () => {
    await expect(check(`Name,Bundle\nAnn,${GB}\n`, { bundle: GB })).rejects.toThrowError(
      failure('manifest.bundle-twice'),
    );
    await expect(check('Ann\nBo\n', { bundle: GB })).rejects.toThrowError(
      failure('manifest.no-header', { column: 'name', header: 'Ann' }),
    );
  });
});

describe('lines that ask for the same', () => {
  const text = `name,reference,bundle\nAnn Lee,VIP-1,${GB}\nBo,VIP-2,${GB}\nANN LEE\u200b,vip-1,${GB}\n`;

  it('are told, and need a deliberate yes', async () => {
    const service = manifests();
    const { id, repeats } = await service.check(Buffer.from(text));
    expect(repeats).toEqual([{ lines: [2, 4] }]);
    expect(() => service.lines(id, [])).toThrowError(failure('manifest.repeats', { count: 1, lines: '2, 4' }));
    expect(service.lines(id, [], true)).toHaveLength(3);
    expect((await service.review(id, [4])).repeats).toEqual([]);
    expect(service.lines(id, [4])).toHaveLength(2);
  });

  it('are none where nobody is named, or the bundle is another', async () => {
    expect((await check(`bundle\n${GB}\n${GB}\n`)).repeats).toEqual([]);
    expect((await check(`name,bundle\nAnn,${GB}\nAnn,esim_5GB_30D_REUP_V2\n`)).repeats).toEqual([]);
  });

  it('have one fingerprint in whichever order and file they stand', async () => {
    const one = await check(text);
    const other = await check(`Bundle;Guest;Ref\n${GB};Bo;VIP-2\n${GB};Ann Lee;VIP-1\n${GB};Ann Lee;VIP-1\n`);
    expect(other.fingerprint).toBe(one.fingerprint);
    expect(manifestFingerprint(one.rows)).toBe(one.fingerprint);
    expect((await check(text.replace('VIP-2', 'VIP-3'))).fingerprint).not.toBe(one.fingerprint);
  });
});

describe('what comes along with a list', () => {
  it.each(['"sep=;"\r\n', '\ufeff"sep=;"\r\n', '"\ufeffsep=;"\n', 'sep=;;;\r\n', 'SEP=,\r\n'])(
    '%j is no row',
    async (said) => {
      const { rows } = await check(`${said}name;bundle;quantity\r\nAnn Lee;${GB};2\r\n`);
      expect(rows).toMatchObject([{ line: 3, name: 'Ann Lee', bundle: GB, quantity: 2, problems: [] }]);
    },
  );

  it('is cleaned of what nobody sees', async () => {
    const { rows } = await check(`\ufeff"\ufeffname",bundle,quantity\n\u202aليلى\u202c,\u200e${GB}\u200b,2\n`);
    expect(rows).toEqual([{ line: 2, name: 'ليلى', reference: '', bundle: GB, quantity: 2, problems: [] }]);
  });

  it('is refused where it is an activation code, and not said again', async () => {
    const code = 'LPA:1$rsp.example.test$K7QPA-2ZTWM';
    for (const row of [`${code},R,${GB}`, `Ann,${code.slice(4)},${GB}`, `Ann,R,${code}`]) {
      const { rows } = await check(`name,reference,bundle\n${row}\n`);
      expect(rows).toMatchObject([{ problems: [{ code: 'manifest.code' }] }]);
      expect(JSON.stringify(rows)).not.toContain('K7QPA');
    }
    const { columns } = await check(`bundle,${code}\n${GB},x\n`);
    expect(JSON.stringify(columns)).not.toContain('K7QPA');
  });
});

it('no word of a header means two columns', () => {
  // Every column is found by its own name, so none of them was taken by another.
  for (const column of COLUMNS) expect(columnOf(column)).toEqual({ column, exact: true });
});
