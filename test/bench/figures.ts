/** What a bench measures and what it has to reach. */

export interface Figure {
  figure: string;
  value: number;
  unit: string;
  /** `≤ 200` and the like, for people. */
  goal: string;
  holds: boolean;
}

/** A file `NAME.bench.ts` exports one of these as `bench`. */
export type Bench = () => Promise<Figure[]>;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export function atMost(figure: string, value: number, unit: string, most: number): Figure {
  return { figure, value: rounded(value), unit, goal: `≤ ${most}`, holds: value <= most };
}

export function atLeast(figure: string, value: number, unit: string, least: number): Figure {
  return { figure, value: rounded(value), unit, goal: `≥ ${least}`, holds: value >= least };
}
