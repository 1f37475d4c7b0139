import { useCallback, useEffect, useState } from 'react';
import type { Envelope } from '../../shared/contract.ts';
import { problemOf } from '../../shared/errors.ts';
import type { Problem } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';
import { createLane } from '../stores/latest.ts';

interface Answered<Value> {
  /** The last answer; it stays while it is asked for again, and when that fails. */
  value: Value | null;
  problem: Problem | null;
  asking: boolean;
}

export interface Asked<Value> extends Answered<Value> {
  again: () => Promise<void>;
}

/**
 * What the main process says, for as long as the screen is open: asked at once, and again when told to.
 * @param ask the same function as long as the question is the same (`useCallback`)
 */
export function useAsked<Value>(ask: () => Promise<Envelope<Value>>): Asked<Value> {
  const [state, setState] = useState<Answered<Value>>({ value: null, problem: null, asking: true });
  const [lane] = useState(createLane);

  const again = useCallback(async () => {
    const isLatest = lane();
    setState((before) => ({ ...before, asking: true }));
    try {
      const value = await unwrap(ask());
      if (isLatest()) setState({ value, problem: null, asking: false });
    } catch (error) {
      if (isLatest()) setState((before) => ({ ...before, problem: problemOf(error), asking: false }));
    }
  }, [ask, lane]);

  useEffect(() => {
    void again();
    // An answer that comes after the screen has closed counts for nothing.
    return () => void lane();
  }, [again, lane]);

  return { ...state, again };
}
