/** An append-only file of JSON lines. A line counts once it is whole and flushed, so a killed program loses no answered call. */
import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { z } from 'zod';
import { StationError } from '../../shared/errors.ts';

export interface Log<Event> {
  /** What was written before, in order. */
  events: Event[];
  /** Returns when the event is on the disk. */
  append(event: Event): void;
  close(): void;
}

/** How every line of ours begins. */
const BEGINNING = '{"type":';

/** The events of the whole lines and where they end; what stands behind them must look like a line of ours that was torn. */
function parse<Event>(content: Buffer, schema: z.ZodType<Event>): { events: Event[]; size: number } {
  const size = content.lastIndexOf('\n') + 1;
  const torn = content.toString('utf8', size, size + BEGINNING.length);
  if (!BEGINNING.startsWith(torn)) throw new Error('the file ends with something else than an event');
  const lines = content.toString('utf8', 0, size).split('\n').slice(0, -1);
  return { events: lines.map((line) => schema.parse(JSON.parse(line))), size };
}

function append(fd: number, line: Buffer, size: number): void {
  try {
    // A write to a file is short only when the disk is full.
    if (writeSync(fd, line) < line.length) throw new Error('only a part of the event could be written');
    fsyncSync(fd);
  } catch (error) {
    ftruncateSync(fd, size);
    throw error;
  }
}

/**
 * Opens or makes the file. A line that a crash has torn was never answered for: it is cut off.
 * @throws StationError `training.file` when the file cannot be used or understood; it is left as it is.
 */
export function openLog<Event extends { type: string }>(file: string, schema: z.ZodType<Event>): Log<Event> {
  let fd: number | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    fd = openSync(file, 'a+', 0o600);
    let { events, size } = parse(readFileSync(fd), schema);
    ftruncateSync(fd, size);
    const opened = fd;
    return {
      events,
      append(event) {
        const line = Buffer.from(`${JSON.stringify(event)}\n`);
        append(opened, line, size);
        size += line.length;
      },
      close: () => closeSync(opened),
    };
  } catch (cause) {
    if (fd !== undefined) closeSync(fd);
    throw new StationError('training.file', { file: basename(file) }, { cause });
  }
}

/** The same without a file: the account lasts as long as the program. */
export function memoryLog<Event>(): Log<Event> {
  return { events: [], append() {}, close() {} };
}
