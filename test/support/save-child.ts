/**
 * Saves a file in a process of its own: `node save-child.ts FILE BYTES [killed]`. Prints what a person is told as JSON; with `killed` it ends
 * itself, as a power cut would, as soon as a part of the file is there.
 */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { saveFile } from '../../electron/files.ts';
import { problemOf } from '../../shared/errors.ts';

const [file = '', bytes = '', killed] = process.argv.slice(2);
const folder = path.dirname(file);

const saving = saveFile(file, new Uint8Array(Number(bytes)).fill(65)).catch((error: unknown) => {
  process.stdout.write(JSON.stringify(problemOf(error)));
});
if (killed) endInTheMiddle();
await saving;

function endInTheMiddle(): void {
  const isBegun = readdirSync(folder).some(
    (name) => name.endsWith('.part') && statSync(path.join(folder, name)).size > 0,
  );
  if (isBegun) process.kill(process.pid, 'SIGKILL');
  else setImmediate(endInTheMiddle);
}
