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

/** When a process of the first station has come so far. */
export interface InLife {
  /** Counted from 0. */
  life: number;
  when: Moment;
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

/** What an operator does besides, on the eSIM he has sold as the `which`-th or on the stock. */
export type Act =
  | { does: 'topup'; bundle: string; which: number }
  | { does: 'revoke' | 'sms'; which: number }
  | { does: 'buy' | 'refund'; bundle: string; quantity: number };

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
  /** After which rounds he does something else. */
  acts: (Act & { round: number })[];
  /** After which round the folder is saved, and after which later one that copy is put back. */
  restores: { saved: number; back: number } | null;
  /** In which round he uses the key and address of another account. */
  elsewhere: number | null;
  /** Whether each answer to a question is given twice. */
  twice: boolean;
  /** Whether it begins as a copy of the first station's folder. */
  isCopy: boolean;
}

export interface FaultPlan {
  name: FaultName;
  value: string;
  path: string;
  times: number;
  /** Armed so many milliseconds after the start of this life of the first station, counted from 0. */
  life: number;
  ms: number;
  /** Of one that holds an answer, or stands: milliseconds until it lets go. */
  releaseAfter: number;
}

/** Somebody who works with the same account by other means and leaves no marks. */
export interface Stranger {
  /** Made long before, so that it can be seen that there is somebody. */
  earlier: Line;
  /** What he applies when the first station does something. */
  applies: (Line & InLife)[];
}

/** What others do to the account; eSIMs are counted in the order in which the account made them. */
export type Deed =
  | { does: 'restock' | 'order' | 'refund'; bundle: string; quantity: number }
  | { does: 'price'; bundle: string; price: number }
  | { does: 'edit'; which: number; to: 'nothing' | 'words' | 'half' }
  | { does: 'remove'; which: number }
  | { does: 'key' }
  /** From then on the API answers no more questions about this one. */
  | { does: 'close'; what: 'bundles' | 'codes'; which: number; status: number };

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
  /** Seconds that the program is told the API may take; no plan takes longer. */
  patience: number;
  /** The second works at the same time with a profile of its own. */
  stations: [StationPlan] | [StationPlan, StationPlan];
  stranger: Stranger | null;
  deeds: (Deed & InLife)[];
  faults: FaultPlan[];
}
