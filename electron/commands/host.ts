import { StationError } from '../../shared/errors.ts';
import type { Translate } from '../../shared/messages/index.ts';
import type { Problem, Sheet } from '../../shared/model.ts';
import type { StationOptions } from '../station.ts';
import { UsageError } from './usage.ts';

/** What a verb gets from the program around it. */
export interface CommandHost {
  station: Omit<StationOptions, 'mode' | 'onProgress'>;
  operator: string;
  t: Translate;
  /** Draws a sheet in a hidden window. */
  pdf: (sheet: Sheet) => Promise<Uint8Array>;
  /** Results, a line each. */
  out: (line: string) => void;
  /** Progress and explanations, a line each. */
  err: (line: string) => void;
}

/** The sentence for anything that was thrown. */
export function sentence(error: unknown, t: Translate): string {
  if (error instanceof UsageError) {
    return t('error.command.usage', { reason: t(`command.reason.${error.reason}`, error.params) });
  }
  return error instanceof StationError ? problemSentence(error, t) : t('error.internal');
}

export function problemSentence({ code, params }: Problem, t: Translate): string {
  return t(`error.${code}`, params);
}
