/** What the account shows of one lost call. */
export interface Sight {
  /** What nobody claims and the call may have done, since it was sent, and how many bundles it took; oldest first. */
  candidates: readonly { reference: string; size: number }[];
  /** Something else may be what the call made, by its bundle and size, although its time or its label speaks against it. */
  doubtful: boolean;
  /** Somebody else works with this account of whom it cannot be excluded that a candidate is theirs. */
  rivals: boolean;
  /** Everything could be read, nothing is still growing, and the account's dates and the API's clock agree. */
  complete: boolean;
  /** What is gone from the stock since it was read before the call is just what is known to have been spent. */
  stockFits: boolean;
  /** So many are gone that all candidates may have been made since; what was made just before the call may look like its own. */
  stockCovers: boolean;
  /** Milliseconds since nobody waits for its answer any more, at least. */
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

/** Why, in the words of the table in ARCHITECTURE.md. */
export type Because =
  | 'it may still come'
  | 'everything was seen, nothing is there, and the stock fits'
  | 'nothing is there, but the stock does not fit'
  | 'not everything could be seen'
  | 'something near may be ours'
  | 'a larger lost call may be growing'
  | 'others may still show themselves'
  | 'it is ours and nobody else can have made it'
  | 'the call may have made only a part'
  | 'there are more groups than lost calls'
  | 'lost calls on other terms look the same'
  | 'somebody else may have made it'
  | 'it was there before the stock was read';

export type Decision = { because: Because } & (
  | { what: 'adopt'; reference: string }
  | { what: 'send-again' | 'wait' | 'ask' }
);

/**
 * What became of a lost call, if the account tells it for sure. Adopting what is another's would sell one eSIM twice, and sending again
 * what was made would pay twice: where neither can be excluded, a person is asked.
 */
export function decide(lost: Lost, sight: Sight, waits: Waits): Decision {
  return sight.candidates.length === 0 ? withoutCandidate(sight, waits) : withCandidates(lost, sight, waits);
}

function withoutCandidate({ doubtful, complete, stockFits, ageMs }: Sight, { showsMs, doubtMs }: Waits): Decision {
  const isUnclear = doubtful || !complete;
  if (ageMs < showsMs + (isUnclear ? doubtMs : 0)) return { what: 'wait', because: 'it may still come' };
  if (doubtful) return { what: 'ask', because: 'something near may be ours' };
  if (!complete) return { what: 'ask', because: 'not everything could be seen' };
  return stockFits
    ? { what: 'send-again', because: 'everything was seen, nothing is there, and the stock fits' }
    : { what: 'ask', because: 'nothing is there, but the stock does not fit' };
}

function withCandidates(lost: Lost, sight: Sight, { settleMs, showsMs, doubtMs }: Waits): Decision {
  const { candidates, complete, ageMs } = sight;
  // What seems to be all of ours may be the beginning of a larger one.
  if (lost.larger) return { what: 'wait', because: 'a larger lost call may be growing' };
  const objection = objectionTo(lost, sight);
  if (objection === null) {
    return ageMs < settleMs
      ? { what: 'wait', because: 'others may still show themselves' }
      : {
          what: 'adopt',
          reference: candidates[0]?.reference ?? '',
          because: 'it is ours and nobody else can have made it',
        };
  }
  // Marks may still come, and a large apply may still be growing.
  const isWhole = candidates.every(({ size }) => size === lost.quantity);
  const patienceMs = isWhole && complete ? doubtMs : Math.max(doubtMs, showsMs);
  return { what: ageMs < patienceMs ? 'wait' : 'ask', because: objection };
}

/** What speaks against taking the oldest candidate. */
function objectionTo({ quantity, alike, unlike }: Lost, sight: Sight): Because | null {
  const { candidates, doubtful, rivals, complete, stockCovers } = sight;
  if (!complete) return 'not everything could be seen';
  if (candidates.some(({ size }) => size !== quantity)) return 'the call may have made only a part';
  if (candidates.length > alike) return 'there are more groups than lost calls';
  if (unlike) return 'lost calls on other terms look the same';
  if (rivals) return 'somebody else may have made it';
  if (doubtful) return 'something near may be ours';
  if (!stockCovers) return 'it was there before the stock was read';
  return null;
}
