import { type ErrorCode, isOutOfReach } from '../../shared/errors.ts';

/** Exit statuses, as documented in the README. */
export const EXIT = { ready: 0, internal: 1, usage: 2, refused: 3, attention: 4, unknown: 5, unreachable: 6 } as const;

const USAGE = new Set<ErrorCode>([
  'command.usage',
  'plan.quantity',
  'plan.no-bundle',
  'plan.reference',
  'plan.too-many',
  'plan.start-past',
  'plan.iccid',
  'plan.iccid-twice',
  'file.read',
  'iccids.empty',
  'iccids.unreadable',
  'manifest.no-encoding',
  'care.message',
  'api.address',
  'account.no-key',
  'account.key-format',
]);
const LATER = new Set<ErrorCode>(['api.busy', 'api.failed', 'api.malformed']);

/**
 * The status of a failure before anything was spent: 6 asks to try again later, 3 to change the request, 2 to change the call.
 * A history file that cannot be used is a matter of the call, since that names its folder.
 */
export function exitStatusOf(code: ErrorCode): number {
  if (code === 'internal') return EXIT.internal;
  if (LATER.has(code) || isOutOfReach(code)) return EXIT.unreachable;
  return USAGE.has(code) || code.startsWith('store.') ? EXIT.usage : EXIT.refused;
}
