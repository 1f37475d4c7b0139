import { groupIccid, isIccid } from '../../shared/iccid.ts';
import type { BatchKind, Candidate, Choice, Question, QuestionKind } from '../../shared/model.ts';
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
  /** What the button says that gives it. */
  submit: string;
}

/** What belongs to no batch: it is only noted what became of it, and nothing is ever sent again. */
export type AloneKind = Exclude<QuestionKind, BatchKind>;

/** Enough to find them in the portal. */
const ICCIDS_SHOWN = 4;
const LAST_DIGITS = 6;
const UNSEEN_SHOWN = 4;

const isAlone = (kind: QuestionKind): kind is AloneKind => kind === 'order' || kind === 'refund' || kind === 'revoke';

function candidateWords({ iccids, assignedAt }: Candidate): string {
  const shown = iccids.slice(0, ICCIDS_SHOWN).map((iccid) => iccid.slice(-LAST_DIGITS));
  const more = iccids.length - shown.length;
  const params = { count: iccids.length, iccids: shown.join(', '), more };
  const words = t(more > 0 ? 'question.candidate.iccids-more' : 'question.candidate.iccids', params);
  return t('question.candidate', { time: moment(assignedAt), iccids: words });
}

/** Every answer there is to a question, the cautious one last. */
export function answersTo({ kind, quantity, candidates }: Question): Answer[] {
  return isAlone(kind) ? noted(kind, quantity, candidates) : carriedOut(kind, quantity, candidates);
}

/** Of a batch, which goes on with what is decided. */
function carriedOut(kind: BatchKind, quantity: number, candidates: readonly Candidate[]): Answer[] {
  return [
    ...candidates.map((candidate): Answer => {
      const count = candidate.iccids.length;
      return {
        id: `adopt ${candidate.reference}`,
        choice: 'adopt',
        reference: candidate.reference,
        words: t(`question.adopt.${kind}`, { count }),
        means: t(`question.adopt.${kind}.means`, { count }),
        shown: candidateWords(candidate),
        submit: t('question.submit.adopt', { count }),
      };
    }),
    {
      id: 'send-again',
      choice: 'send-again',
      reference: null,
      words: t('question.send-again'),
      means: t(`question.send-again.${kind}`, { count: quantity }),
      shown: null,
      submit: t('question.submit.send-again', { count: quantity }),
    },
    {
      id: 'leave',
      choice: 'leave',
      reference: null,
      words: t('question.leave'),
      means: t(`question.leave.${kind}`, { count: quantity }),
      shown: null,
      submit: t('question.submit.leave', { count: quantity }),
    },
  ];
}

/** Of a purchase, a refund or a revoke. A purchase that was made is one of the account's orders. */
function noted(kind: AloneKind, count: number, candidates: readonly Candidate[]): Answer[] {
  const done = (reference: string | null, shown: string | null): Answer => ({
    id: `adopt ${reference ?? ''}`,
    choice: 'adopt',
    reference,
    words: t(`question.done.${kind}`, { count }),
    means: t(`question.done.${kind}.means`),
    shown,
    submit: t(`question.submit.done.${kind}`),
  });
  const orders = candidates.map(({ reference, assignedAt }) =>
    done(reference, t('question.candidate.order', { reference, time: moment(assignedAt) })),
  );
  return [
    ...(kind === 'order' ? orders : [done(null, null)]),
    {
      id: 'leave',
      choice: 'leave',
      reference: null,
      words: t(`question.not-done.${kind}`),
      means: t(`question.not-done.${kind}.means`),
      shown: null,
      submit: t(`question.submit.not-done.${kind}`),
    },
  ];
}

/** How many lost calls wait for a person, by their kind where it is one. */
export function waitingWords(questions: readonly Question[]): string {
  const kinds = [...new Set(questions.map(({ kind }) => kind))].filter(isAlone);
  const [kind] = kinds;
  const count = questions.length;
  return kinds.length === 1 && kind ? t(`question.note.${kind}`, { count }) : t('question.note.several', { count });
}

/** What the account shows of a call, in a few facts; what is not known of its kind is left out. */
export function factsOf(question: Question): { label: string; words: string }[] {
  const { kind, candidates, others, unseen, stock, number } = question;
  const facts: { label: string; words: string }[] = [];
  const add = (label: string, words: string) => facts.push({ label, words });
  // Nothing could be read at all: then nothing is said of what was found.
  const blind = stock.now === null && unseen.length === 0 && candidates.length === 0;
  if (number > 1) add(t('question.number'), t('question.number.again', { number }));
  if (kind !== 'revoke') add(t(kind === 'refund' ? 'question.stock.lot' : 'question.stock'), stockWords(stock));
  if (kind !== 'refund' && kind !== 'revoke' && !blind) {
    // What could not be looked at is no proof that nothing is there.
    const isSeen = kind === 'new' || unseen.length === 0;
    if (candidates.length === 0 && isSeen) {
      add(t('question.found'), t(kind === 'order' ? 'question.found.none.order' : 'question.found.none'));
    }
    // Of several orders that fit, not all can be ours.
    const isSaid = others || kind !== 'order' || candidates.length < 2;
    if (isSaid) add(t('question.others'), t(others ? 'question.others.yes' : 'question.others.no'));
  }
  if (blind) add(t('question.unseen'), t('question.unseen.account'));
  if (unseen.length > 0) add(t('question.unseen'), unseenWords(unseen));
  return facts;
}

/** ICCIDs and references, and where a whole list could not be read, its endpoint. */
function unseenWords(unseen: readonly string[]): string {
  const names = unseen.slice(0, UNSEEN_SHOWN).map((one) => {
    if (one === 'GET /orders') return t('question.unseen.orders');
    return isIccid(one) ? t('question.unseen.esim', { iccid: groupIccid(one) }) : one;
  });
  const more = unseen.length - names.length;
  return [...names, ...(more > 0 ? [t('question.unseen.more', { count: more })] : [])].join(', ');
}

function stockWords({ before, now }: Question['stock']): string {
  if (before !== null && now !== null) return t('question.stock.both', { before, now });
  if (before !== null) return t('question.stock.before', { before });
  return now === null ? t('question.stock.none') : t('question.stock.now', { now });
}
