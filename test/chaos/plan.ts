/** What happens in a run, all of it drawn before it begins: a plain value that is printed when the run fails. */
import type { FaultName, Variant } from '../../electron/training/index.ts';

export interface Line {
  bundle: string;
  quantity: number;
}

/** What an operator wants. A top-up goes on every eSIM that the station has made before. */
export type Order = { kind: 'new'; lines: Line[]; manifest: boolean } | { kind: 'top-up'; bundle: string };

/** Milliseconds after the start of a process, or after the number-th call or apply that it sent has arrived. */
export interface Moment {
  after: 'start' | 'call' | 'apply';
  number: number;
  ms: number;
}

export interface Kill {
  when: Moment;
  /** Share of the unflushed changes of each file that a power cut leaves there; null: kill -9, which loses none. */
  kept: number | null;
}

/** One process of the program, from its start to its end. */
export interface Life {
  kill: Kill | null;
  /** No file may grow beyond so many blocks of 512 bytes. */
  blocks: number | null;
  /** Jumps of its clock, milliseconds: when after its start and by how much. */
  clock: [after: number, by: number][];
}

export interface StationPlan {
  /** Made in peace before the run begins: what a top-up goes on, or what shows others that this station is there. */
  earlier: Line | null;
  order: Order;
  /** Milliseconds after the beginning of the run. */
  startsAfter: number;
  /** Those after the last are left in peace. */
  lives: Life[];
  /** In which round the operator gives up what was not sent yet; null: never. */
  cancels: number | null;
  /** Whether he asks once more for what the API refused. */
  retries: boolean;
}

export interface FaultPlan {
  name: FaultName;
  path: string;
  times: number;
  /** Armed so many milliseconds after the start of this life of the first station, counted from 0. */
  life: number;
  ms: number;
  /** Of one that holds an answer: milliseconds until it lets go. */
  releaseAfter: number;
}

/** Somebody who works with the same account by other means and leaves no marks. */
export interface Stranger {
  /** Made long before, so that it can be seen that there is somebody. */
  earlier: Line;
  /** What he applies when the first station does something. */
  applies: (Line & { life: number; when: Moment })[];
}

export interface Plan {
  run: number;
  seed: number;
  account: {
    seed: number;
    variant: Variant;
    latency: number;
    processing: number;
    stock: Record<string, number>;
  };
  /** The second works at the same time with a profile of its own. */
  stations: [StationPlan] | [StationPlan, StationPlan];
  stranger: Stranger | null;
  faults: FaultPlan[];
}
