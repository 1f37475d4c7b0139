import type { Candidate } from '../../../shared/model.ts';

/** What the account shows of one lost call. */
export interface Sight {
  /** Groups of eSIMs with the call's bundle that nobody claims, made since the call was sent; oldest first. */
  candidates: Candidate[];
  /** Somebody else works with this account of whom it cannot be excluded that a candidate is theirs. */
  rivals: boolean;
  /** Nothing was too new or too much to be read. */
  complete: boolean;
  /** What is gone from the stock since it was read before the call is just what the account's eSIMs explain. */
  stockFits: boolean;
  /** So many are gone that all candidates may have been made since; what was made just before the call may look like its own. */
  stockCovers: boolean;
  /** Milliseconds since nobody waits for its answer any more. */
  ageMs: number;
}

export interface Lost {
  quantity: number;
  /** Lost calls of this station of exactly the same kind, this one among them: which of them a group belongs to makes no difference. */
  alike: number;
  /** There are others for as many of the same bundle on other terms, such as another start: the account does not tell whose a group is. */
  unlike: boolean;
  /** What a lost call of this station for more of the same made may still be growing. */
  larger: boolean;
}

/**
 * How long it takes until others have shown themselves, until what does not show was not made, and until who has not spoken up will not.
 * Milliseconds.
 */
export interface Waits {
  settleMs: number;
  showsMs: number;
  doubtMs: number;
}

export type Decision = { adopt: Candidate } | 'send-again' | 'wait' | 'ask';

/**
 * What became of a lost call, if the account tells it for sure. Adopting what is another's would sell one eSIM twice, and sending again
 * what was made would pay twice: where neither can be excluded, a person is asked.
 */
export function decide({ quantity, alike, unlike, larger }: Lost, sight: Sight, waits: Waits): Decision {
  const { settleMs, showsMs, doubtMs } = waits;
  const { candidates, rivals, complete, stockFits, stockCovers, ageMs } = sight;
  const [first] = candidates;
  if (!first) {
    if (ageMs < showsMs || (!complete && ageMs < showsMs + doubtMs)) return 'wait';
    return complete && stockFits ? 'send-again' : 'ask';
  }
  const whole = candidates.every(({ iccids }) => iccids.length === quantity);
  // What seems to be all of ours may be the beginning of a larger one.
  if (larger) return 'wait';
  if (complete && whole && !rivals && !unlike && stockCovers && candidates.length <= alike) {
    return ageMs < settleMs ? 'wait' : { adopt: first };
  }
  // Marks may still come, and a large apply may still be growing.
  return ageMs < Math.max(doubtMs, whole && complete ? 0 : showsMs) ? 'wait' : 'ask';
}
