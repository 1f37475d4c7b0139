import { useState } from 'react';
import { problemOf } from '../../shared/errors.ts';
import type { Problem } from '../../shared/model.ts';

interface ActionState {
  /** Name of the action under way. */
  running: string | null;
  /** What the last one came to: a sentence, a problem, or nothing worth saying. */
  said: string | null;
  problem: Problem | null;
}

export interface Action extends ActionState {
  run(name: string, work: () => Promise<string | null> | Promise<void>): Promise<void>;
}

const idle: ActionState = { running: null, said: null, problem: null };

/** Runs the actions of a screen one at a time and remembers how the last one ended. */
export function useAction(): Action {
  const [state, setState] = useState(idle);

  async function run(name: string, work: () => Promise<string | null> | Promise<void>): Promise<void> {
    setState({ ...idle, running: name });
    try {
      setState({ ...idle, said: (await work()) ?? null });
    } catch (error) {
      setState({ ...idle, problem: problemOf(error) });
    }
  }

  return { ...state, run };
}
