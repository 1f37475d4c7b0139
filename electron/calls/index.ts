export { resultOf, toAct } from './acts.ts';
export { journaled, unknownOutcome } from './journaled.ts';
