import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { GB, KEY, start } from './training-support.ts';

it('notes who sent each apply, and reads files from before it did', async () => {
  const file = join(temporaryFolder(), 'account.jsonl');
  const first = await start({ file });
  const headers = { 'X-API-Key': KEY, 'Content-Type': 'application/json', 'User-Agent': 'counter/1.2 (window seat)' };
  await fetch(`${first.api.url}/esims/apply`, { method: 'POST', headers, body: JSON.stringify({ name: GB }) });
  expect(first.api.ledger().applies).toMatchObject([{ bundle: GB, agent: 'counter/1.2 (window seat)' }]);
  await first.api.stop();

  writeFileSync(file, readFileSync(file, 'utf8').replace(/"agent":"[^"]*",/, ''));
  const second = await start({ file });
  expect(second.api.ledger().applies).toMatchObject([{ bundle: GB, agent: '' }]);
});
