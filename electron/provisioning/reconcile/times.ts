import type { ListedEsim } from '../../esim-go/index.ts';

/** The account's dates have whole seconds, and the API's clock is known to a second. */
export const SLACK_MS = 2_000;

/** An eSIM whose date is not said counts as new: it has to be looked at. */
export const timeOf = ({ assignedDate }: ListedEsim): number =>
  assignedDate ? Date.parse(assignedDate) : Number.POSITIVE_INFINITY;
