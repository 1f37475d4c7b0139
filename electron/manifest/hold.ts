import type { ManifestCheck, ManifestRow, Problem, StockBundle } from '../../shared/model.ts';

/**
 * Holds the rows against the stock. In their order each right one takes what it needs, and one that no longer fits takes nothing.
 * @param leaveOut lines that a person leaves out; they take nothing
 */
export function holdAgainst(
  rows: readonly ManifestRow[],
  stock: readonly StockBundle[],
  leaveOut: ReadonlySet<number>,
): Pick<ManifestCheck, 'rows' | 'quantity' | 'bundles'> {
  const inStock = new Map(stock.map(({ name, remaining }) => [name, Math.max(0, remaining)]));
  const spellings = new Map(stock.map(({ name }) => [name.toLowerCase(), name]));
  const taken = new Map<string, number>();

  const hold = (row: ManifestRow): ManifestRow => {
    const { bundle, quantity } = row;
    if (bundle === '') return row;
    const held = inStock.get(bundle);
    if (held === undefined) return withProblem(row, notInStock(bundle, spellings.get(bundle.toLowerCase())));
    if (quantity === null || row.problems.length > 0 || leaveOut.has(row.line)) return row;
    const before = taken.get(bundle) ?? 0;
    const left = held - before;
    if (quantity > left)
      return withProblem(row, { code: 'manifest.stock', params: { bundle, wanted: quantity, left } });
    taken.set(bundle, before + quantity);
    return row;
  };

  return {
    rows: rows.map(hold),
    quantity: [...taken.values()].reduce((sum, wanted) => sum + wanted, 0),
    bundles: [...taken].map(([bundle, wanted]) => ({ bundle, wanted, left: inStock.get(bundle) ?? 0 })),
  };
}

function notInStock(bundle: string, suggestion: string | undefined): Problem {
  return suggestion
    ? { code: 'manifest.bundle-case', params: { bundle, suggestion } }
    : { code: 'manifest.unknown-bundle', params: { bundle } };
}

const withProblem = (row: ManifestRow, problem: Problem): ManifestRow => ({
  ...row,
  problems: [...row.problems, problem],
});
