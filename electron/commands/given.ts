import { readFile } from 'node:fs/promises';
import { holdsActivationCode } from '../../shared/activation-code.ts';
import { StationError } from '../../shared/errors.ts';

/** The content of a file that was named on the command line. @throws StationError `file.read` naming the file */
export async function readGiven(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    // A scanner that types into a terminal may have given an activation code for the name.
    throw new StationError('file.read', { file: holdsActivationCode(file) ? '…' : file }, { cause });
  }
}
