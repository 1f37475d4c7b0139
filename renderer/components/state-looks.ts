import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  CircleQuestionMark,
  CircleSlash,
  CircleStop,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  ScanLine,
  Send,
  TriangleAlert,
} from 'lucide-react';
import type { BatchState, ItemState } from '../../shared/model.ts';

/** `idle` waits, `busy` moves by itself, `good` is done, `warn` and `bad` need a person. */
export type Tone = 'idle' | 'busy' | 'good' | 'warn' | 'bad';

interface Looks {
  icon: LucideIcon;
  tone: Tone;
}

export const itemLooks: Record<ItemState, Looks> = {
  planned: { icon: CircleDashed, tone: 'idle' },
  applying: { icon: Send, tone: 'busy' },
  assigned: { icon: CircleDot, tone: 'busy' },
  fetched: { icon: ScanLine, tone: 'busy' },
  ready: { icon: CircleCheck, tone: 'good' },
  failed: { icon: CircleX, tone: 'bad' },
  unknown: { icon: CircleQuestionMark, tone: 'warn' },
  quarantined: { icon: Ban, tone: 'bad' },
  cancelled: { icon: CircleSlash, tone: 'idle' },
};

export const batchLooks: Record<BatchState, Looks> = {
  working: { icon: LoaderCircle, tone: 'busy' },
  paused: { icon: CirclePause, tone: 'idle' },
  waiting: { icon: CircleStop, tone: 'warn' },
  ready: { icon: CircleCheck, tone: 'good' },
  attention: { icon: TriangleAlert, tone: 'bad' },
  unknown: { icon: CircleQuestionMark, tone: 'warn' },
  cancelled: { icon: CircleSlash, tone: 'idle' },
};
