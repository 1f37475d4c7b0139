import type { Act } from '../../shared/model.ts';
import { t } from '../words.ts';
import { actLooks, actState } from './act-looks.ts';
import { Badge } from './Badge.tsx';

export function ActOutcome({ act }: { act: Pick<Act, 'outcome' | 'settled'> }) {
  const state = actState(act);
  return <Badge {...actLooks[state]}>{t(`care.outcome.${state}`)}</Badge>;
}
