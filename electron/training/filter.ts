/** Filters of lists: a value with an optional operator before it; text is searched, numbers and dates are compared. */
import { badRequest, Refusal } from './replies.ts';

const OPERATORS: Record<string, (order: number) => boolean> = {
  eq: (order) => order === 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
};

function split(filter: string): { operator: string | undefined; value: string } {
  const [, operator, value = ''] = /^(?:(eq|lte?|gte?):)?(.*)$/s.exec(filter) ?? [];
  return { operator, value };
}

function compare<Value>(a: Value, b: Value): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The text holds the parts of the pattern in their order, in capitals or not. A star in it is GUESS: "wildcard" is all there is. */
export function textMatches(pattern: string): (text: string) => boolean {
  const parts = pattern.toLowerCase().split('*');
  return (text) => {
    let from = 0;
    const lower = text.toLowerCase();
    return parts.every((part) => {
      const at = lower.indexOf(part, from);
      from = at + part.length;
      return at >= 0;
    });
  };
}

export function textFilter(filter: string): (text: string) => boolean {
  const { operator, value } = split(filter);
  if (operator === undefined) return textMatches(value);
  const holds = OPERATORS[operator];
  return (text) => holds?.(compare(text, value)) ?? false;
}

/** @param name of the parameter, for the refusal. */
export function dateFilter(filter: string, name: string): (ms: number) => boolean {
  const { operator, value } = split(filter);
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw new Refusal(badRequest(`invalid query: ${name} wants a date`));
  const holds = OPERATORS[operator ?? 'eq'];
  return (ms) => holds?.(compare(ms, time)) ?? false;
}
