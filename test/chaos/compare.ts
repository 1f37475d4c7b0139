/** Holds what stations have written down against what the account really spent. */

import type { Ledger, LedgerCall } from '../../electron/training/index.ts';
import { buildActivationCode } from '../../shared/activation-code.ts';
import type { BatchItem, BatchKind } from '../../shared/model.ts';
import { untrueClaims } from './claims.ts';
import type { Outcome } from './station.ts';
import { askedBy, spendingCalls } from './truth.ts';

export interface Findings {
  /** Spent by a station and in none of its items. */
  lost: string[];
  /** Spent beyond what was wanted. */
  doubled: string[];
  /** Made by somebody else and in a station's items. */
  wronglyAdopted: string[];
  /** One eSIM in two items. */
  soldTwice: string[];
  /** Items that did not come to their end, or that say something else than the account. */
  unsettled: string[];
  /** What the program has said and the account knows better. */
  untrue: string[];
}

/** One bundle on one eSIM. */
type Unit = string;
type Item = BatchItem & { kind: BatchKind };

const unitOf = (iccid: string, bundle: string): Unit => `${iccid} ${bundle}`;
/** The API has refused what ended so, or nobody sent it. */
const mayBeUnspent = ({ state }: BatchItem): boolean => state === 'failed' || state === 'cancelled';

export function compare(ledger: Ledger, stations: readonly Outcome[]): Findings {
  const findings: Findings = { lost: [], doubled: [], wronglyAdopted: [], soldTwice: [], unsettled: [], untrue: [] };
  const seen = new Set<string>();
  const all: Item[] = [];
  for (const [number, station] of stations.entries()) {
    // What a copied folder brought along is the other's.
    const batches = station.books.batches.filter(({ id }) => !seen.has(id));
    for (const { id } of batches) seen.add(id);
    const items = batches.flatMap(({ kind, items }) => items.map((item) => ({ ...item, kind })));
    all.push(...items);
    compareOne(ledger, station, { items, name: `station ${number}`, findings });
    findings.untrue.push(...untrueClaims(ledger, station).map((claim) => `station ${number}: ${claim}`));
  }
  const sold = all.flatMap(({ kind, iccid }) => (kind === 'new' && iccid ? [iccid] : []));
  for (const [iccid, count] of counts(sold)) {
    if (count > 1) findings.soldTwice.push(`${iccid} stands in ${count} items`);
  }
  return findings;
}

interface Side {
  items: readonly Item[];
  name: string;
  findings: Findings;
}

function compareOne(ledger: Ledger, { books, sent, settled }: Outcome, { items, name, findings }: Side): void {
  // Whoever got no answer and was given another bundle, or more than he asked for, cannot know that it was for him.
  const isBlind = (call: LedgerCall) => {
    const made = ledger.esims.filter(({ reference }) => reference === call.made);
    const isOther = made.length > askedBy(call) || made.some(({ bundle }) => bundle !== (nameOf(call.body) ?? bundle));
    return isOther && !books.taken.has(call.made ?? '');
  };
  const calls = spendingCalls(ledger, sent).filter((call) => call.made !== null && !isBlind(call));
  const ours = new Set(spendingCalls(ledger, sent).map(({ made }) => made));
  const known = new Set(items.flatMap(({ kind, iccid }) => (kind === 'new' && iccid ? [iccid] : [])));
  const spent = ledger.esims.filter(({ reference }) => ours.has(reference));
  const answerable = new Set(calls.map(({ made }) => made));

  // What was wanted of each bundle, and of each eSIM that is topped up.
  const written = counts(items.flatMap(({ iccid, bundle }) => (iccid ? [unitOf(iccid, bundle)] : [])));
  const paid = counts(spent.map(({ iccid, bundle }) => unitOf(iccid, bundle)));
  const mayMiss = surplus(calls, spent);
  // A top-up that the API has carried out more than once is one item, which says so.
  const told = new Set(
    items
      .filter(({ problem }) => problem?.code === 'provisioning.more-on-esim')
      .map(({ iccid, bundle }) => unitOf(iccid ?? '', bundle)),
  );
  for (const [unit, count] of paid) {
    const esim = spent.find(({ iccid, bundle }) => unitOf(iccid, bundle) === unit);
    // Another bundle than was asked for is kept with its eSIM; what has left the account nobody can see.
    if (!esim || esim.away || !answerable.has(esim.reference) || (known.has(esim.iccid) && !written.has(unit)))
      continue;
    if (told.has(unit)) continue;
    for (let more = written.get(unit) ?? 0; more < count; more++) {
      const left = mayMiss.get(esim.reference) ?? 0;
      if (left > 0) mayMiss.set(esim.reference, left - 1);
      else findings.lost.push(`${name}: ${unit}`);
    }
  }
  const wanted = counts(items.filter((item) => !isUnspent(item, paid)).map(({ bundle }) => bundle));
  const held = new Map(items.flatMap(({ iccid, bundle }) => (iccid ? [[unitOf(iccid, bundle), bundle] as const] : [])));
  const asked = calls.flatMap((call) => {
    // Whoever wants another one for what has left the account pays for it knowingly.
    const there = spent.filter(({ reference, away }) => reference === call.made && !away);
    // What was given in place of another bundle serves the item it stands in.
    const name = nameOf(call.body);
    return there.slice(0, askedBy(call)).map(({ iccid, bundle }) => held.get(unitOf(iccid, bundle)) ?? name ?? bundle);
  });
  for (const [bundle, count] of counts(asked)) {
    for (let more = wanted.get(bundle) ?? 0; more < count; more++) findings.doubled.push(`${name}: ${bundle}`);
  }

  const foreign = new Set(
    ledger.applies.filter(({ reference }) => !ours.has(reference)).flatMap(({ iccids }) => iccids),
  );
  const made = new Set(spent.map(({ iccid }) => iccid));
  for (const { iccid, kind } of items) {
    if (kind === 'new' && iccid && foreign.has(iccid) && !made.has(iccid)) {
      findings.wronglyAdopted.push(`${name}: ${iccid}`);
    }
  }

  const codes = new Map(
    ledger.esims.map((esim) => [esim.iccid, buildActivationCode(esim.smdpAddress, esim.matchingId)]),
  );
  for (const { position, state, iccid, bundle, kind } of items) {
    if (state !== 'ready') continue;
    const isThere = iccid !== null && (paid.get(unitOf(iccid, bundle)) ?? 0) > 0;
    const isRight = kind === 'top-up' || (iccid !== null && books.cards.get(iccid) === codes.get(iccid));
    if (!isThere || !isRight) findings.unsettled.push(`${name}: item ${position} is ready with ${iccid}, wrongly`);
  }
  if (!settled) {
    const states = counts(items.map(({ state }) => state));
    findings.unsettled.push(
      `${name}: ${[...states].map(([state, count]) => `${count} ${state}`).join(', ') || 'nothing'}`,
    );
  }
}

/** How many more than it was asked for each call has spent: they belong to no order, and no item can want them. */
function surplus(calls: ReturnType<typeof spendingCalls>, spent: Ledger['esims']): Map<string, number> {
  return new Map(
    calls.map((call) => [
      call.made ?? '',
      Math.max(0, spent.filter(({ reference }) => reference === call.made).length - askedBy(call)),
    ]),
  );
}

function nameOf(body: string | null): string | undefined {
  return (JSON.parse(body || '{}') as { name?: string }).name;
}

/** A failed item may name an eSIM that the API has made and refused the bundle for. */
function isUnspent(item: BatchItem, paid: ReadonlyMap<Unit, number>): boolean {
  return mayBeUnspent(item) && !(item.iccid && paid.has(unitOf(item.iccid, item.bundle)));
}

function counts<Key>(keys: readonly Key[]): Map<Key, number> {
  const all = new Map<Key, number>();
  for (const key of keys) all.set(key, (all.get(key) ?? 0) + 1);
  return all;
}
