/** An order of the plan as the command line has it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Line, Order } from './plan.ts';

/** @param iccids of the eSIMs that a top-up is for */
export function argumentsFor(order: Order, iccids: string[], folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  if (order.kind === 'top-up') {
    const file = path.join(folder, 'iccids.txt');
    writeFileSync(file, `${iccids.join('\n')}\n`);
    return ['topups', '--bundle', order.bundle, '--iccids', file];
  }
  if (!order.manifest) return ['provision', ...order.lines.flatMap(asOptions)];
  const file = path.join(folder, 'people.csv');
  const rows = order.lines.map(({ bundle, quantity }, row) => `Guest ${row},,${bundle},${quantity}`);
  writeFileSync(file, `name,reference,bundle,quantity\n${rows.join('\n')}\n`);
  return ['provision', '--manifest', file];
}

export function asOptions({ bundle, quantity }: Line): string[] {
  return ['--bundle', bundle, '--quantity', String(quantity)];
}
