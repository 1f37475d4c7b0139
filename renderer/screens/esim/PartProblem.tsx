import type { Problem } from '../../../shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import type { Asked } from '../../components/use-asked.ts';
import { t } from '../../words.ts';

interface PartProblemProps {
  problem: Problem;
  asked: Pick<Asked<unknown>, 'asking' | 'again'>;
  about?: string;
}

/** A part that could not be had; the others are not held up by it. */
export function PartProblem({ problem, asked: { asking, again }, about }: PartProblemProps) {
  return (
    <ProblemNote
      problem={problem}
      {...(about === undefined ? {} : { about })}
      action={
        <Button busy={asking} onPress={again}>
          {t('app.try-again')}
        </Button>
      }
    />
  );
}
