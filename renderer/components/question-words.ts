import type { Candidate, Choice, Question } from '../../shared/model.ts';
import { moment, t } from '../words.ts';

/** One way to answer a question, in words. */
export interface Answer {
  id: string;
  choice: Choice;
  /** Of the candidate to adopt. */
  reference: string | null;
  words: string;
  /** What it would do. */
  means: string;
  /** What the account shows that speaks for it. */
  shown: string | null;
  /** eSIMs it is about. */
  count: number;
}

/** Enough to find them in the portal. */
const ICCIDS_SHOWN = 4;
const LAST_DIGITS = 6;

function candidateWords({ iccids, assignedAt }: Candidate): string {
  const shown = iccids.slice(0, ICCIDS_SHOWN).map((iccid) => iccid.slice(-LAST_DIGITS));
  const more = iccids.length - shown.length;
  const params = { count: iccids.length, iccids: shown.join(', '), more };
  const words = t(more > 0 ? 'question.candidate.iccids-more' : 'question.candidate.iccids', params);
  return t('question.candidate', { time: moment(assignedAt), iccids: words });
}

/** Every answer there is to a question, the cautious one last. */
export function answersTo({ kind, quantity, candidates }: Question): Answer[] {
  const topUp = kind === 'top-up';
  return [
    ...candidates.map((candidate): Answer => {
      const count = candidate.iccids.length;
      return {
        id: `adopt ${candidate.reference}`,
        choice: 'adopt',
        reference: candidate.reference,
        words: t(topUp ? 'question.adopt.top-up' : 'question.adopt', { count }),
        means: t(topUp ? 'question.adopt.top-up.means' : 'question.adopt.means', { count }),
        shown: candidateWords(candidate),
        count,
      };
    }),
    {
      id: 'send-again',
      choice: 'send-again',
      reference: null,
      words: t('question.send-again'),
      means: t(topUp ? 'question.send-again.top-up' : 'question.send-again.means', { count: quantity }),
      shown: null,
      count: quantity,
    },
    {
      id: 'leave',
      choice: 'leave',
      reference: null,
      words: t('question.leave'),
      means: t(topUp ? 'question.leave.top-up' : 'question.leave.means', { count: quantity }),
      shown: null,
      count: quantity,
    },
  ];
}

export function submitWords(answer: Answer | undefined): string {
  return answer ? t(`question.submit.${answer.choice}`, { count: answer.count }) : t('question.submit');
}

export function stockWords({ before, now }: Question['stock']): string {
  if (before !== null && now !== null) return t('question.stock.both', { before, now });
  if (before !== null) return t('question.stock.before', { before });
  return now === null ? t('question.stock.none') : t('question.stock.now', { now });
}
