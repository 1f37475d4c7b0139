/** Somebody who works with the same account by other means, leaves no marks, and comes at a bad moment. */
import type { TrainingApi } from '../../electron/training/index.ts';
import { expect } from './fixtures.ts';

interface Purchase {
  key: string;
  bundle: string;
  quantity: number;
}

/**
 * Lets the answer to the next purchase get lost, and makes one of a stranger before the station can look at the account: from then on
 * nobody can tell for sure whose eSIMs are whose.
 * @returns resolves when both are made
 */
export function losePurchaseBeside(api: TrainingApi, { key, bundle, quantity }: Purchase): Promise<void> {
  const path = '/esims/apply';
  const lost = api.fault({ name: 'reset-after', path });
  // A fault that is armed earlier goes first: the stranger's purchase is answered slowly, and is not turned away.
  api.fault({ name: 'slow-body', path });
  const blind = api.fault({ name: '503', path: '/esims', times: 0 });
  return (async () => {
    await lost.struck;
    const response = await fetch(`${api.url}${path}`, {
      method: 'POST',
      headers: { 'x-api-key': key, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ name: bundle, repeat: quantity }),
    });
    expect(response.ok).toBe(true);
    blind.release();
  })();
}
