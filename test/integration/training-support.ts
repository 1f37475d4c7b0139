import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { onTestFinished } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { startTrainingApi, type TrainingApi, type TrainingOptions } from '../../electron/training/index.ts';

export const KEY = 'practice-key';
export const GB = 'esim_1GB_7D_GB_V2';
export const US = 'esim_3GB_30D_US_V2';
/** Of another provider than the two above. */
export const JP = 'esim_10GB_30D_JP_V2';
/** Begins when it is told to. */
export const DATED = 'esim_1GB_7D_RGB_V2';
export const DAY = 86_400_000;
export const STOCK = { [GB]: 100, [US]: 3 };

const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer } });

/** A clock that stands until it is moved. */
export function createClock(start = Date.UTC(2026, 2, 2, 10, 5, 0, 123)) {
  let now = start;
  return {
    now: () => now,
    pass(ms: number) {
      now += ms;
    },
  };
}

export interface Client {
  api: TrainingApi;
  get(path: string, accept?: string): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  send(method: string, path: string, body?: unknown): Promise<Response>;
  /** The JSON of a GET that has to succeed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json(path: string): Promise<any>;
  apply(body: unknown): Promise<ApplyAnswer>;
  /** Applies to one new eSIM. */
  sell(bundle?: string): Promise<string>;
}

export interface ApplyAnswer {
  esims: { iccid: string; status: string; bundle: string }[];
  applyReference: string;
}

export function clientOf(api: TrainingApi, key = KEY): Client {
  const client: Client = {
    api,
    get: (path, accept = '*/*') => fetch(api.url + path, { headers: { 'X-API-Key': key, Accept: accept } }),
    post: (path, body, headers = { 'Content-Type': 'application/json' }) =>
      fetch(api.url + path, {
        method: 'POST',
        headers: { 'X-API-Key': key, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    send: (method, path, body) =>
      fetch(api.url + path, {
        method,
        headers: { 'X-API-Key': key, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    async json(path) {
      const response = await client.get(path, 'application/json');
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return response.json();
    },
    async sell(bundle = GB) {
      const { esims } = await client.apply({ name: bundle });
      return esims[0]?.iccid ?? '';
    },
    async apply(body) {
      const response = await client.post('/esims/apply', body);
      if (response.status !== 200) throw new Error(`apply answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as ApplyAnswer;
    },
  };
  return client;
}

/** A practice API for one test, with a rate that does not get in the way. */
export async function start(options: Partial<TrainingOptions> = {}): Promise<Client> {
  const api = await startTrainingApi({ key: KEY, stock: STOCK, rate: 1000, ...options });
  onTestFinished(() => api.stop());
  return clientOf(api);
}

export interface Scan {
  text: string;
  /** Modules of light paper left of and above the code. */
  quietZone: number;
}

export async function scan(png: Uint8Array): Promise<Scan | null> {
  const [code] = await readBarcodes(png, { formats: ['QRCode'], tryHarder: true });
  if (!code?.isValid) return null;
  const { topLeft, topRight } = code.position;
  const modules = 17 + 4 * Number(code.version);
  const moduleWidth = (topRight.x - topLeft.x) / modules;
  return { text: code.text, quietZone: Math.round(Math.min(topLeft.x, topLeft.y) / moduleWidth) };
}
