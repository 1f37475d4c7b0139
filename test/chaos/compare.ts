/** Holds what stations have written down against what the account really spent. */

import type { Ledger } from '../../electron/training/index.ts';
import { buildActivationCode } from '../../shared/activation-code.ts';
import type { BatchItem } from '../../shared/model.ts';
import type { Outcome } from './station.ts';

export interface Findings {
  /** Spent by a station and in none of its items. */
  lost: string[];
  /** Spent beyond what was wanted, or one eSIM in two places. */
  doubled: string[];
  /** Made by somebody else and in a station's items. */
  wronglyAdopted: string[];
  /** Items that did not come to their end, or that say something else than the account. */
  unsettled: string[];
}

/** One bundle on one eSIM. */
type Unit = string;

const unitOf = (iccid: string, bundle: string): Unit => `${iccid} ${bundle}`;
/** The API has refused what ended so, or nobody sent it. */
const mayBeUnspent = ({ state }: BatchItem): boolean => state === 'failed' || state === 'cancelled';

export function compare(ledger: Ledger, stations: readonly Outcome[]): Findings {
  const findings: Findings = { lost: [], doubled: [], wronglyAdopted: [], unsettled: [] };
  for (const [number, station] of stations.entries()) {
    const others = new Set(stations.filter((other) => other !== station).flatMap(({ agents }) => [...agents]));
    compareOne(ledger, station, { others, name: `station ${number}`, findings });
  }
  for (const [iccid, count] of counts(stations.flatMap(({ books }) => newEsims(books)))) {
    if (count > 1) findings.doubled.push(`${iccid} stands in ${count} items`);
  }
  return findings;
}

interface Side {
  others: ReadonlySet<string>;
  name: string;
  findings: Findings;
}

function compareOne(ledger: Ledger, { books, agents, settled }: Outcome, { others, name, findings }: Side): void {
  const isOurs = (agent: string) => agents.has(agent) && !others.has(agent);
  const references = new Set(ledger.applies.filter(({ agent }) => isOurs(agent)).map(({ reference }) => reference));
  const spent = ledger.esims.filter(({ reference }) => references.has(reference));
  const items = books.batches.flatMap(({ kind, items }) => items.map((item) => ({ ...item, kind })));

  // What was wanted of each bundle, and of each eSIM that is topped up.
  const written = counts(items.flatMap(({ iccid, bundle }) => (iccid ? [unitOf(iccid, bundle)] : [])));
  const paid = counts(spent.map(({ iccid, bundle }) => unitOf(iccid, bundle)));
  for (const [unit, count] of paid) {
    for (let more = written.get(unit) ?? 0; more < count; more++) findings.lost.push(`${name}: ${unit}`);
  }
  const wanted = counts(items.filter((item) => !isUnspent(item, paid)).map(({ bundle }) => bundle));
  for (const [bundle, count] of counts(spent.map(({ bundle }) => bundle))) {
    for (let more = wanted.get(bundle) ?? 0; more < count; more++) findings.doubled.push(`${name}: ${bundle}`);
  }

  const foreign = new Set(ledger.applies.filter(({ agent }) => !isOurs(agent)).flatMap(({ iccids }) => iccids));
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

/** A failed item may name an eSIM that the API has made and refused the bundle for. */
function isUnspent(item: BatchItem, paid: ReadonlyMap<Unit, number>): boolean {
  return mayBeUnspent(item) && !(item.iccid && paid.has(unitOf(item.iccid, item.bundle)));
}

function newEsims({ batches }: Outcome['books']): string[] {
  return batches.filter(({ kind }) => kind === 'new').flatMap(({ items }) => items.flatMap(({ iccid }) => iccid ?? []));
}

function counts<Key>(keys: readonly Key[]): Map<Key, number> {
  const all = new Map<Key, number>();
  for (const key of keys) all.set(key, (all.get(key) ?? 0) + 1);
  return all;
}
