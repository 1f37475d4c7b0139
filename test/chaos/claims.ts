/** What the program has said of its money, held against the account: each row is something that it says, and when the account knows better. */
import type { Ledger, LedgerCall } from '../../electron/training/index.ts';
import type { Outcome } from './station.ts';

interface Said {
  verb: string;
  code: number | null;
  /** The line of JSON, where it said one. */
  json: Record<string, unknown>;
  /** What its calls brought, by kind. */
  spent: LedgerCall[];
  done: LedgerCall[];
  texts: LedgerCall[];
  /** Bundles that the station has spent by then, over all its processes. */
  soFar: number;
}

interface Claim {
  says: string;
  holds: (said: Said) => boolean;
  isTrue: (said: Said) => boolean;
}

const CLAIMS: readonly Claim[] = [
  {
    says: 'nothing was spent',
    holds: ({ code }) => code === 2 || code === 3 || code === 6,
    isTrue: ({ spent }) => spent.length === 0,
  },
  {
    says: 'so many are ready',
    holds: ({ json }) => typeof json.ready === 'number' && json.ready > 0,
    isTrue: ({ json, soFar }) => Number(json.ready) <= soFar,
  },
  {
    says: 'the eSIM was topped up, or the bundles were bought',
    holds: ({ verb, code }) => code === 0 && (verb === 'topup' || verb === 'buy'),
    isTrue: ({ spent }) => spent.length === 1,
  },
  {
    says: 'the bundle was taken off, or given back',
    holds: ({ verb, code }) => code === 0 && (verb === 'revoke' || verb === 'refund'),
    isTrue: ({ done }) => done.length === 1,
  },
  {
    says: 'the message was sent',
    holds: ({ verb, code }) => code === 0 && verb === 'sms',
    isTrue: ({ texts }) => texts.length === 1,
  },
  {
    says: 'nothing was asked of the account',
    holds: ({ verb, code }) => verb === 'questions' && code === 0,
    isTrue: ({ spent, done }) => spent.length + done.length === 0,
  },
];

const PATHS = { apply: /\/esims\/apply$/, order: /\/orders$/, refund: /\/inventory\/refund$/, sms: /\/sms$/ };

/** @returns a line for each thing that was not so */
export function untrueClaims(ledger: Ledger, { sent, processes }: Pick<Outcome, 'sent' | 'processes'>): string[] {
  const spentBy = new Set(
    [...ledger.applies.filter(({ iccids }) => iccids.length > 0), ...ledger.orders].map(({ reference }) => reference),
  );
  const own = ledger.calls.filter((call) => sent.has(call.number) && call.method !== 'GET');
  const isSpent = ({ path, made }: LedgerCall) =>
    (PATHS.apply.test(path) || PATHS.order.test(path)) && made !== null && spentBy.has(made);
  const units = (calls: LedgerCall[]) =>
    ledger.esims.filter(({ reference }) => calls.some(({ made }) => made === reference)).length;
  let last = 0;
  return processes.flatMap((ended) => {
    // One that has sent nothing speaks of what those before it have done.
    last = Math.max(last, ...ended.sent);
    // What was killed has said nothing of it all.
    if (ended.by !== 'itself') return [];
    const calls = own.filter(({ number }) => ended.sent.has(number));
    const said: Said = {
      verb: ended.args[0] ?? '',
      code: ended.code,
      json: jsonOf(ended.stdout),
      spent: calls.filter(isSpent),
      done: calls.filter(({ method, path, made }) => made !== null && (method === 'DELETE' || PATHS.refund.test(path))),
      texts: calls.filter(({ path, status }) => PATHS.sms.test(path) && status === 200),
      soFar: units(own.filter((call) => call.number <= last && isSpent(call))),
    };
    return CLAIMS.filter(({ holds, isTrue }) => holds(said) && !isTrue(said)).map(
      ({ says }) => `${ended.args.slice(0, 2).join(' ')} ended with ${ended.code}: ${says}`,
    );
  });
}

function jsonOf(stdout: string): Said['json'] {
  try {
    const value: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    return typeof value === 'object' && value !== null ? (value as Said['json']) : {};
  } catch {
    return {};
  }
}
