/** What a power cut does to the history files of a program that was killed: see power-cut.c. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

const FILES = ['station.db', 'station.db-wal', 'station.db-journal'];
/** Three times an int64: offset, length before, count. */
const HEAD = 24;

interface Change {
  offset: number;
  lengthBefore: number;
  bytes: Buffer;
}

/** Builds the library that is preloaded. @returns its file, or why there is none */
export function compileShim(folder: string): { file: string } | { reason: string } {
  if (process.platform !== 'linux') return { reason: 'power cuts are imitated on Linux alone' };
  const file = path.join(folder, 'power-cut.so');
  const source = path.join(import.meta.dirname, 'power-cut.c');
  const { status, error, stderr } = spawnSync('cc', ['-std=c99', '-O2', '-shared', '-fPIC', '-o', file, source]);
  if (status !== 0) return { reason: error ? 'there is no C compiler' : `power-cut.c does not compile: ${stderr}` };
  const wrong = selfCheck(file, path.join(folder, 'self-check'));
  if (wrong !== null) throw new Error(`power-cut.c does not do what it should: ${wrong}`);
  return { file };
}

/** Forgets what a program that ended by itself left behind: nothing was lost then. */
export function forgetChanges(folder: string): void {
  for (const name of FILES) rmSync(path.join(folder, `${name}.undo`), { force: true });
}

/**
 * Takes back what was written and not flushed. A real disk may have kept some of it, so the oldest changes of each file stay.
 * @param kept share of them, from 0 to 1
 */
export function cutPower(folder: string, kept: number): void {
  for (const name of FILES) {
    const file = path.join(folder, name);
    const log = `${file}.undo`;
    if (existsSync(log) && existsSync(file)) takeBack(file, changesOf(readFileSync(log)), kept);
  }
  forgetChanges(folder);
}

/** Oldest first. A record that the kill has torn stands for a change that was not made yet. */
function changesOf(log: Buffer): Change[] {
  const changes: Change[] = [];
  for (let at = 0; at + HEAD <= log.length; ) {
    const [offset, lengthBefore, count] = [0, 8, 16].map((field) => Number(log.readBigInt64LE(at + field)));
    const end = at + HEAD + (count ?? 0);
    if (offset === undefined || lengthBefore === undefined || end > log.length) break;
    changes.push({ offset, lengthBefore, bytes: log.subarray(at + HEAD, end) });
    at = end;
  }
  return changes;
}

function takeBack(file: string, changes: Change[], kept: number): void {
  const lost = changes.slice(Math.ceil(changes.length * kept)).reverse();
  const fd = openSync(file, 'r+');
  try {
    for (const { offset, lengthBefore, bytes } of lost) {
      if (bytes.length > 0) writeSync(fd, bytes, 0, bytes.length, offset);
      ftruncateSync(fd, lengthBefore);
    }
  } finally {
    closeSync(fd);
  }
}

/** Writes to a file of that name as the steps say, then is killed. */
const WRITER = `
  const fs = require('node:fs');
  const fd = fs.openSync(process.argv[1], 'r+');
  for (const step of process.argv[2].split(' ')) {
    const [what, offset, text] = step.split(':');
    if (what === 'write') fs.writeSync(fd, text, Number(offset));
    if (what === 'append') fs.writeSync(fd, text);
    if (what === 'truncate') fs.ftruncateSync(fd, Number(offset));
    if (what === 'fsync') fs.fsyncSync(fd);
    if (what === 'fdatasync') fs.fdatasyncSync(fd);
  }
  process.kill(process.pid, 'SIGKILL');
`;

/** What was flushed has to stay and what was not has to go, or no power cut of a run means anything. @returns what is wrong */
function selfCheck(shim: string, folder: string): string | null {
  mkdirSync(folder, { recursive: true });
  const cases: [steps: string, kept: number, after: string][] = [
    ['write:4:WXYZ', 0, 'abcdefgh'],
    ['write:4:WXYZ', 1, 'abcdWXYZ'],
    ['write:4:WXYZ fsync', 0, 'abcdWXYZ'],
    ['write:4:WXYZ fdatasync', 0, 'abcdWXYZ'],
    ['write:4:WXYZ fsync write:2:12 write:6:345678 write:3:9', 0, 'abcdWXYZ'],
    ['write:2:12 write:6:345678', 0.5, 'ab12efgh'],
    ['append::XY truncate:3 write:5:Z', 0, 'abcdefgh'],
    ['truncate:3 fsync write:5:Z', 0, 'abc'],
  ];
  for (const [number, [steps, kept, after]] of cases.entries()) {
    const name = FILES[number % FILES.length] ?? '';
    const file = path.join(folder, name);
    writeFileSync(file, 'abcdefgh');
    spawnSync(process.execPath, ['-e', WRITER, file, steps], { env: { ...process.env, LD_PRELOAD: shim } });
    cutPower(folder, kept);
    const found = readFileSync(file, 'latin1');
    if (found !== after) return `after "${steps}" ${name} says ${JSON.stringify(found)}, not ${JSON.stringify(after)}`;
  }
  return null;
}
