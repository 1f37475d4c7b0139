/** From recorded events back to the account. */
import type { Account } from './account.ts';
import { playRefreshed, playTexted, playUpdated } from './care.ts';
import { playCustomer } from './customer.ts';
import type { AccountEvent, Advanced, Opened } from './events.ts';
import { playApplied } from './grants.ts';
import { playOrdered, playRefunded } from './orders.ts';
import { ORGANISATION } from './organisation.ts';
import { playRemoved, playRenamed, playRepriced, playStocked } from './others.ts';
import { playRevoked } from './revoke.ts';
import { openingStock } from './stock.ts';

/** In cents: enough for hundreds of bundles, and an end that can be met. */
const OPENING_BALANCE = 100_000;

function openAccount(opened: Opened): Account {
  return {
    seed: opened.seed,
    organisation: opened.organisation ?? ORGANISATION,
    prices: new Map(),
    ...openingStock(opened),
    esims: new Map(),
    grants: new Map(),
    orders: new Map(),
    balance: opened.balance ?? OPENING_BALANCE,
    ahead: 0,
    issued: 0,
    assigned: 0,
    actions: 0,
    revokes: [],
    refunds: [],
    refreshes: [],
    texts: [],
    customers: [],
  };
}

export function playAdvanced(account: Account, { ms }: Advanced): void {
  account.ahead += ms;
}

function play(account: Account, event: AccountEvent): void {
  switch (event.type) {
    case 'opened':
      throw new Error('the account is opened twice');
    case 'applied':
      playApplied(account, event);
      break;
    case 'ordered':
      playOrdered(account, event);
      break;
    case 'refunded':
      playRefunded(account, event);
      break;
    case 'revoked':
      playRevoked(account, event);
      break;
    case 'updated':
      playUpdated(account, event);
      break;
    case 'refreshed':
      playRefreshed(account, event);
      break;
    case 'texted':
      playTexted(account, event);
      break;
    case 'customer':
      playCustomer(account, event);
      break;
    case 'stocked':
      playStocked(account, event);
      break;
    case 'repriced':
      playRepriced(account, event);
      break;
    case 'removed':
      playRemoved(account, event);
      break;
    case 'renamed':
      playRenamed(account, event);
      break;
    case 'advanced':
      playAdvanced(account, event);
      break;
  }
}

/** @throws when the events do not make an account. */
export function replay([opened, ...later]: AccountEvent[]): Account {
  if (opened?.type !== 'opened') throw new Error('the first event does not open the account');
  const account = openAccount(opened);
  for (const event of later) play(account, event);
  return account;
}
