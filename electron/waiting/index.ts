export { createPatience, isPassing, type Patience, patiently } from './patience.ts';
export { AT_ONCE, PROCESSING_MS, type Timing, timingFor } from './timing.ts';
