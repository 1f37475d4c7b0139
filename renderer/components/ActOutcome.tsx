import type { Act } from '../../shared/model.ts';
import { t } from '../words.ts';
import { actLooks } from './act-looks.ts';
import { Badge } from './Badge.tsx';

export function ActOutcome({ outcome }: Pick<Act, 'outcome'>) {
  const state = outcome ?? 'pending';
  return <Badge {...actLooks[state]}>{t(`care.outcome.${state}`)}</Badge>;
}
