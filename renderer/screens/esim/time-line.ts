import type { Act, EsimEvent } from '../../../shared/model.ts';

export type Entry = { at: string; event: EsimEvent } | { at: string; act: Act };

/** What the account recorded and what this station did, in one order, newest first. */
export function timeLine(events: readonly EsimEvent[], acts: readonly Act[]): Entry[] {
  const entries: Entry[] = [
    ...acts.map((act) => ({ at: act.at, act })),
    ...events.map((event) => ({ at: event.at, event })),
  ];
  return entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
