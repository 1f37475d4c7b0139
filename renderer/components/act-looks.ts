import { Ban, CircleCheck, CircleQuestionMark, LoaderCircle, type LucideIcon, Unplug } from 'lucide-react';
import type { Act } from '../../shared/model.ts';
import type { Tone } from './state-looks.ts';

/** How an act ended, for the eye; `pending` is still on its way. */
export const actLooks: Record<Exclude<Act['outcome'], null> | 'pending', { icon: LucideIcon; tone: Tone }> = {
  answered: { icon: CircleCheck, tone: 'good' },
  refused: { icon: Ban, tone: 'bad' },
  unsent: { icon: Unplug, tone: 'idle' },
  unknown: { icon: CircleQuestionMark, tone: 'warn' },
  pending: { icon: LoaderCircle, tone: 'busy' },
};
