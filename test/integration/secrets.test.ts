import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const secrets = path.join(import.meta.dirname, '../../electron/secrets/index.ts');

/** Runs with a bus address at which nobody answers, as on a machine without a Secret Service. */
function withoutKeychain(script: string): unknown {
  const source = `import { openSecrets } from ${JSON.stringify(secrets)}; ${script}`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
    encoding: 'utf8',
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

// Windows and macOS always have a keychain; there the tests in test/keychain are the whole story.
describe.runIf(process.platform === 'linux')('without a keychain', () => {
  it('a secret is kept for this session, and that is said', () => {
    const answer = withoutKeychain(`
      const secrets = openSecrets();
      const before = await secrets.get('name');
      const where = await secrets.set('name', 'value');
      const [value, kept] = [await secrets.get('name'), secrets.kept('name')];
      const nextStart = await openSecrets().get('name');
      await secrets.forget('name');
      console.log(JSON.stringify([before, where, value, kept, nextStart, secrets.kept('name')]));
    `);
    expect(answer).toEqual([null, 'session', 'value', 'session', null, 'none']);
  });
});
