import { readMark } from '../../../shared/station-mark.ts';
import { ApiError, type ListedEsim } from '../../esim-go/index.ts';
import type { Context } from '../context.ts';

/** Whose eSIMs are: this station's by its rows, another station's by its mark, some stranger's by what he wrote, or nobody's. */
export type Claim = { by: 'us' | 'nobody' | 'stranger' } | { by: 'station'; station: string; clean: boolean };

/** eSIMs of one apply or order, as the account shows them. */
export interface Group {
  reference: string;
  bundle: string;
  iccids: string[];
  /** By the API's clock, milliseconds since the epoch. */
  assignedAt: number;
  claim: Claim;
  /** The API is still working on it: there may be more of it than shows. */
  growing: boolean;
}

export function claimOf({ iccid, customerRef }: ListedEsim, { store, station }: Context): Claim {
  if (store.items.owner(iccid)) return { by: 'us' };
  const { mark } = readMark(customerRef ?? '');
  // Our own mark without a row: we claimed it and died before we could write that down.
  if (mark) return mark.station === station ? { by: 'nobody' } : { by: 'station', ...mark };
  return { by: customerRef ? 'stranger' : 'nobody' };
}

/** A station's claim counts more than a stranger's text, and both more than nobody's; of two marks the clean one is the later. */
const weightOf = (claim: Claim): number =>
  ({ nobody: 0, stranger: 1, station: 2, us: 4 })[claim.by] + (claim.by === 'station' && claim.clean ? 1 : 0);

/**
 * Sorts eSIMs into the applies that made them. Costs two calls a group: what is on one of its eSIMs, and which others came with it. Where
 * the API names only some of those, the rest is found one by one.
 * @returns the groups, and whether every eSIM could be put into one
 */
export async function groupsOf(
  esims: readonly ListedEsim[],
  context: Context,
): Promise<{ groups: Group[]; complete: boolean }> {
  const { client, store } = context;
  const listed = new Map(esims.map((esim) => [esim.iccid, esim]));
  const groups = new Map<string, Group>();
  const placed = new Set<string>();
  let complete = true;

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
    // A new eSIM has what it was made with first.
    const [made] = (await client.esimBundles(iccid, { includeUsed: true, limit: 200 })).toSorted(
      (a, b) => Date.parse(a.assignedAt ?? '') - Date.parse(b.assignedAt ?? ''),
    );
    if (!made?.reference) {
      complete = false;
      continue;
    }
    const { reference, name: bundle, state } = made;
    const known = groups.get(reference);
    const claim: Claim = { by: store.journal.isOurs(reference) ? 'us' : 'nobody' };
    const assignedAt = Date.parse(made.assignedAt ?? assignedDate ?? '');
    const group = known ?? { reference, bundle, iccids: [], assignedAt, claim, growing: state === 'processing' };
    groups.set(reference, group);
    const others = known ? [] : await assigned(context, reference);
    if (!others) group.growing = true;
    place(group, [iccid, ...(others ?? [])]);
  }
  return { groups: [...groups.values()], complete };
}

/** The eSIMs of an apply; null while the API is working on it. */
async function assigned({ client }: Context, reference: string): Promise<string[] | null> {
  try {
    return (await client.assignments(reference)).map(({ iccid }) => iccid);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'api.busy') return null;
    throw error;
  }
}
