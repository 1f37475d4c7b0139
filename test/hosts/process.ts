import type { ChildProcess } from 'node:child_process';
import type { Exit } from './index.ts';

export interface Watched {
  /** When it has ended and said everything. */
  exited: Promise<Exit>;
  stderr(): string;
}

export function watchProcess(child: ChildProcess): Promise<Exit> {
  return listenTo(child).exited;
}

/** Collects what a program says. */
export function listenTo(child: ChildProcess): Watched {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  return {
    exited: new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr }))),
    stderr: () => stderr,
  };
}
