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
  read: ['busy', 'failed', 'unreachable', 'malformed', 'crash'],
  write: ['lost-made', 'lost-not-made', 'unsent', 'refused', 'crash-before', 'crash-made'],
} as const;

export type Fault =
  | { at: 'apply'; outcome: (typeof OUTCOMES.apply)[number] }
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
}

/** What the account tells of itself to whoever watches. */
export interface Watcher {
  /** A call of the station is about to leave. @returns the journal entry it belongs to */
  applies(request: ApplyRequest): string | null;
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

const failed = (effect: 'nothing' | 'unknown') =>
  new ApiError('api.failed', { effect, params: { status: 500, endpoint: '' } });
const unreachable = (effect: 'nothing' | 'unknown') =>
  new ApiError('api.unreachable', { effect, params: { host: 'api' } });
const busy = (effect: 'nothing' | 'unknown', retryAfterMs: number | null = null) =>
  new ApiError('api.busy', { effect, retryAfterMs });
const refused = () => new ApiError('api.refused', { effect: 'nothing', params: { text: 'no' } });
const never = () => new Promise<never>(() => {});

const pictures = new Map<string, Buffer>();
const archives = new Map<string, Promise<Buffer>>();

export type SimulatedAccount = ReturnType<typeof simulatedAccount>;

export function simulatedAccount(clock: VirtualClock, { skewMs, worksMs, names, stock: first }: Terms) {
  const stock = new Map(Object.entries(first));
  const esims = new Map<string, Esim>();
  const made: Made[] = [];
  const script: Fault[] = [];
  const held: (() => void)[] = [];
  const wrongPictures = new Set<string>();
  const unmarkable = new Set<string>();
  let picturesToo = true;
  let issued = 0;
  let calls = 0;

  const now = () => clock.now() + skewMs;

  function make(by: Maker, { name, iccid, repeat = 1 }: ApplyRequest, callId: string | null = null, refuse = 0): Made {
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
      worksMs: repeat > AT_ONCE ? worksMs : 0,
    };
    made.push(one);
    if (kind === 'new') {
      iccids.forEach((iccid, index) => {
        const matchingId = matchingIdOf(SEED, issued - spent + index + 1);
        esims.set(iccid, { iccid, matchingId, customerRef: '', made: one, index });
      });
    }
    return one;
  }

  /** How many of its eSIMs can be seen: none in the first half of its time, then ever more; null for none. */
  function shown({ at, worksMs, iccids }: Made): number | null {
    const progress = worksMs === 0 ? 1 : (now() - at) / worksMs;
    if (progress >= 1) return iccids.length;
    return progress < 0.5 ? null : Math.min(iccids.length - 1, Math.floor(iccids.length * progress));
  }

  const isShown = ({ made, index }: Esim) => index < (shown(made) ?? 0);

  function takeFault(at: Fault['at']): Fault['outcome'] | null {
    const index = script.findIndex((fault) => fault.at === at);
    return index < 0 ? null : (script.splice(index, 1)[0]?.outcome ?? null);
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
      const fault = takeFault(at);
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
      const fault = takeFault('apply');
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
        const done =
          fault === 'item-refused' && request.iccid
            ? null
            : make(by, request, callId, fault === 'item-refused' ? 1 : 0);
        if (fault === 'crash-made') watcher.crash();
        return done;
      });
      if (!isAlive()) return never();
      if (fault === 'lost-made') throw unreachable('unknown');
      if (fault === 'timeout-made') {
        await clock.sleep(TIMEOUT_MS);
        throw unreachable('unknown');
      }
      await way();
      answered = true;
      const status = 'Successfully Applied Bundle';
      const rows = (one?.iccids ?? []).map((iccid) => ({ iccid: iccid as string | null, status, bundle: name }));
      const NOT = 'Failed to Apply Bundle';
      if (fault === 'item-refused') rows.push({ iccid: request.iccid ?? null, status: NOT, bundle: name });
      const [firstRow] = rows;
      if (fault === 'item-refused-but-made' && firstRow && !request.iccid) firstRow.status = NOT;
      const named = isRefusing ? rows.length : namedIn(rows.length, fault === 'unnamed');
      const esims = rows
        .slice(0, named)
        .map((row, index) => (fault === 'unnamed' && index > 0 ? { ...row, iccid: null } : row));
      return { applyReference: one?.reference ?? referenceOf(SEED + 1, calls), esims };
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
      const fault = takeFault('write');
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
        const esim = esims.get(iccid);
        if (esim) esim.customerRef = customerRef;
        if (fault === 'crash-made') watcher.crash();
      });
      if (!isAlive()) return never();
      await way();
      answered = true;
      if (fault === 'lost-made') throw unreachable('unknown');
      return 'ok';
    }

    const client = {
      calls: () => calls,
      // Whole seconds, as headers have them.
      now: () => (answered ? new Date(now() - 700) : null),
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
            lots: [],
          })),
        ),
      apply,
      assignments: (reference: string | readonly string[]) =>
        read('assignments', () => {
          const one = made.find((made) => made.reference === reference);
          if (!one) throw refused();
          const visible = shown(one);
          if (visible === null) throw busy('nothing', 5_000);
          return one.iccids.slice(0, visible).flatMap((iccid) => {
            const esim = esims.get(iccid);
            if (!esim) return [];
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
        read('look', () =>
          made
            .filter(({ iccids }) => iccids.includes(iccid))
            .map((one) => ({ ...one, done: shown(one) === one.iccids.length }))
            .map(({ bundle, reference, at, done }) => ({
              name: bundle,
              description: bundle,
              assignmentId: `${reference}-0`,
              state: done ? 'queued' : 'processing',
              initialBytes: null,
              remainingBytes: null,
              unlimited: false,
              startsAt: null,
              endsAt: null,
              assignedAt: new Date(at).toISOString(),
              reference,
            })),
        ),
      esim: (iccid: string) =>
        read('look', () => {
          const esim = esims.get(iccid);
          if (!esim) throw refused();
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

  const codeOf = (iccid: string) => buildActivationCode(SMDP_ADDRESS, esims.get(iccid)?.matchingId ?? '') ?? '';

  return {
    made,
    stock,
    clientFor,
    letGo,
    codeOf,
    /** Whose reference was refused. */
    unmarkable,
    customerRef: (iccid: string) => esims.get(iccid)?.customerRef ?? '',
    /** @param quantity none where the stock does not hold so many */
    applyBy(by: 'station' | 'stranger', bundle: string, quantity: number): void {
      if ((stock.get(bundle) ?? 0) >= quantity) make(by, { name: bundle, repeat: quantity });
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
