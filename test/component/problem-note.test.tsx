// @vitest-environment jsdom

import { describe, expect, it } from 'vitest';
import { BatchProblems } from '../../renderer/components/BatchProblems.tsx';
import { ProblemNote } from '../../renderer/components/ProblemNote.tsx';
import { batch, item } from './data.ts';
import { render, screen } from './dom.ts';

describe('a problem', () => {
  it('is one sentence with its particulars, and is read out', () => {
    render(<ProblemNote problem={{ code: 'api.unreachable', params: { host: 'api.example.com' } }} />);
    expect(screen.getByRole('alert').textContent).toBe(
      'The API at api.example.com cannot be reached, so nothing was spent. Check the network connection and try again.',
    );
  });

  it('counts in words', () => {
    render(<ProblemNote problem={{ code: 'api.short-list', params: { missing: 1 } }} />);
    expect(screen.getByRole('alert').textContent).toContain('has not yet shown 1 eSIM of this batch');
  });
});

describe('the problems of a batch', () => {
  const refused = { code: 'provisioning.item-refused', params: { text: 'no such profile' } } as const;

  it('are said once each, with the eSIMs they hold for', () => {
    const items = [
      item(1, 'ready'),
      ...[2, 3, 4, 9].map((position) => item(position, 'failed', { problem: refused })),
      item(10, 'unknown', { problem: { code: 'unknown.apply', params: {} } }),
    ];
    render(<BatchProblems batch={batch({ items, state: 'unknown' })} />);
    const alerts = screen.getAllByRole('alert').map(({ textContent }) => textContent);
    expect(alerts).toHaveLength(2);
    expect(alerts[0]).toContain('eSIMs 2–4, 9');
    expect(alerts[0]).toContain('It said: “no such profile”.');
    expect(alerts[1]).toContain('eSIM 10');
  });

  it('are not mentioned when there are none', () => {
    const { container } = render(<BatchProblems batch={batch({ items: [item(1, 'ready')] })} />);
    expect(container.textContent).toBe('');
  });
});
