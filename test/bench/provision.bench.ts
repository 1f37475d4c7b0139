/**
 * A big batch at the API's real limits: 500 eSIMs of one bundle, 10 requests a second, 80 ms away, 2 s of work for each apply. Against the
 * least time that the limits allow, and against the plain way that asks for each eSIM by itself. The practice API runs in a process of its
 * own, so that only the station's work counts.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { apiAddress, createClient, createLimiter } from '../../electron/esim-go/index.ts';
import { createManifests } from '../../electron/manifest/index.ts';
import { CHUNK_SIZE } from '../../electron/provisioning/plan.ts';
import { unpackQrBundle, verifyImage } from '../../electron/qr-bundle/index.ts';
import { openSecrets } from '../../electron/secrets/index.ts';
import { openStation } from '../../electron/station.ts';
import { stockBundle } from '../support/stock-bundle.ts';
import { atLeast, atMost, type Bench, type Figure } from './figures.ts';

const QUANTITY = 500;
const RATE = 10;
const LATENCY_MS = 80;
const PROCESSING_MS = 2_000;
const BUNDLE = 'esim_1GB_7D_GB_V2';
const KEY = 'bench-key';
const ROWS = 5_000;

export const bench: Bench = async () => [...(await provisioning()), ...(await manifest())];

async function provisioning(): Promise<Figure[]> {
  const [ours, plain] = [await startApi(), await startApi()];
  try {
    // One after the other: two at once would take the processor from each other.
    const { ms, calls, longestMs } = await batch(ours.url);
    const plainMs = await oneByOne(plain.url);
    const bound = leastMs();
    const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`;
    return [
      atMost(
        `${QUANTITY} eSIMs in ${seconds(ms)} and ${calls} calls, of the ${seconds(bound)} that the limits allow`,
        ms / bound,
        'of the bound',
        1.1,
      ),
      atLeast(`the plain way, ${seconds(plainMs)}`, plainMs / ms, 'times as long', 10),
      atMost('longest task of the main process while provisioning', longestMs, 'ms', 50),
    ];
  } finally {
    ours.child.kill();
    plain.child.kill();
  }
}

/**
 * The least time that the limits leave to anybody who asks in chunks of ours: every chunk is applied, worked on, its codes and then its
 * images are read; no window of a second takes more calls than the limit. Knows beforehand when each chunk will be done, and sends all
 * applies at once, which the station does not.
 */
function leastMs(): number {
  const chunks = Math.ceil(QUANTITY / CHUNK_SIZE);
  const windows = new Map<number, number>();
  const leave = (earliest: number): number => {
    const second = Math.floor(earliest / 1_000);
    const used = windows.get(second) ?? 0;
    if (used >= RATE) return leave((second + 1) * 1_000);
    windows.set(second, used + 1);
    return earliest;
  };
  const applied = Array.from({ length: chunks }, () => leave(0));
  const read = applied.map((at) => leave(at + PROCESSING_MS));
  return Math.max(...read.map((at) => leave(at + LATENCY_MS) + LATENCY_MS));
}

/** The station as people use it, up to the last verified card. */
async function batch(api: string): Promise<{ ms: number; calls: number; longestMs: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'station-bench-'));
  const station = await openStation({ folder, mode: 'live', api, key: KEY, secrets: openSecrets() });
  try {
    // The decoder is loaded once in the life of the program, here before the clock starts.
    await verifyImage('LPA:1$rsp.example.test$0', undefined);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const id = await station.provisioning.create(
      { lines: [{ bundle: BUNDLE, quantity: QUANTITY }], reference: 'Bench', startsAt: null },
      'bench',
    );
    // Planned; its first apply leaves now.
    const begun = performance.now();
    await station.provisioning.idle();
    delay.disable();
    const ms = performance.now() - begun;
    const { state } = station.history.batch(id);
    if (state !== 'ready') throw new Error(`the batch is ${state}`);
    return { ms, calls: station.calls(), longestMs: delay.max / 1e6 };
  } finally {
    await station.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One apply, one look at the eSIM and one ZIP for each eSIM, each as soon as the limit lets it. */
async function oneByOne(api: string): Promise<number> {
  const client = createClient({ base: apiAddress(api), apiKey: () => KEY, limiter: createLimiter() });
  const begun = performance.now();
  for (let i = 0; i < QUANTITY; i++) {
    const { applyReference, esims } = await client.apply({ name: BUNDLE });
    const iccid = esims[0]?.iccid ?? '';
    const { smdpAddress, matchingId } = await client.esim(iccid);
    const images = await unpackQrBundle(await client.assignmentImages(applyReference));
    const verdict = await verifyImage(`LPA:1$${smdpAddress}$${matchingId}`, images.get(iccid));
    if (typeof verdict === 'string') throw new Error('a wrong image');
  }
  return performance.now() - begun;
}

async function manifest(): Promise<Figure[]> {
  const stock = [stockBundle({ name: BUNDLE, remaining: 2 * ROWS })];
  const manifests = createManifests({ stock: async () => stock });
  const lines = Array.from({ length: ROWS }, (_, i) => `"Person, ${i}";R-${i};${BUNDLE};1`);
  const bytes = Buffer.from(`\ufeffname;reference;bundle;quantity\r\n${lines.join('\r\n')}\r\n`);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begun = performance.now();
  const { rows, quantity } = await manifests.check(bytes);
  const ms = performance.now() - begun;
  delay.disable();
  if (rows.length !== ROWS || quantity !== ROWS) throw new Error('the manifest was not read as it is');
  return [
    atMost(`a manifest of ${ROWS} rows is checked`, ms, 'ms', 1_000),
    atMost('longest task of the main process meanwhile', delay.max / 1e6, 'ms', 50),
  ];
}

async function startApi(): Promise<{ url: string; child: ChildProcess }> {
  const cli = path.join(import.meta.dirname, '../../electron/training/cli.ts');
  const options = { key: KEY, port: 0, rate: RATE, latency: LATENCY_MS, processing: PROCESSING_MS };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [cli, ...args, '--stock', `${BUNDLE}=${2 * QUANTITY}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+\/v2\.4/.exec(line) ?? [];
    if (url) return { url, child };
  }
  throw new Error('the practice API did not start');
}
