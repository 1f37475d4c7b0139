/** `node test/hosts/run.ts [arguments]`: the program with these arguments, built when it has to be, on the host that is there. */
import { ensureBuilt } from './build.ts';
import { becomeStation } from './command.ts';

ensureBuilt();
await becomeStation(process.argv.slice(2));
