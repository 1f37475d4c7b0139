/**
 * A station in a process of its own that may not write as much as it wants: `node full-disk-child.ts FOLDER URL KEY BUNDLE QUANTITY`. Prints
 * what a person is told of, one problem a line as JSON.
 */
import { openSecrets } from '../../electron/secrets/index.ts';
import { openStation, type Station } from '../../electron/station.ts';
import { problemOf } from '../../shared/errors.ts';

const [folder = '', api = '', key = '', bundle = '', quantity = ''] = process.argv.slice(2);
const tell = (error: unknown) => void process.stdout.write(`${JSON.stringify(problemOf(error))}\n`);

let station: Station | null = null;
try {
  station = await openStation({
    folder,
    mode: 'live',
    api,
    key,
    secrets: openSecrets(),
    processingMs: 300,
    onError: tell,
  });
  await station.provisioning.create(
    { lines: [{ bundle, quantity: Number(quantity) }], reference: 'full', startsAt: null },
    'test',
  );
  await station.provisioning.idle();
} catch (error) {
  tell(error);
} finally {
  await station?.close();
}
