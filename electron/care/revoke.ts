import type { EsimBundle, RevokePreview, Verdict } from '../../shared/model.ts';

/** Purchases older than this are not refunded, typically (esim-go-api.md, section 3.8). */
const REFUND_PERIOD_MS = 60 * 24 * 60 * 60 * 1000;

/**
 * What revoking one bundle would do. The API's dry run only answers with a text of unknown wording, so the outcome is read from
 * the text where it is plain and from the bundle itself where that is certain; otherwise nobody can tell, and that is said.
 */
export function revokePreview(
  said: string,
  bundle: EsimBundle,
  esim: { bundles: EsimBundle[]; verdict: Verdict },
  now: Date,
): RevokePreview {
  const others = esim.bundles.filter(
    ({ assignmentId, state }) => assignmentId !== bundle.assignmentId && state !== 'revoked' && state !== 'lapsed',
  );
  return {
    said,
    refunded: isRefunded(said, bundle, now),
    mayLeaveAccount: others.length === 0 && esim.verdict.kind === 'never-installed',
  };
}

function isRefunded(said: string, bundle: EsimBundle, now: Date): boolean | null {
  const started =
    bundle.startsAt !== null || bundle.state === 'active' || bundle.state === 'depleted' || bundle.state === 'expired';
  const used =
    bundle.remainingBytes !== null && bundle.initialBytes !== null && bundle.remainingBytes < bundle.initialBytes;
  const old = bundle.assignedAt !== null && now.getTime() - Date.parse(bundle.assignedAt) > REFUND_PERIOD_MS;
  if (started || used || old) return false;
  if (/\b(not|no|without|disabled)\b/i.test(said)) return false;
  return /refunded|returned/i.test(said) ? true : null;
}
