/** A station in a process of its own, for tests that kill it: `node provision-child.ts FOLDER URL KEY BUNDLE QUANTITY`. */
import { openSecrets } from '../../electron/secrets/index.ts';
import { openStation } from '../../electron/station.ts';

const [folder = '', api = '', key = '', bundle = '', quantity = ''] = process.argv.slice(2);
const station = await openStation({ folder, mode: 'live', api, key, secrets: openSecrets() });
await station.provisioning.create(
  { lines: [{ bundle, quantity: Number(quantity) }], reference: 'killed', startsAt: null },
  'test',
);
await station.provisioning.idle();
await station.close();
