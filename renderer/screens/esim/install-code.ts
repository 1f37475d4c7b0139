import type { Esim, EsimState } from '../../../shared/model.ts';

/** What installs an eSIM; a bearer secret. */
export interface Code {
  smdpAddress: string;
  matchingId: string;
  activationCode: string;
}

/**
 * The code to hand out. What this computer has verified or set aside decides; only for an eSIM it has no record of does the
 * account's word stand alone.
 */
export function codeToShow(local: Esim | null, live: EsimState | null): Code | null {
  if (local) return local.state === 'ready' ? local : null;
  if (!live?.smdpAddress || !live.matchingId || !live.activationCode) return null;
  const { smdpAddress, matchingId, activationCode } = live;
  return { smdpAddress, matchingId, activationCode };
}
