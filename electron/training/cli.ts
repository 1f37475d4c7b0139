/** The practice API as a program of its own: see `training.usage`. */
import { parseArgs } from 'node:util';
import { problemOf } from '../../shared/errors.ts';
import { createTranslate, type MessageKey, type MessageParams } from '../../shared/messages/index.ts';
import {
  type FaultRequest,
  faultNames,
  isFaultName,
  isFaultValue,
  startTrainingApi,
  type TrainingOptions,
  type Variant,
} from './index.ts';

const OPTIONS = {
  key: { type: 'string' },
  port: { type: 'string' },
  stock: { type: 'string', multiple: true },
  balance: { type: 'string' },
  seed: { type: 'string' },
  rate: { type: 'string' },
  latency: { type: 'string' },
  processing: { type: 'string' },
  organisation: { type: 'string' },
  variant: { type: 'string' },
  file: { type: 'string' },
  fault: { type: 'string', multiple: true },
  help: { type: 'boolean' },
} as const;

const MOST = 999_999_999;
const RANGES = {
  port: [0, 65_535],
  balance: [0, MOST],
  seed: [0, MOST],
  rate: [1, MOST],
  latency: [0, MOST],
  processing: [0, MOST],
} as const;
type NumberOption = keyof typeof RANGES;
const BAD_USAGE = 2;

const t = createTranslate(Intl.DateTimeFormat().resolvedOptions().locale);

class UsageError extends Error {
  constructor(key: MessageKey, params: MessageParams = {}) {
    super(t(key, params));
    this.name = 'UsageError';
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** parseArgs explains itself in words of its own, so it only sorts; what is wrong is said here. */
function readValues(args: string[]): Values {
  const { tokens } = parseArgs({ args, options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') throw new UsageError('training.unknown-option', { option: token.value });
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(OPTIONS, token.name)) throw new UsageError('training.unknown-option', { option: token.rawName });
    const wantsValue = token.name !== 'help';
    if (wantsValue && !token.value) throw new UsageError('training.missing-value', { option: token.name });
  }
  return parseArgs({ args, options: OPTIONS }).values;
}

function readNumbers(values: Values): Partial<Record<NumberOption, number>> {
  const numbers: Partial<Record<NumberOption, number>> = {};
  for (const option of Object.keys(RANGES) as NumberOption[]) {
    const value = values[option];
    if (value === undefined) continue;
    const [min, max] = RANGES[option];
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= min && number <= max)) throw new UsageError('training.not-a-number', { option, min, max, value });
    numbers[option] = number;
  }
  return numbers;
}

function readStock(value: string): [string, number] {
  const [, bundle, count] = /^(.+)=(\d{1,6})$/.exec(value) ?? [];
  if (bundle === undefined || count === undefined) throw new UsageError('training.not-a-stock', { value });
  return [bundle, Number(count)];
}

function readFault(value: string): FaultRequest {
  const [, name = '', said, times, path] = /^([^=:@]+)(?:=([^:@]+))?(?::(\d{1,6}))?(?:@(\/.*))?$/.exec(value) ?? [];
  if (!isFaultName(name) || !isFaultValue(name, said ?? '')) throw new UsageError('training.not-a-fault', { value });
  return {
    name,
    ...(said !== undefined && { value: said }),
    ...(times !== undefined && { times: Number(times) }),
    ...(path !== undefined && { path }),
  };
}

function readVariant(value: string): Variant {
  if (value !== 'wild' && value !== 'documented') throw new UsageError('training.not-a-variant', { value });
  return value;
}

function readOptions(values: Values): TrainingOptions {
  const { key, stock, variant, file, organisation } = values;
  if (key === undefined) throw new UsageError('training.missing-option', { option: 'key' });
  return {
    key,
    ...readNumbers(values),
    ...(stock && { stock: Object.fromEntries(stock.map(readStock)) }),
    ...(variant !== undefined && { variant: readVariant(variant) }),
    ...(file !== undefined && { file }),
    ...(organisation !== undefined && { organisation }),
  };
}

async function main(): Promise<void> {
  const values = readValues(process.argv.slice(2));
  if (values.help) {
    process.stdout.write(`${t('training.usage', { faults: faultNames.join(', ') })}\n`);
    return;
  }
  const options = readOptions(values);
  const faults = (values.fault ?? []).map(readFault);
  const api = await startTrainingApi(options);
  for (const fault of faults) api.fault(fault);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void api.stop());
  process.stdout.write(`${t('training.listening', { url: api.url })}\n`);
}

main().catch((error: unknown) => {
  if (error instanceof UsageError) {
    process.stderr.write(`${t('training.bad-usage', { reason: error.message })}\n`);
    process.exitCode = BAD_USAGE;
    return;
  }
  const { code, params } = problemOf(error);
  process.stderr.write(`${t(`error.${code}`, params)}\n`);
  process.exitCode = 1;
});
