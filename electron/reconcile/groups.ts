import { readMark } from '../../shared/station-mark.ts';
import type { ListedEsim } from '../esim-go/index.ts';
import type { Context } from './context.ts';

/**
 * Whose eSIMs are: this station's by its rows, another station's by its mark, some stranger's by what he wrote, or nobody's. `twin`: they
 * bear this station's mark, and its history knows nothing of them. `unsure`: they bear it, and the answer to its writing got lost, so it may
 * stand on somebody else's.
 */
export type Claim =
  | { by: 'us' | 'nobody' | 'stranger' | 'unsure' | 'twin' }
  | { by: 'station'; station: string; clean: boolean };

/** eSIMs of one apply or order, as the account shows them. */
export interface Group {
  reference: string;
  bundle: string;
  iccids: string[];
  /** By the account's dates, milliseconds since the epoch. */
  assignedAt: number;
  claim: Claim;
  /** The API is still working on it: there may be more of it than shows. */
  growing: boolean;
}

export interface Grouped {
  groups: Group[];
  /** The account did not tell what these were made with: ICCIDs. */
  unseen: string[];
}

export function claimOf({ iccid, customerRef }: ListedEsim, { store, isOwnMark }: Context): Claim {
  if (store.items.owner(iccid)) return { by: 'us' };
  const { mark } = readMark(customerRef ?? '');
  if (!mark) return { by: customerRef ? 'stranger' : 'nobody' };
  if (!isOwnMark(mark.station)) return { by: 'station', ...mark };
  // We claimed it and died before we could write that down; or somebody works with a copy of this history.
  return { by: MARKED[store.journal.hasMarked(iccid)] };
}

const MARKED = { surely: 'nobody', perhaps: 'unsure', never: 'twin' } as const;

/** Of an eSIM of ours that no row has: the answer of its apply did not name it. */
export const isStray = (iccid: string, { reference }: Pick<Group, 'reference'>, { store }: Context): boolean =>
  store.journal.isOurs(reference) && !store.items.owner(iccid);

/** A station's claim counts more than a stranger's text, and both more than nobody's; of two marks the clean one is the later. */
const weightOf = (claim: Claim): number =>
  ({ nobody: 0, stranger: 1, unsure: 1, station: 2, twin: 4, us: 5 })[claim.by] +
  (claim.by === 'station' && claim.clean ? 1 : 0);

/**
 * Sorts eSIMs into the applies that made them. Costs two calls a group the first time: what is on one of its eSIMs, and which others came
 * with it. Where the API names only some of those, or none, the rest is found one by one.
 */
export async function groupsOf(esims: readonly ListedEsim[], context: Context): Promise<Grouped> {
  const { store, facts, signal } = context;
  const listed = new Map(esims.map((esim) => [esim.iccid, esim]));
  const groups = new Map<string, Group>();
  const placed = new Set<string>();
  const unseen: string[] = [];

  function place(group: Group, iccids: readonly string[]): void {
    for (const iccid of iccids) {
      placed.add(iccid);
      const esim = listed.get(iccid);
      const claim = esim ? claimOf(esim, context) : group.claim;
      if (weightOf(claim) > weightOf(group.claim)) group.claim = claim;
    }
    group.iccids = [...new Set([...group.iccids, ...iccids])];
  }

  for (const { iccid, assignedDate } of esims) {
    if (placed.has(iccid)) continue;
    signal.throwIfAborted();
    const made = await facts.madeWith(iccid, assignedDate);
    if (!made) {
      unseen.push(iccid);
      continue;
    }
    const { reference, bundle, assignedAt, processing } = made;
    const known = groups.get(reference);
    const group = known ?? {
      reference,
      bundle,
      iccids: [],
      assignedAt,
      claim: { by: store.journal.isOurs(reference) ? 'us' : 'nobody' } satisfies Claim,
      growing: processing,
    };
    groups.set(reference, group);
    const others = known ? [] : await facts.assigned(reference);
    if (others === null) group.growing = true;
    place(group, [iccid, ...(others ?? [])]);
  }
  return { groups: [...groups.values()], unseen };
}
