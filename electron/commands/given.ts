import { readFile } from 'node:fs/promises';
import { StationError } from '../../shared/errors.ts';

/** The content of a file that was named on the command line. @throws StationError `file.read` naming the file */
export async function readGiven(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new StationError('file.read', { file }, { cause });
  }
}
