import { useCallback, useState } from 'react';
import type { Envelope } from '../../shared/contract.ts';
import type { Act } from '../../shared/model.ts';
import { t } from '../words.ts';
import { actState, mayChange } from './act-looks.ts';
import { NOTHING_DONE, type Outcome } from './act-result.ts';
import { useBeat } from './use-beat.ts';

/**
 * An outcome that nobody knew, as it is found out while the screen is open: a sentence that says it may or may not have been done must
 * not stand there when it is known.
 * @param acts asks the journal for the acts of the screen, newest first; the same function as long as the screen is
 * @param onFound the same function as long as the screen is
 */
export function useFoundOut(outcome: Outcome, acts: () => Promise<Envelope<Act[]>>, onFound?: () => unknown): Outcome {
  const [found, setFound] = useState<{ of: Outcome; act: Act } | null>(null);
  const code = outcome.problem?.code ?? '';
  const act = found?.of === outcome ? found.act : null;

  const ask = useCallback(async () => {
    const answer = await acts();
    // The newest of its kind is the one that was just sent, or what the station has sent in its place.
    const newest = answer.ok ? answer.value.find(({ kind }) => `unknown.${kind}` === code) : undefined;
    if (!newest) return;
    setFound({ of: outcome, act: newest });
    if (!mayChange(newest)) onFound?.();
  }, [acts, code, outcome, onFound]);

  useBeat(code.startsWith('unknown.') && (act === null || mayChange(act)) ? ask : null);
  return act === null ? outcome : foundOut(outcome, act);
}

function foundOut(outcome: Outcome, act: Act): Outcome {
  const name = t(`care.act.${act.kind}`);
  switch (actState(act)) {
    case 'made':
    case 'answered':
      return { ...NOTHING_DONE, said: t('care.found.done', { act: name }) };
    case 'not-made':
      return { ...NOTHING_DONE, said: t('care.found.not-done', { act: name }), calm: true };
    case 'left':
      return { ...NOTHING_DONE, said: t('care.found.left', { act: name }), calm: true };
    default:
      return { ...outcome, problem: act.problem ?? outcome.problem };
  }
}
