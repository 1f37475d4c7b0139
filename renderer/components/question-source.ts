import type { Envelope } from '../../shared/contract.ts';
import type { Answer, Question } from '../../shared/model.ts';

/** Where questions come from and where their answers go. */
export interface QuestionSource {
  questions: () => Promise<Envelope<Question[]>>;
  settle: (answer: Answer) => Promise<Envelope<null>>;
}

export function questionsOfBatch(id: string): QuestionSource {
  return {
    questions: () => window.station.batches.questions({ id }),
    settle: (answer) => window.station.batches.settle(answer),
  };
}

/** Of what belongs to no batch: purchases, refunds and revokes. */
export const questionsOfStock: QuestionSource = {
  questions: () => window.station.stock.questions(),
  settle: (answer) => window.station.stock.settle(answer),
};
