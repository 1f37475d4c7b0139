/**
 * The account as the engine's client shows it, in memory: what was truly made and spent, how slowly it shows, and whatever goes wrong on
 * the way as a script says.
 */
import { ApiError, type ApplyRequest, type Client, type ListedEsim } from '../../../electron/esim-go/index.ts';
import { iccidOf, matchingIdOf, referenceOf, SMDP_ADDRESS } from '../../../electron/training/numbers.ts';
import { zip } from '../../../electron/training/qr-zip.ts';
import { buildActivationCode } from '../../../shared/activation-code.ts';
import { withMark } from '../../../shared/station-mark.ts';
import { smallQr } from './small-qr.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** The stations under test, and others that only the test itself moves. */
export type Maker = Ours | 'station' | 'stranger';
export type Ours = 'us' | 'second';

/** What an apply made; the truth that nobody at the station sees. */
export interface Made {
  reference: string;
  by: Maker;
  /** The journal entry of a station under test that asked for it. */
  callId: string | null;
  kind: 'new' | 'top-up';
  bundle: string;
  /** Those that the bundle was spent for. */
  iccids: string[];
  /** By the API's clock. */
  at: number;
  /** How long its eSIMs take to show. */
  worksMs: number;
  /** Until then, by the API's clock, it can be seen nowhere but in the stock. */
  shows: number;
  /** Of what was taken off again. */
  revoked: boolean;
}

/** Bundles that were bought into the stock, given back, or put on eSIMs: what `GET /orders` lists. */
export interface Bought {
  reference: string;
  by: Maker;
  type: 'bundle' | 'bundleAssignment' | 'bundleRefund';
  item: string;
  quantity: number;
  /** Of all of it; less than nothing for a refund. */
  total: number;
  balance: number;
  at: number;
  failed: boolean;
}

interface Esim {
  iccid: string;
  matchingId: string;
  customerRef: string;
  made: Made;
  index: number;
}

/** Of applies whose answer nobody sees. */
export const LOST = ['lost-made', 'lost-not-made', 'late', 'timeout-made'] as const;

export const OUTCOMES = {
  apply: [
    'lost-made',
    'lost-not-made',
    'late',
    'late',
    'timeout-made',
    'refused',
    'unsent',
    'busy',
    'item-refused',
    'item-refused-but-made',
    'unnamed',
    'crash-before',
    'crash-made',
  ],
  /** Of applies that are late, partial, or answered for by somebody else; the first two take as long as is said. */
  strange: [
    'arrives',
    'hidden',
    'covered',
    'fewer-made',
    'more-made',
    'fewer-named',
    'other-bundle',
    'other-iccids',
    'other-words',
  ],
  /** Of purchases, refunds and revokes. */
  deed: ['lost-made', 'lost-not-made', 'arrives', 'refused', 'crash-before', 'crash-made', 'failed', 'dearer'],
  read: ['busy', 'failed', 'unreachable', 'malformed', 'crash'],
  write: ['lost-made', 'lost-not-made', 'unsent', 'refused', 'crash-before', 'crash-made'],
} as const;

export type Fault =
  | { at: 'apply'; outcome: (typeof OUTCOMES.apply)[number] | (typeof OUTCOMES.strange)[number]; afterMs?: number }
  | { at: 'deed'; outcome: (typeof OUTCOMES.deed)[number]; afterMs?: number }
  | { at: 'write'; outcome: (typeof OUTCOMES.write)[number] }
  | { at: 'inventory' | 'assignments' | 'images' | 'list' | 'look'; outcome: (typeof OUTCOMES.read)[number] };

export interface Terms {
  /** The API's clock ahead of this computer's, in milliseconds. */
  skewMs: number;
  /** How long the API works on an apply of more than five, in milliseconds. */
  worksMs: number;
  /** Which of its answers to large applies name how many of the eSIMs. */
  names: 'all' | 'half' | 'none';
  stock: Record<string, number>;
  /** How long a top-up takes to show, in milliseconds; not at all when absent. */
  topUpMs?: number;
  /** What the `Date` of the answers says: off by so many milliseconds from the account's own dates, the same for ever, or nothing. */
  date?: number | 'frozen' | 'none';
  /** Longest customer reference that is taken, and how much of one is kept; all of it when absent. */
  referenceLimit?: number;
  referenceCut?: number;
}

/** What the account tells of itself to whoever watches. */
export interface Watcher {
  /** A call of the station is about to leave. @returns the journal entry it belongs to */
  applies(request: ApplyRequest): string | null;
  /** The same of a purchase, a refund or a revoke. */
  acts?(kind: 'order' | 'refund' | 'revoke'): void;
  writes(iccid: string, customerRef: string): void;
  /** The station's process dies here. */
  crash(): void;
}

const AT_ONCE = 5;
/** After it the client gives up on an answer. */
const TIMEOUT_MS = 60_000;
/** A request that nobody waits for any more is carried out within this, or never. */
const ARRIVES_MS = 20_000;
export const OTHER_STATION = '0THER123';
const SEED = 7;
/** What any bundle costs, and what there is to pay it from. */
const PRICE = 2;
const BALANCE = 10_000;

const failed = (effect: 'nothing' | 'unknown') =>
  new ApiError('api.failed', { effect, params: { status: 500, endpoint: '' } });
const unreachable = (effect: 'nothing' | 'unknown') =>
  new ApiError('api.unreachable', { effect, params: { host: 'api' } });
const busy = (effect: 'nothing' | 'unknown', retryAfterMs: number | null = null) =>
  new ApiError('api.busy', { effect, retryAfterMs });
const notYours = () => new ApiError('api.not-yours', { effect: 'nothing', status: 403 });
const refused = () => new ApiError('api.refused', { effect: 'nothing', params: { text: 'no' } });
const never = () => new Promise<never>(() => {});

const pictures = new Map<string, Buffer>();
const archives = new Map<string, Promise<Buffer>>();

export type SimulatedAccount = ReturnType<typeof simulatedAccount>;

export function simulatedAccount(clock: VirtualClock, terms: Terms) {
  const { skewMs, worksMs, names, stock: first, topUpMs = 0, referenceLimit = Infinity, referenceCut } = terms;
  const stock = new Map(Object.entries(first));
  const esims = new Map<string, Esim>();
  const made: Made[] = [];
  const script: Fault[] = [];
  const held: (() => void)[] = [];
  const wrongPictures = new Set<string>();
  const unmarkable = new Set<string>();
  /** ICCIDs that are no longer of this account; ICCIDs and references that nobody is told of. */
  const gone = new Set<string>();
  /** Journal entries of what is delivered later. */
  const onTheWay = new Set<string | null>();
  const closed = new Set<string>();
  const bought: Bought[] = [];
  let balance = BALANCE;
  let date = terms.date ?? 0;
  let organisation = 'Simulated Ltd';
  let picturesToo = true;
  let issued = 0;
  let calls = 0;

  const now = () => clock.now() + skewMs;
  const early = now();

  function make(
    by: Maker,
    { name, iccid, repeat = 1 }: ApplyRequest,
    callId: string | null = null,
    { refuse = 0, hiddenMs = 0 } = {},
  ): Made {
    const bundle = name ?? '';
    const spent = repeat - refuse;
    stock.set(bundle, (stock.get(bundle) ?? 0) - spent);
    const reference = referenceOf(SEED, made.length + 1);
    const kind = iccid === undefined ? 'new' : 'top-up';
    const iccids = iccid === undefined ? Array.from({ length: spent }, () => iccidOf(SEED, ++issued)) : [iccid];
    const one: Made = {
      reference,
      by,
      callId,
      kind,
      bundle,
      iccids,
      at: now(),
      worksMs: repeat > AT_ONCE ? worksMs : kind === 'top-up' ? topUpMs : 0,
      shows: now() + hiddenMs,
      revoked: false,
    };
    made.push(one);
    book(by, { type: 'bundleAssignment', item: `${reference}-0`, quantity: 0, total: 0 });
    if (kind === 'new') {
      iccids.forEach((iccid, index) => {
        const matchingId = matchingIdOf(SEED, issued - spent + index + 1);
        esims.set(iccid, { iccid, matchingId, customerRef: '', made: one, index });
      });
    }
    return one;
  }

  function book(by: Maker, line: Pick<Bought, 'type' | 'item' | 'quantity' | 'total'>, failed = false): Bought {
    balance -= line.total;
    const reference = referenceOf(SEED + 2, bought.length + 1);
    const one: Bought = { ...line, reference, by, balance, at: now(), failed };
    bought.push(one);
    return one;
  }

  function change(bundle: string, by: number): void {
    stock.set(bundle, (stock.get(bundle) ?? 0) + by);
  }

  /** How many of its eSIMs can be seen: none in the first half of its time, then ever more; null for none. */
  function shown({ at, worksMs, iccids, shows }: Made): number | null {
    if (now() < shows) return null;
    const progress = worksMs === 0 ? 1 : (now() - at) / worksMs;
    if (progress >= 1) return iccids.length;
    return progress < 0.5 ? null : Math.min(iccids.length - 1, Math.floor(iccids.length * progress));
  }

  const isShown = ({ made, index, iccid }: Esim) => index < (shown(made) ?? 0) && !gone.has(iccid);

  /** @throws for what is not of this account, and for what nobody is told of */
  function esimOf(iccid: string): Esim {
    const esim = esims.get(iccid);
    if (!esim || gone.has(iccid) || now() < esim.made.shows) throw notYours();
    if (closed.has(iccid)) throw refused();
    return esim;
  }

  /** What the header says. */
  function dateNow(): Date | null {
    if (date === 'none') return null;
    return new Date(date === 'frozen' ? early : now() + date - 700);
  }

  function takeFault(at: Fault['at']): Fault | null {
    const index = script.findIndex((fault) => fault.at === at);
    return index < 0 ? null : (script.splice(index, 1)[0] ?? null);
  }

  /** Requests that are held on their way arrive soon after the connection is given up. */
  function letGo(): void {
    for (const arrives of held.splice(0)) clock.at(clock.now() + ARRIVES_MS, arrives);
  }

  /** The client of one process; when that dies nothing of it goes on. */
  function clientFor(by: Ours, watcher: Watcher, isAlive: () => boolean): Client {
    let answered = false;

    /** Calls take between forty and a hundred milliseconds, each its own time. */
    const way = () => clock.sleep(20 + ((calls * 7) % 31));

    /** What reaches the API is done there, whoever waits for the answer. */
    function reach<Answer>(afterMs: number, deed: () => Answer): Promise<Answer> {
      return new Promise((resolve, reject) => {
        clock.at(clock.now() + afterMs, () => {
          try {
            resolve(deed());
          } catch (error) {
            reject(error);
          }
        });
      });
    }

    function die(): Promise<never> {
      watcher.crash();
      return never();
    }

    async function read<Answer>(at: Fault['at'], answer: () => Answer | Promise<Answer>): Promise<Answer> {
      if (!isAlive()) return never();
      calls++;
      const fault = takeFault(at)?.outcome ?? null;
      if (fault === 'crash') return die();
      await way();
      if (fault === 'unreachable') throw unreachable('nothing');
      const value = answer();
      await way();
      answered = true;
      if (fault === 'busy') throw busy('nothing', 2_000);
      if (fault === 'failed') throw failed('nothing');
      if (fault === 'malformed') {
        throw new ApiError('api.malformed', { effect: 'nothing', params: { endpoint: '', path: '' } });
      }
      return value;
    }

    async function apply(request: ApplyRequest) {
      if (!isAlive()) return never();
      calls++;
      const callId = watcher.applies(request);
      const { name = '', repeat = 1 } = request;
      const armed = takeFault('apply');
      const fault = armed?.outcome ?? null;
      const afterMs = (armed && 'afterMs' in armed && armed.afterMs) || ARRIVES_MS;
      const wayMs = 20 + ((calls * 7) % 31);
      if (fault === 'crash-before') return die();
      if (fault === 'unsent') {
        await way();
        throw unreachable('nothing');
      }
      if (fault === 'late') {
        // Somebody on the way holds it until after we have given up.
        const arrives = () => void ((stock.get(name) ?? 0) >= repeat && make(by, request, callId));
        held.push(arrives);
        await clock.sleep(TIMEOUT_MS);
        letGo();
        throw unreachable('unknown');
      }
      if (fault === 'arrives') {
        // The connection is cut at once, and somebody on the way delivers what he has all the same.
        onTheWay.add(callId);
        clock.at(clock.now() + afterMs, () => {
          onTheWay.delete(callId);
          if ((stock.get(name) ?? 0) >= repeat) make(by, request, callId);
        });
        await way();
        throw unreachable('unknown');
      }
      if (fault === 'lost-not-made' || fault === 'busy') {
        await way();
        throw fault === 'busy' ? busy('unknown') : unreachable('unknown');
      }
      const isRefusing = fault === 'item-refused' || fault === 'item-refused-but-made';
      const one = await reach(wayMs, () => {
        if (fault === 'refused') throw refused();
        if ((stock.get(name) ?? 0) < repeat) {
          throw new ApiError('api.out-of-stock', { effect: 'nothing', params: { bundle: name } });
        }
        if (fault === 'item-refused' && request.iccid) return null;
        const done = make(by, asDone(request, fault), callId, {
          refuse: fault === 'item-refused' ? 1 : 0,
          hiddenMs: fault === 'hidden' ? afterMs : 0,
        });
        if (fault === 'crash-made') watcher.crash();
        return done;
      });
      if (!isAlive()) return never();
      if (fault === 'lost-made') throw unreachable('unknown');
      if (fault === 'covered') throw failed('unknown');
      if (fault === 'timeout-made') {
        await clock.sleep(TIMEOUT_MS);
        throw unreachable('unknown');
      }
      await way();
      answered = true;
      const status = fault === 'other-words' ? 'Bundle applied' : 'Successfully Applied Bundle';
      const says = (iccid: string) => (fault === 'other-iccids' ? `8999${iccid.slice(4)}` : iccid);
      const bundle = one?.bundle ?? name;
      const rows = (one?.iccids ?? []).map((iccid) => ({ iccid: says(iccid) as string | null, status, bundle }));
      const NOT = 'Failed to Apply Bundle';
      if (fault === 'item-refused') rows.push({ iccid: request.iccid ?? null, status: NOT, bundle: name });
      const [firstRow] = rows;
      if (fault === 'item-refused-but-made' && firstRow && !request.iccid) firstRow.status = NOT;
      const whole = isRefusing ? rows.length : namedIn(rows.length, fault === 'unnamed');
      const named = fault === 'fewer-named' ? Math.max(0, whole - 1) : whole;
      const esims = rows
        .slice(0, named)
        .map((row, index) => (fault === 'unnamed' && index > 0 ? { ...row, iccid: null } : row));
      return { applyReference: one?.reference ?? referenceOf(SEED + 1, calls), esims };
    }

    /** What the API makes of a request. */
    function asDone(request: ApplyRequest, fault: Fault['outcome'] | null): ApplyRequest {
      const { name = '', iccid, repeat = 1 } = request;
      const other = [...stock.keys()].find((bundle) => bundle !== name && (stock.get(bundle) ?? 0) >= repeat);
      const done = fault === 'other-bundle' && other !== undefined ? other : name;
      if (iccid !== undefined) return { name: done, iccid };
      const made = fault === 'fewer-made' ? Math.max(1, repeat - 1) : fault === 'more-made' ? repeat + 1 : repeat;
      return { name: done, repeat: (stock.get(done) ?? 0) >= made ? made : repeat };
    }

    function namedIn(count: number, unnamed: boolean): number {
      if (unnamed) return 1;
      if (count <= AT_ONCE || names === 'all') return count;
      return names === 'half' ? Math.floor(count / 2) : 0;
    }

    async function setCustomerRef(iccid: string, customerRef: string): Promise<string> {
      if (!isAlive()) return never();
      calls++;
      watcher.writes(iccid, customerRef);
      const fault = takeFault('write')?.outcome ?? null;
      if (fault === 'crash-before') return die();
      if (fault === 'unsent') {
        await way();
        throw unreachable('nothing');
      }
      if (fault === 'lost-not-made') {
        await way();
        throw failed('unknown');
      }
      await reach(20 + ((calls * 7) % 31), () => {
        if (fault === 'refused') {
          unmarkable.add(iccid);
          throw refused();
        }
        // Also where it does not show yet.
        const esim = esims.get(iccid);
        if (!esim || gone.has(iccid)) throw notYours();
        const characters = Array.from(customerRef);
        if (characters.length > referenceLimit) {
          unmarkable.add(iccid);
          throw refused();
        }
        esim.customerRef = characters.slice(0, referenceCut).join('');
        if (fault === 'crash-made') watcher.crash();
      });
      if (!isAlive()) return never();
      await way();
      answered = true;
      if (fault === 'lost-made') throw unreachable('unknown');
      return 'ok';
    }

    /** A purchase, a refund or a revoke: sent once, like an apply. */
    async function act<Answer>(kind: 'order' | 'refund' | 'revoke', deed: (fault: string | null) => Answer) {
      if (!isAlive()) return never();
      calls++;
      watcher.acts?.(kind);
      const armed = takeFault('deed');
      const fault = armed?.outcome ?? null;
      const afterMs = (armed && 'afterMs' in armed && armed.afterMs) || ARRIVES_MS;
      if (fault === 'crash-before') return die();
      if (fault === 'arrives') {
        clock.at(clock.now() + afterMs, () => {
          try {
            deed(null);
          } catch {
            // What was possible then is not any more.
          }
        });
      }
      if (fault === 'arrives' || fault === 'lost-not-made') {
        await way();
        throw unreachable('unknown');
      }
      const answer = await reach(20 + ((calls * 7) % 31), () => {
        if (fault === 'refused') throw refused();
        const done = deed(fault);
        if (fault === 'crash-made') watcher.crash();
        return done;
      });
      if (!isAlive()) return never();
      if (fault === 'lost-made') throw unreachable('unknown');
      await way();
      answered = true;
      return answer;
    }

    function orderOf({ reference, type, item, quantity, total, balance, at, failed }: Bought) {
      const line = { type, item, quantity, subTotal: total, pricePerUnit: PRICE, iccids: [], esims: [] };
      return {
        orderReference: reference,
        lines: failed ? [] : [line],
        total,
        currency: 'USD',
        status: failed ? 'failed' : 'completed',
        statusMessage: failed ? 'Order processing failed' : 'Order completed',
        createdAt: new Date(at).toISOString(),
        assigned: false,
        runningBalance: balance,
      };
    }

    function revoke(iccid: string, name: string, id: string): string {
      esimOf(iccid);
      const one = made.find(
        (made) => made.iccids.includes(iccid) && made.bundle === name && `${made.reference}-0` === id,
      );
      if (!one || one.revoked || one.iccids.length > 1) throw refused();
      one.revoked = true;
      change(name, 1);
      return 'Successfully Revoked Bundle';
    }

    const client = {
      calls: () => calls,
      // Whole seconds, as headers have them.
      now: () => (answered ? dateNow() : null),
      inventory: () =>
        read('inventory', () =>
          Array.from(stock, ([name, remaining]) => ({
            name,
            description: name,
            remaining,
            dataMb: null,
            unlimited: false,
            days: null,
            countries: [],
            startsOnDate: true,
            expires: null,
            lots: [{ id: lotOf(name), total: remaining, remaining, expires: null }],
          })),
        ),
      apply,
      assignments: (reference: string | readonly string[]) =>
        read('assignments', () => {
          const one = made.find((made) => made.reference === reference);
          if (!one || closed.has(one.reference)) throw refused();
          const visible = shown(one);
          if (visible === null) throw busy('nothing', 5_000);
          return one.iccids.slice(0, visible).flatMap((iccid) => {
            const esim = esims.get(iccid);
            if (!esim || gone.has(iccid)) return [];
            return [
              {
                iccid,
                matchingId: esim.matchingId,
                smdpAddress: SMDP_ADDRESS,
                bundle: one.bundle,
                appleInstallUrl: null,
              },
            ];
          });
        }),
      assignmentImages: (reference: string) =>
        read('images', () => {
          if (!picturesToo) throw refused();
          return archiveOf(made.find((made) => made.reference === reference)?.iccids ?? []);
        }),
      async *esims({ filter }: Parameters<Client['esims']>[0] = {}) {
        const since = Date.parse(filter?.value.slice('gte:'.length) ?? '');
        const rows = await read('list', () =>
          [...esims.values()]
            .filter((esim) => isShown(esim) && esim.made.at >= since)
            .map(({ iccid, customerRef, made }): ListedEsim => {
              const assignedDate = new Date(Math.floor(made.at / 1_000) * 1_000).toISOString();
              const text = customerRef || null;
              return { iccid, customerRef: text, lastAction: null, actionDate: null, assignedDate, physical: false };
            }),
        );
        if (rows.length > 0) yield { rows, page: 1, pageCount: 1 };
      },
      esimBundles: (iccid: string) =>
        read('look', () => {
          esimOf(iccid);
          return made
            .filter(({ iccids, shows }) => iccids.includes(iccid) && now() >= shows)
            .map((one) => ({ ...one, done: shown(one) === one.iccids.length }))
            .map(({ bundle, reference, at, done, revoked }) => ({
              name: bundle,
              description: bundle,
              assignmentId: `${reference}-0`,
              state: revoked ? 'revoked' : done ? 'queued' : 'processing',
              initialBytes: null,
              remainingBytes: null,
              unlimited: false,
              startsAt: null,
              endsAt: null,
              assignedAt: new Date(at).toISOString(),
              reference,
            }));
        }),
      esim: (iccid: string) =>
        read('look', () => {
          const esim = esimOf(iccid);
          return {
            iccid,
            matchingId: esim.matchingId,
            smdpAddress: SMDP_ADDRESS,
            profileStatus: 'Released',
            customerRef: esim.customerRef,
            appleInstallUrl: null,
            firstInstalledAt: null,
          };
        }),
      setCustomerRef,
      compatible: () => read('look', () => true),
      organisation: () => read('look', () => ({ name: organisation, currency: 'USD', balance, groups: [] })),
      validateOrder: ({ order }: Parameters<Client['validateOrder']>[0]) =>
        read('look', () => {
          const total = order.reduce((sum, { quantity }) => sum + quantity * PRICE, 0);
          return { lines: [], total, valid: total <= balance, currency: 'USD' };
        }),
      placeOrder: ({ order: [line] }: Parameters<Client['placeOrder']>[0]) =>
        act('order', (fault) => {
          const { item = '', quantity = 0 } = line ?? {};
          const total = quantity * PRICE * (fault === 'dearer' ? 3 : 1);
          if (fault === 'failed') return orderOf(book(by, { type: 'bundle', item, quantity, total: 0 }, true));
          change(item, quantity);
          return orderOf(book(by, { type: 'bundle', item, quantity, total }));
        }),
      refundStock: ({ usageId, quantity }: Parameters<Client['refundStock']>[0]) =>
        act('refund', () => {
          const item = [...stock.keys()].find((name) => lotOf(name) === usageId) ?? '';
          if ((stock.get(item) ?? 0) < quantity) throw refused();
          change(item, -quantity);
          book(by, { type: 'bundleRefund', item, quantity, total: -quantity * PRICE });
          return 'Successfully refunded bundles to balance';
        }),
      revokeAssignment: (
        iccid: string,
        name: string,
        id: string,
        type: Parameters<Client['revokeAssignment']>[3],
      ): Promise<string> =>
        type === 'validate'
          ? read('look', () => 'Bundle can be revoked')
          : act('revoke', () => revoke(iccid, name, id)),
      async *orders({ from }: Parameters<Client['orders']>[0] = {}) {
        const rows = await read('list', () =>
          bought.filter(({ at }) => from === undefined || at >= Date.parse(from)).map(orderOf),
        );
        if (rows.length > 0) yield { rows: rows.reverse(), page: 1, pageCount: 1 };
      },
    } satisfies Omit<Partial<Client>, 'background'>;
    return { ...client, background: client } as unknown as Client;
  }

  function archiveOf(iccids: readonly string[]): Promise<Buffer> {
    const key = iccids.map((iccid) => `${iccid}${wrongPictures.has(iccid)}`).join();
    const archive = archives.get(key) ?? zip(iccids.map((iccid) => ({ name: `${iccid}.png`, data: pictureOf(iccid) })));
    archives.set(key, archive);
    return archive;
  }

  function pictureOf(iccid: string): Buffer {
    const says = wrongPictures.has(iccid) ? 'LPA:1$rsp.example.test$00000-00000-00000-00000' : codeOf(iccid);
    const picture = pictures.get(says) ?? smallQr(says);
    pictures.set(says, picture);
    return picture;
  }

  /** Each bundle is one lot, whatever was bought when. */
  const lotOf = (bundle: string) => 1_000 + [...stock.keys()].indexOf(bundle);

  const codeOf = (iccid: string) => buildActivationCode(SMDP_ADDRESS, esims.get(iccid)?.matchingId ?? '') ?? '';

  return {
    made,
    stock,
    /** Everything that was bought or given back, oldest first. */
    bought,
    balance: () => balance,
    worksMs,
    /** Journal entries of applies that are still to arrive, and of those made that do not show yet. */
    notDone: (): (string | null)[] => [
      ...onTheWay,
      ...made.filter(({ shows }) => now() < shows).map(({ callId }) => callId),
    ],
    clientFor,
    letGo,
    codeOf,
    /** Whose reference was refused, or is written by others. */
    unmarkable,
    customerRef: (iccid: string) => esims.get(iccid)?.customerRef ?? '',
    /** @param quantity none where the stock does not hold so many */
    applyBy(by: 'station' | 'stranger', bundle: string, quantity: number): void {
      if ((stock.get(bundle) ?? 0) >= quantity) make(by, { name: bundle, repeat: quantity });
    },
    /** He tops up, buys, gives back or takes off; nothing where that cannot be. */
    topUpBy(by: 'station' | 'stranger', iccid: string, bundle: string): void {
      if ((stock.get(bundle) ?? 0) > 0 && esims.has(iccid)) make(by, { name: bundle, iccid });
    },
    buyBy(by: 'station' | 'stranger', bundle: string, quantity: number): void {
      if (quantity < 0 && (stock.get(bundle) ?? 0) < -quantity) return;
      change(bundle, quantity);
      const type = quantity < 0 ? 'bundleRefund' : 'bundle';
      book(by, { type, item: bundle, quantity: Math.abs(quantity), total: quantity * PRICE });
    },
    revokeBy(iccid: string): void {
      const one = made.find(({ iccids, revoked }) => iccids.length === 1 && iccids[0] === iccid && !revoked);
      if (!one) return;
      one.revoked = true;
      change(one.bundle, 1);
    },
    /** As somebody does in the portal, with nothing to blank it. */
    edit(iccid: string, customerRef: string): void {
      const esim = esims.get(iccid);
      if (esim) esim.customerRef = customerRef;
      // What stands there now is nothing that the station can answer for.
      unmarkable.add(iccid);
    },
    /** It is of this account no longer. */
    remove: (iccid: string) => void gone.add(iccid),
    hasLeft: (iccid: string) => gone.has(iccid),
    /** From now on nobody is told of this ICCID or reference any more, or is again. */
    close(what: string): void {
      closed.add(what);
      // A mark is written on what can be read alone.
      unmarkable.add(what);
    },
    reopen: () => closed.clear(),
    /** What the `Date` of the answers says from now on; see `Terms`. */
    setDate(says: number | 'frozen' | 'none'): void {
      date = says;
    },
    /** Whose account it is from now on. */
    rename(name: string): void {
      organisation = name;
    },
    /** As the other station would, in the order of its calls: the first eSIM of each tells. */
    markByStation(): void {
      for (const { by, iccids } of made) {
        const esim = by === 'station' ? esims.get(iccids[0] ?? '') : undefined;
        if (esim?.customerRef === '') esim.customerRef = withMark('', { station: OTHER_STATION, clean: true });
      }
    },
    /** Each strikes the next call of its kind. */
    arm: (fault: Fault) => void script.push(fault),
    calm: () => void script.splice(0),
    /** Whether the API has pictures of QR codes to give. */
    givePictures(yes: boolean): void {
      picturesToo = yes;
    },
    spoilPicture: (iccid: string) => void wrongPictures.add(iccid),
  };
}
