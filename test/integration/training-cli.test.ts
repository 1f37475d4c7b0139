import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faultNames, type Ledger, startTrainingApi } from '../../electron/training/index.ts';
import { GB, KEY } from './training-support.ts';

const CLI = fileURLToPath(new URL('../../electron/training/cli.ts', import.meta.url));

function run(args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

async function listening(args: string[]) {
  const child = run(['--key', KEY, ...args]);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, url: /http:\S+$/.exec(line)?.[0] ?? '' };
}

const headers = { 'X-API-Key': KEY, 'Content-Type': 'application/json' };
const buy = (url: string) =>
  fetch(`${url}/esims/apply`, { method: 'POST', headers, body: JSON.stringify({ name: GB, repeat: 2 }) });

describe('the practice API as a program', () => {
  it('prints its address, serves, and stops on Ctrl+C', async () => {
    const { child, url } = await listening(['--stock', `${GB}=5`, '--seed', '7', '--fault', '503:1@/inventory']);
    expect((await fetch(`${url}/inventory`, { headers })).status).toBe(503);
    const answer = (await (await buy(url)).json()) as { esims: { iccid: string }[] };
    expect(answer.esims.map(({ iccid }) => iccid.slice(0, 11))).toEqual(['89444220007', '89444220007']);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('is moved, and made to fail, from outside', async () => {
    const { url } = await listening(['--stock', `${GB}=5`, '--balance', '12', '--variant', 'documented']);
    const control = async (path: string, body: object) =>
      (await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(body) })).status;
    expect((await buy(url)).status).toBe(200);
    expect(await control('/__clock', { advanceMs: 86_400_000 })).toBe(200);
    expect(await control('/__fault', { name: '429', times: 2, path: '/organisation' })).toBe(200);
    const organisation = () => fetch(`${url}/organisation`, { headers });
    expect([(await organisation()).status, (await organisation()).status]).toEqual([429, 429]);
    expect(await (await organisation()).json()).toMatchObject({ balance: 12 });
    const ledger = (await (await fetch(new URL('/__ledger', url))).json()) as Ledger;
    expect(await control('/__customer', { iccid: ledger.esims[0]?.iccid, does: 'install' })).toBe(200);
    expect(Date.parse(ledger.now)).toBeGreaterThan(Date.now() + 86_000_000);
  });

  it('keeps what was spent when it is killed before it answers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'training-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'account.jsonl');
    const { child, url } = await listening(['--stock', `${GB}=5`, '--file', file, '--fault', 'hold']);
    const unanswered = expect(buy(url)).rejects.toThrow();
    const ledger = async () => (await (await fetch(new URL('/__ledger', url))).json()) as { stock: unknown };
    await expect.poll(ledger).toMatchObject({ stock: { [GB]: 3 } });
    child.kill('SIGKILL');
    await unanswered;

    const api = await startTrainingApi({ key: KEY, file });
    onTestFinished(() => api.stop());
    expect(api.ledger()).toMatchObject({ stock: { [GB]: 3 }, applies: [{ bundle: GB }] });
  });

  it.each([
    [[], /--key is missing/],
    [['--key'], /--key is missing its value/],
    [['--key', 'K', '--speed', '1'], /no option --speed/],
    [['--key', 'K', 'stray'], /no option stray/],
    [['--key', 'K', '--port', '99999'], /--port wants/],
    [['--key', 'K', '--rate', '0'], /--rate wants/],
    [['--key', 'K', '--balance', '1.5'], /--balance wants/],
    [['--key', 'K', '--stock', GB], /--stock wants/],
    [['--key', 'K', '--variant', 'tame'], /--variant is/],
    [['--key', 'K', '--fault', 'rain:2'], /no fault “rain:2”/],
    [['--key', 'K', '--fault', 'late-effect=soon'], /no fault “late-effect=soon”/],
    [['--key', 'K', '--organisation'], /--organisation is missing its value/],
  ])('refuses %j in one sentence', async (args, reason) => {
    const child = run(args);
    const [[status], said] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
    expect(status).toBe(2);
    expect(said).toMatch(reason);
    expect(said).toMatch(/^The practice API was not started: .*\.\n$/);
  });

  it('explains itself', async () => {
    const child = run(['--help']);
    const said = await text(child.stdout);
    expect(said).toMatch(/^usage: /);
    for (const name of faultNames) expect(said).toContain(name);
  });
});
