import { StationError } from '../../shared/errors.ts';
import type { MessageKey, MessageParams } from '../../shared/messages/index.ts';

type Reason = MessageKey extends infer Key ? (Key extends `command.reason.${infer Name}` ? Name : never) : never;

/** A call that says nothing we could do: its reason is a message too, said inside the sentence of `command.usage`. */
export class UsageError extends StationError {
  readonly reason: Reason;

  constructor(reason: Reason, params: MessageParams = {}) {
    super('command.usage', params);
    this.reason = reason;
  }
}

/** What was given, where it is a word or a time: a scanner that types into a terminal may have given an activation code. */
export function shown(text = ''): string {
  return /^(?:[a-z-]{1,20}|[\d:.TZ+ -]{1,30})$/i.test(text) ? text : '…';
}
