/** `filterBy` and `filter` of GET /esims: a value with an optional operator before it; text is searched, dates are compared. */
import { badRequest, Refusal } from './replies.ts';
import type { EsimSummary } from './shapes.ts';

const OPERATORS: Record<string, (order: number) => boolean> = {
  eq: (order) => order === 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
};

export type FilterField = Exclude<keyof EsimSummary, 'physical'>;

const isDate = (field: FilterField): boolean => field === 'actionDate' || field === 'assignedDate';

function order<Value>(a: Value, b: Value): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function filterOf(field: FilterField, filter: string): (esim: EsimSummary) => boolean {
  const [, operator, value = ''] = /^(?:(eq|lte?|gte?):)?(.*)$/s.exec(filter) ?? [];
  if (isDate(field)) {
    const time = Date.parse(value);
    if (Number.isNaN(time)) throw new Refusal(badRequest(`invalid query: filter: ${field} wants a date`));
    const holds = OPERATORS[operator ?? 'eq'];
    return (esim) => holds?.(order(Date.parse(esim[field]), time)) ?? false;
  }
  if (operator === undefined) {
    const wanted = value.toLowerCase();
    return (esim) => esim[field].toLowerCase().includes(wanted);
  }
  const holds = OPERATORS[operator];
  return (esim) => holds?.(order(esim[field], value)) ?? false;
}
