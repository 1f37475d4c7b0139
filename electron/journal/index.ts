export { resultOf, toAct } from './acts.ts';
export { closeInterrupted } from './close-interrupted.ts';
export { type Ended, type Journal, journaled, unknownOutcome } from './journaled.ts';
export { readingOf, readStock, type StockSeen } from './stock-reading.ts';
