import { parseArgs } from 'node:util';
import { StationError } from '../../shared/errors.ts';

/** Chromium's and Electron's own switches stand among ours; they are not for us to judge. */
const HOST_SWITCH =
  /^--(no-sandbox|inspect|remote-debugging|ozone-platform|enable-|disable-|force-|headless|user-data-dir|lang=)/;

/** @throws StationError `command.usage` with the reason */
export function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: joinNegatives(args.filter((arg) => !HOST_SWITCH.test(arg))),
      allowPositionals: true,
      options: {
        bundle: { type: 'string', multiple: true },
        quantity: { type: 'string', multiple: true },
        reference: { type: 'string' },
        starts: { type: 'string' },
        manifest: { type: 'string' },
        'leave-out-wrong': { type: 'boolean' },
        'repeats-are-meant': { type: 'boolean' },
        encoding: { type: 'string' },
        column: { type: 'string', multiple: true },
        iccids: { type: 'string' },
        adopt: { type: 'string' },
        'send-again': { type: 'boolean' },
        leave: { type: 'boolean' },
        number: { type: 'string' },
        assignment: { type: 'string' },
        message: { type: 'string' },
        sheet: { type: 'string' },
        codes: { type: 'string' },
        json: { type: 'boolean' },
        yes: { type: 'boolean' },
        processing: { type: 'string' },
        data: { type: 'string' },
        api: { type: 'string' },
        practice: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('.')[0] ?? '') : '';
    throw usage(/^[\w '<>,=-]+$/.test(reason) ? reason : 'an option is not known');
  }
}

export type Values = ReturnType<typeof readArguments>['values'];

/** `--quantity -1` is a wrong quantity with a sentence of its own, not a riddle about unknown options. */
function joinNegatives(args: readonly string[]): string[] {
  return args.flatMap((arg, at) => {
    const value = args[at + 1];
    if (arg === '--quantity' && value?.startsWith('-')) return [`--quantity=${value}`];
    return args[at - 1] === '--quantity' && arg.startsWith('-') ? [] : [arg];
  });
}

export function usage(reason: string): StationError {
  return new StationError('command.usage', { reason });
}

/** What was given, where it is a word or a time: a scanner that types into a terminal may have given an activation code. */
export function quoted(text = ''): string {
  return /^(?:[a-z-]{1,20}|[\d:.TZ+ -]{1,30})$/i.test(text) ? `“${text}”` : 'what was given';
}
