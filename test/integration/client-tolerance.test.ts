/** What an answer may look like and is still read: spelled otherwise, with odd fields, with rows that are not ours. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../electron/esim-go/index.ts';
import { BUNDLE, type Case, cases, ICCID, OTHER_ICCID, SECRETS } from './client-cases.ts';
import { clientThatGets, KEY } from './client-support.ts';

const inJson = cases.filter(({ wild }) => !Buffer.isBuffer(wild.body) && wild.body !== null);
const titled = inJson.map((one) => [`${one.endpoint} (${one.call} ${one.kind})`, one] as const);

async function answered({ requests }: Case, body: unknown): Promise<unknown> {
  const { client } = await clientThatGets(() => ({ body }));
  return requests[0]?.[0](client);
}

/** A JSON value with every name of a field changed. */
function renamed(json: unknown, change: (name: string) => string): unknown {
  if (Array.isArray(json)) return json.map((value) => renamed(value, change));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [change(name), renamed(value, change)]));
}

const SPELLINGS: [name: string, change: (name: string) => string][] = [
  ['in capitals', (name) => name.toUpperCase()],
  ['in small letters', (name) => name.toLowerCase()],
  ['with a capital first', (name) => name.charAt(0).toUpperCase() + name.slice(1)],
  ['with underscores', (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)],
];

describe.each(titled)('%s', (_, one) => {
  it.each(SPELLINGS)('is read with names %s', async (_, change) => {
    // The whole answer of a dry run is shown where it has no words.
    const { body, value } = one.call.startsWith('revoke') ? one.documented : one.wild;
    expect(await answered(one, renamed(body, change))).toEqual(value);
  });

  it('is read behind a byte order mark', async () => {
    expect(await answered(one, Buffer.from(`\uFEFF${JSON.stringify(one.wild.body)}`))).toEqual(one.wild.value);
  });

  it('is no deeper than an answer can be', async () => {
    const deep = Buffer.from(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    await expect(answered(one, deep)).rejects.toMatchObject({ code: 'api.malformed' });
  });
});

/** Where the rows of a list stand, and the fields of a row that are only shown. */
const LISTS: Partial<Record<Case['call'], { key: string; shown: readonly string[] }>> = {
  assignments: { key: 'esims', shown: ['matchingId', 'rspUrl', 'bundle', 'reference', 'appleInstallUrl'] },
  esims: { key: 'esims', shown: ['customerRef', 'lastAction', 'actionDate', 'assignedDate', 'physical'] },
  esimBundles: { key: 'bundles', shown: ['description'] },
  esimBundle: {
    key: 'assignments',
    shown: ['bundleState', 'initialQuantity', 'remainingQuantity', 'unlimited', 'startTime', 'assignmentDateTime'],
  },
  history: { key: 'actions', shown: ['bundleName', 'bundle', 'alertType'] },
  inventory: { key: 'bundles', shown: ['desc', 'countries', 'data', 'duration', 'durationUnit', 'autostart', 'speed'] },
  catalogue: { key: 'bundles', shown: ['description', 'countries', 'dataAmount', 'speed', 'roamingEnabled', 'price'] },
  orders: {
    key: 'orders',
    shown: ['total', 'currency', 'status', 'statusMessage', 'createdDate', 'assigned', 'runningBalance', 'order'],
  },
  groups: { key: 'groups', shown: ['desc', 'icon'] },
};
const lists = inJson.flatMap((one) => {
  const list = LISTS[one.call];
  if (!list || one.kind === 'change') return [];
  const body = one.wild.body as unknown[] | Record<string, unknown>;
  const rows = Array.isArray(body) ? body : (body[list.key] as unknown[]);
  return [{ ...list, one, rows: rows as Record<string, unknown>[], title: one.call }];
});

const junk = fc.constantFrom<unknown>(null, 5, 'a text', {}, [], [[]], true, { name: null, iccid: 'x', id: {} });
const odd = fc.constantFrom<unknown>(null, 5, -1.5, 'odd', '', {}, [], [null, 5], true, { name: 5 }, '31/02/2026');

describe('a list', () => {
  it('covers what it should', () => {
    expect(lists.map(({ title }) => title).sort()).toEqual(Object.keys(LISTS).sort());
  });

  it.each(lists)('of $title leaves out rows that cannot be read, and counts them', async ({ one, key, rows }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), junk), { minLength: 1, maxLength: 4 }), async (extra) => {
        const all: unknown[] = [...rows];
        for (const [at, row] of extra) all.splice(at, 0, row);
        const { client } = await clientThatGets(() => ({ body: { [key]: all, pageCount: 1 } }));
        expect(await one.requests[0]?.[0](client)).toEqual(one.wild.value);
        expect(await unreadableOf(client, one.call)).toBe(extra.length);
      }),
      { numRuns: 40 },
    );
  });

  it.each(lists)('of $title without one row that can be read is malformed', async ({ one, key }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(junk, { minLength: 1, maxLength: 4 }), async (rows) => {
        await expect(answered(one, { [key]: rows, pageCount: 1 })).rejects.toMatchObject({ code: 'api.malformed' });
      }),
      { numRuns: 20 },
    );
  });

  it.each(lists)('of $title is read whatever stands in fields that are shown', async ({ one, key, rows, shown }) => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...shown), odd, { minKeys: 1 }), async (fields) => {
        const value = await answered(one, { [key]: rows.map((row) => ({ ...row, ...fields })), pageCount: 1 });
        expect(value).toHaveLength((one.wild.value as unknown[]).length);
      }),
      { numRuns: 60 },
    );
  });

  it.each(lists)('of $title may be null', async ({ one, key }) => {
    expect(await answered(one, { [key]: null })).toEqual([]);
  });
});

/** How many rows a call says it could not read; for calls that do not say it, what was asked. */
async function unreadableOf(client: Client, call: Case['call']): Promise<number> {
  const paged = { esims: client.esims, orders: client.orders, catalogue: client.catalogue };
  if (call in paged) {
    let sum = 0;
    for await (const { unreadable = 0 } of paged[call as keyof typeof paged]()) sum += unreadable;
    return sum;
  }
  const asked = {
    assignments: () => client.assignments('r'),
    esimBundles: () => client.esimBundles(ICCID),
    esimBundle: () => client.esimBundle(ICCID, BUNDLE),
    inventory: () => client.inventory(),
    history: () => client.history(ICCID),
    groups: () => client.groups(),
  };
  const rows: { unreadable?: number } | undefined = await asked[call as keyof typeof asked]?.();
  return rows?.unreadable ?? 0;
}

it('counts assignments of an eSIM that cannot be read, beside those that can', async () => {
  const assignments = [{ id: '1' }, { id: {} }, { id: '2' }, null];
  const body = { bundles: [{ name: BUNDLE, assignments }, { name: 'other', assignments: 5 }, { name: 'third' }] };
  const { client } = await clientThatGets(() => ({ body }));
  const rows = await client.esimBundles(ICCID);
  expect(rows.map(({ assignmentId }) => assignmentId)).toEqual(['1', '2']);
  expect(rows.unreadable).toBe(3);
});

describe('an apply', () => {
  it('keeps its reference and the places of its eSIMs, whatever else it says', async () => {
    const good = { iccid: ICCID, status: 'Successfully Applied Bundle', bundle: BUNDLE };
    const entry = fc.oneof(fc.constant<unknown>(good), junk, fc.record({ iccid: odd, status: odd, bundle: odd }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.array(entry), odd), async (esims) => {
        const { client } = await clientThatGets(() => ({ body: { applyReference: 'r-1', esims } }));
        const answer = await client.apply({ name: BUNDLE, repeat: 2 });
        expect(answer.applyReference).toBe('r-1');
        expect(answer.esims).toHaveLength(Array.isArray(esims) ? esims.length : 0);
        answer.esims.forEach((one, index) => {
          const sent = Array.isArray(esims) ? esims[index] : null;
          if (sent === good) expect(one).toEqual(good);
          else expect(one.iccid).toBeNull();
        });
      }),
      { numRuns: 200 },
    );
  });

  it.each([{}, { applyReference: '' }, { applyReference: 5 }, { applyReference: ' ' }, { esims: [] }])(
    'without its reference may have been done: %j',
    async (body) => {
      const { client } = await clientThatGets(() => ({ body }));
      await expect(client.apply({ name: BUNDLE })).rejects.toMatchObject({ code: 'api.malformed', effect: 'unknown' });
    },
  );
});

describe('the stock', () => {
  const lot = (remaining: unknown) => ({ id: 1, total: 5, remaining, expiry: null });
  const stockOf = async (available: unknown) => {
    const body = [
      { name: 'odd', available },
      { name: BUNDLE, available: [lot(3)] },
    ];
    const { client } = await clientThatGets(() => ({ body }));
    const rows = await client.inventory();
    return {
      left: Object.fromEntries(rows.map(({ name, remaining }) => [name, remaining])),
      unreadable: rows.unreadable,
    };
  };

  it.each([null, 'three', '3', '', 2.5, -1, {}, [3], true, 1e300, undefined])(
    'is not guessed where %j are left',
    async (remaining) => {
      expect(await stockOf([lot(remaining)])).toEqual({ left: { [BUNDLE]: 3 }, unreadable: 1 });
      expect(await stockOf([lot(2), lot(remaining)])).toEqual({ left: { [BUNDLE]: 3 }, unreadable: 1 });
    },
  );

  it.each([{}, 5, 'none', [null], [[]]])('is not guessed where the lots are %j', async (available) => {
    expect(await stockOf(available)).toEqual({ left: { [BUNDLE]: 3 }, unreadable: 1 });
  });

  it('is read where countries are objects', async () => {
    const countries = [{ name: 'France', iso: 'FR' }, 'Spain', { iso: 'IT' }, 5];
    const { client } = await clientThatGets(() => ({ body: [{ name: BUNDLE, available: [lot(3)], countries }] }));
    expect(await client.inventory()).toMatchObject([{ remaining: 3, countries: ['France', 'Spain'] }]);
  });
});

describe('an ICCID in an answer', () => {
  const spelling = fc.record({
    group: fc.constantFrom('', ' ', '-', '\u00A0', '\u200B', '  '),
    every: fc.constantFrom(4, 5),
    padding: fc.constantFrom('', 'F', 'f', 'FF'),
    around: fc.constantFrom('', ' ', '\t', "'", '"', '\u200E'),
    wide: fc.boolean(),
  });

  it('is read however it is spelled', async () => {
    await fc.assert(
      fc.asyncProperty(spelling, fc.constantFrom(ICCID, OTHER_ICCID), async (how, iccid) => {
        const digits = how.wide ? iccid.replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))) : iccid;
        const grouped = digits.replace(new RegExp(`(.{${how.every}})(?=.)`, 'g'), `$1${how.group}`);
        const written = `${how.around}${grouped}${how.padding}${how.around}`;
        const { client } = await clientThatGets(() => ({ body: [{ iccid: written }] }));
        expect((await client.assignments('r')).map(({ iccid }) => iccid)).toEqual([iccid]);
      }),
      { numRuns: 200 },
    );
  });

  it.each([Number(ICCID), '8.944422E+18', '894442200000000001', '44442200000000000019', 'F', ''])(
    'is not made up from %j',
    async (iccid) => {
      const rows = [{ iccid: ICCID }, { iccid }];
      const { client } = await clientThatGets(() => ({ body: rows }));
      const read = (await client.assignments('r')).map(({ iccid }) => iccid);
      expect(read.slice(0, 1)).toEqual([ICCID]);
      for (const one of read.slice(1)) expect(one).toBe(iccid);
    },
  );
});

describe('orders', () => {
  it('are read from one order alone, as the newest documents have it', async () => {
    const orders = cases.find(({ call }) => call === 'order') ?? expect.unreachable();
    const { client } = await clientThatGets(({ query }) => ({ body: query.page === '1' ? orders.wild.body : [] }));
    const rows: unknown[] = [];
    for await (const page of client.orders()) rows.push(...page.rows);
    expect(rows).toEqual([orders.wild.value]);
  });
});

describe('words of the API', () => {
  const CODE = `LPA:1$rsp.example.test$${SECRETS.matchingId}`;
  const hostile = `\u001b[31mno\u001b[0m\r\n\u202Esdrow\u202C k\u200Bey ${KEY.slice(0, 5)}\u200B${KEY.slice(5)} ${CODE} \u0007`;
  const shown = (text: string | null | undefined) => {
    expect(text).toMatch(/no/);
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]|\[31m/u);
    for (const secret of [KEY, SECRETS.matchingId, 'rsp.example.test']) expect(text).not.toContain(secret);
  };

  it('are one line without orders to a terminal and without secrets, wherever they stand', async () => {
    const body = {
      applyReference: 'r',
      esims: [{ iccid: ICCID, status: hostile }],
      status: hostile,
      statusMessage: hostile,
      orderReference: 'r',
    };
    const { client } = await clientThatGets(() => ({ body }));
    shown((await client.apply({ name: BUNDLE })).esims[0]?.status);
    shown(await client.setCustomerRef(ICCID, 'x'));
    shown(await client.refresh(ICCID));
    shown(await client.revokeBundle(ICCID, BUNDLE, 'validate'));
    const order = await client.placeOrder({ assign: false, order: [{ item: BUNDLE, quantity: 1 }] });
    shown(order.statusMessage);
    shown(order.status);
    const refused = await clientThatGets(() => ({ status: 400, body: { message: hostile } }));
    const error = await refused.client.apply({ name: BUNDLE }).catch((caught: { params: { text: string } }) => caught);
    shown('params' in error ? error.params.text : '');
  });

  it('lose escapes and the key in every other field too, and a code stays where it belongs', async () => {
    const text = `\u001b[2Jdesk\u202E 7 ${KEY}`;
    const body = { iccid: ICCID, customerRef: text, profileStatus: text, matchingId: SECRETS.matchingId };
    const { client } = await clientThatGets(() => ({ body }));
    expect(await client.esim(ICCID)).toMatchObject({
      customerRef: 'desk 7 …',
      profileStatus: 'desk 7 …',
      matchingId: SECRETS.matchingId,
    });
  });
});
