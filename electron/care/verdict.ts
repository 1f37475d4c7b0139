import type { Verdict } from '../../shared/model.ts';

/** On a phone now, by what the platforms call it (esim-go-api.md, section 2). */
const ON_A_PHONE = new Set(['installed', 'downloaded', 'enabled', 'disabled', 'confirmed']);
const WITHDRAWN = new Set(['unavailable', 'deactivated']);
/** Free to be installed: never used, or taken off a phone again. */
const FREE = new Set(['released', 'deleted']);

/**
 * What can be said of an eSIM. The status alone does not tell: `Released` together with a first installation means that it was
 * installed once and then removed.
 * @param installed when a phone first installed it (RFC 3339); null when none ever did
 */
export function verdictOf(profileStatus: string | null, installed: string | null): Verdict {
  const status = profileStatus?.toLowerCase() ?? '';
  if (WITHDRAWN.has(status)) return { kind: 'withdrawn' };
  if (ON_A_PHONE.has(status)) return { kind: 'installed', since: installed };
  if (FREE.has(status)) return installed ? { kind: 'removed', installed } : { kind: 'never-installed' };
  return { kind: 'other', status: profileStatus ?? '' };
}
