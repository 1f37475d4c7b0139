/** Writes what happened, never with what: facts are names, numbers and states, no argument, no answer, no error text. */
export type Log = (event: string, facts?: Record<string, string | number | boolean>) => void;

/** One line of JSON for each event. */
export function lineLog(write: (line: string) => void): Log {
  return (event, facts = {}) => write(`${JSON.stringify({ time: new Date().toISOString(), event, ...facts })}\n`);
}
