import { StationError } from '../../shared/errors.ts';
import type { Question } from '../../shared/model.ts';
import type { Station } from '../station.ts';
import type { QuestionsCommand } from './command-line.ts';
import { EXIT } from './exit.ts';
import type { CommandHost } from './host.ts';

/** `questions`: prints what a person has to decide, from this computer alone. @returns the exit status */
export function showQuestions({ json }: QuestionsCommand, station: Station, { out, t }: CommandHost): number {
  const questions = openQuestions(station);
  if (json) out(JSON.stringify(questions));
  else if (questions.length === 0) out(t('command.no-questions'));
  else for (const question of questions) for (const line of linesOf(question, t)) out(line);
  return EXIT.ready;
}

/** @returns null for a purchase, refund or revoke @throws StationError `reconcile.no-question` */
export function batchOfCall(callId: string, station: Station): string | null {
  const question = openQuestions(station).find((one) => one.callId === callId);
  if (!question) throw new StationError('reconcile.no-question');
  return question.batchId;
}

/** Of what belongs to no batch, then of all batches, the newest first. */
export function openQuestions({ history, provisioning, stock }: Station): Question[] {
  const questions: Question[] = stock.questions();
  let page = history.list({ search: '' });
  for (;;) {
    for (const batch of page.batches) if (batch.questions > 0) questions.push(...provisioning.questions(batch.id));
    if (!page.more) return questions;
    page = history.list({ search: '', before: page.batches.at(-1)?.id });
  }
}

/** One line for the call, one for each group of eSIMs that it may have made. */
function linesOf(question: Question, t: CommandHost['t']): string[] {
  const { callId, batchId, kind, bundle, quantity, sentAt, operator, number, others, unseen, stock, candidates } =
    question;
  return [
    t('command.question', {
      call: callId,
      batch: batchId ?? '–',
      number,
      what: t(`command.question.${kind}`),
      bundle,
      quantity,
      sent: sentAt,
      operator,
      before: stock.before ?? '–',
      now: stock.now ?? '–',
      others: String(others),
    }),
    ...(unseen.length > 0 ? [t('command.question-unseen', { unseen: unseen.join(' ') })] : []),
    ...candidates.map(({ reference, assignedAt, iccids }) =>
      t('command.candidate', { reference, assigned: assignedAt, count: iccids.length, iccids: iccids.join(' ') }),
    ),
  ];
}
