import { moment } from '../words.ts';

export function Time({ at }: { at: string }) {
  return <time dateTime={at}>{moment(at)}</time>;
}
