/** What the values of single options say. Each throws a UsageError. */
import { z } from 'zod';
import { type Choice, type ColumnMap, MANIFEST_COLUMNS } from '../../shared/model.ts';
import type { Values } from './arguments.ts';
import { shown, UsageError } from './usage.ts';

export function need(values: Values, name: 'iccids' | 'message'): string {
  const value = values[name];
  if (!value) throw new UsageError('option-missing', { option: name });
  return value;
}

export function oneBundle({ bundle: [bundle, second] = [] }: Values): string {
  if (!bundle) throw new UsageError('option-missing', { option: 'bundle' });
  if (second !== undefined) throw new UsageError('twice', { option: 'bundle' });
  return bundle;
}

/** Whether it is a good one is for whoever buys or gives back to say. */
export function oneQuantity({ quantity: [quantity, second] = [] }: Values): number {
  if (!quantity) throw new UsageError('option-missing', { option: 'quantity' });
  if (second !== undefined) throw new UsageError('twice', { option: 'quantity' });
  return Number(quantity);
}

export function lotOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError('lot');
  return Number(text);
}

/** Bundles with a quantity each, in their order, or a file that says so for many people. */
export function orderOf(values: Values) {
  const { bundle: bundles = [], quantity: quantities = [], manifest } = values;
  if (manifest !== undefined) {
    if (quantities.length > 0) throw new UsageError('manifest-quantity');
    return {
      kind: 'manifest',
      file: manifest,
      leaveOutWrong: values['leave-out-wrong'] ?? false,
      repeatsAreMeant: values['repeats-are-meant'] ?? false,
      encoding: values.encoding ?? null,
      bundle: bundles.length > 0 ? oneBundle(values) : null,
      columns: columnsOf(values),
    } as const;
  }
  for (const option of ['leave-out-wrong', 'repeats-are-meant', 'encoding', 'column'] as const) {
    if (values[option]) throw new UsageError('about-manifest', { option });
  }
  if (bundles.length === 0) throw new UsageError('option-missing', { option: 'bundle' });
  if (quantities.length === 0) throw new UsageError('option-missing', { option: 'quantity' });
  if (bundles.length !== quantities.length) throw new UsageError('one-quantity-each');
  const lines = bundles.map((bundle, index) => ({ bundle, quantity: Number(quantities[index]) }));
  return { kind: 'provision', lines } as const;
}

/** `quantity=Anzahl` for the header of a column, `quantity=` for none. */
function columnsOf({ column: given = [] }: Values): ColumnMap | null {
  const columns: ColumnMap = {};
  for (const text of given) {
    const [name, header] = [text.split('=', 1)[0], text.slice(text.indexOf('=') + 1)];
    const column = MANIFEST_COLUMNS.find((one) => one === name);
    if (!column || !text.includes('=')) throw new UsageError('column');
    columns[column] = header === '' ? null : header;
  }
  return given.length > 0 ? columns : null;
}

export function startOf({ starts }: Values): string | null {
  if (starts === undefined) return null;
  if (!z.iso.datetime({ offset: true }).safeParse(starts).success) {
    throw new UsageError('starts', { text: shown(starts) });
  }
  return new Date(starts).toISOString();
}

export function choiceOf({ adopt, 'send-again': sendAgain, leave }: Values): {
  choice: Choice;
  reference: string | null;
} {
  const choices: Choice[] = [];
  if (adopt !== undefined) choices.push('adopt');
  if (sendAgain) choices.push('send-again');
  if (leave) choices.push('leave');
  const [choice] = choices;
  if (!choice || choices.length > 1) throw new UsageError('one-choice');
  return { choice, reference: adopt ?? null };
}

/** Of the question that was seen. */
export function numberOf({ number }: Values): number | undefined {
  if (number === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(number)) throw new UsageError('number');
  return Number(number);
}

export function processingOf({ processing }: Values): number | null {
  if (processing === undefined) return null;
  const ms = /^\d+(\.\d+)?$/.test(processing) ? Number(processing) * 1_000 : 0;
  if (ms <= 0) throw new UsageError('processing');
  return ms;
}
