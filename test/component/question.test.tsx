// @vitest-environment jsdom
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BatchScreen } from '../../renderer/screens/history/BatchScreen.tsx';
import { StationError } from '../../shared/errors.ts';
import type { Candidate, Question } from '../../shared/model.ts';
import { type Answers, installBridge } from './bridge.ts';
import { BATCH_ID, BUNDLE, batch, iccid, item } from './data.ts';
import { render, screen, waitFor, within } from './dom.ts';

const CALL = '0190c0de-0000-7000-8000-0000000000c1';

function candidate(reference: string, ...positions: number[]): Candidate {
  return { reference, bundle: BUNDLE, iccids: positions.map(iccid), assignedAt: '2026-11-20T09:14:00Z' };
}

function question(changes: Partial<Question> = {}): Question {
  return {
    callId: CALL,
    batchId: BATCH_ID,
    kind: 'new',
    bundle: BUNDLE,
    quantity: 3,
    sentAt: '2026-11-20T09:13:00Z',
    operator: 'Marta',
    number: 1,
    candidates: [candidate('ref-1', 11, 12, 13), candidate('ref-2', 20)],
    others: true,
    unseen: [],
    stock: { before: 40, now: 36 },
    ...changes,
  };
}

const doubtful = item(2, 'unknown', { problem: { code: 'reconcile.ask', params: {} } });

async function openQuestion(questions: Question[], answers: NonNullable<Answers['batches']> = {}) {
  const open = [...questions];
  const bridge = installBridge({
    batches: {
      get: () => batch({ items: [item(1, 'ready'), doubtful], state: 'unknown', questions: questions.length }),
      questions: () => [...open],
      settle: ({ callId }) => {
        open.splice(
          open.findIndex((one) => one.callId === callId),
          1,
        );
        return null;
      },
      ...answers,
    },
  });
  const user = userEvent.setup();
  render(<BatchScreen id={BATCH_ID} />);
  await user.click(await screen.findByRole('button', { name: 'Decide' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findAllByRole('radio');
  return { bridge, user };
}

beforeEach(() => {
  // jsdom has no layout, and what is brought into sight stays where it is.
  Element.prototype.scrollIntoView ??= () => undefined;
});
afterEach(() => {
  vi.restoreAllMocks();
});

const choices = () => screen.getAllByRole('radio');
const settled = (calls: [string, unknown][]) => calls.filter(([verb]) => verb === 'batches.settle');

describe('the question what became of a lost call', () => {
  it('shows what was sent, what the account shows and what each answer means, and chooses nothing', async () => {
    const { bridge } = await openQuestion([question()]);
    // The note says it already, with the way to decide.
    expect(screen.queryByText(/^eSIM 2/)).toBeNull();
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByRole('heading').textContent).toBe('Were these 3 eSIMs made?');
    expect(dialog.getByText(/^3 × 1 GB/)).toBeDefined();
    expect(dialog.getByText('40 before, 36 now')).toBeDefined();
    expect(dialog.getByText('Yes: what is there can be theirs')).toBeDefined();
    expect(choices().map((radio) => radio.closest('label')?.textContent)).toEqual([
      expect.stringMatching(
        /^It was made: these 3 eSIMs are ours.*Nothing is bought\.Made .*ending in 000011, 000012, 000013\.$/,
      ),
      expect.stringMatching(/^It was made: this eSIM is ours.*ICCID ending in 000020\.$/),
      expect.stringMatching(/^It was never made: send it again.*Buys 3 eSIMs again\..*you pay twice\.$/),
      expect.stringMatching(/^Leave it.*3 eSIMs of this batch are cancelled\.$/),
    ]);
    expect(choices().some((radio) => (radio as HTMLInputElement).checked)).toBe(false);
    expect(document.activeElement).toBe(choices()[3]);
    expect(screen.getByRole('button', { name: 'Choose first' })).toHaveProperty('disabled', true);
    expect(settled(bridge.calls)).toEqual([]);
  });

  it.each([
    [0, 'Take these 3 eSIMs', { choice: 'adopt', reference: 'ref-1' }],
    [1, 'Take this eSIM', { choice: 'adopt', reference: 'ref-2' }],
    [2, 'Send 3 eSIMs again', { choice: 'send-again', reference: null }],
    [3, 'Cancel 3 eSIMs', { choice: 'leave', reference: null }],
  ])('is answered with choice %d by “%s”', async (index, words, answer) => {
    const { bridge, user } = await openQuestion([question()]);
    await user.click(choices()[index] as HTMLElement);
    await user.click(screen.getByRole('button', { name: words }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(settled(bridge.calls)).toEqual([['batches.settle', { callId: CALL, ...answer, number: 1 }]]);
  });

  it('is followed by the next one, with nothing chosen', async () => {
    const next = question({
      callId: CALL.replace('c1', 'c2'),
      quantity: 2,
      candidates: [],
      stock: { before: null, now: 5 },
    });
    const { user } = await openQuestion([question(), next]);
    await user.keyboard(' ');
    await user.click(screen.getByRole('button', { name: 'Cancel 3 eSIMs' }));
    expect(await screen.findByText('Were these 2 eSIMs made?')).toBeDefined();
    expect(screen.getByText('Nothing that nobody claims')).toBeDefined();
    expect(screen.getByText('not known before, 5 now')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Choose first' })).toHaveProperty('disabled', true);
  });

  it('can wait', async () => {
    const { bridge, user } = await openQuestion([question()]);
    await user.click(screen.getByRole('button', { name: 'Decide later' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(settled(bridge.calls)).toEqual([]);
    expect(screen.getByRole('button', { name: 'Decide' })).toBeDefined();
  });

  it('stays with its reason, and brings it into sight, when the answer cannot be taken', async () => {
    const seen = vi.spyOn(Element.prototype, 'scrollIntoView');
    const { user } = await openQuestion([question()], {
      settle: () => {
        throw new StationError('account.no-key');
      },
    });
    await user.click(choices()[2] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Send 3 eSIMs again' }));
    const reason = await screen.findByRole('alert');
    expect(reason.textContent).toContain('No account is connected');
    // The button stands below candidates that may fill the dialog.
    expect(seen.mock.contexts.some((element) => (element as Element).contains(reason))).toBe(true);
    expect(choices()[2]).toHaveProperty('checked', true);
  });

  it('shows what the account shows by now when the answer was given on what it showed before', async () => {
    const older = question({ candidates: [] });
    let shown = [older];
    const { user } = await openQuestion([older], {
      questions: () => shown,
      settle: () => {
        shown = [question()];
        throw new StationError('reconcile.outdated', { number: 2 });
      },
    });
    expect(choices()).toHaveLength(2);
    await user.click(choices()[0] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Send 3 eSIMs again' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The account shows more by now');
    await waitFor(() => expect(choices()).toHaveLength(4));
    // What was chosen before the others were seen counts for nothing.
    expect(screen.getByRole('button', { name: 'Choose first' })).toHaveProperty('disabled', true);
  });

  it('says which candidates are new when there are more, and is answered by the number it has now', async () => {
    let shown = [question({ candidates: [candidate('ref-1', 11, 12), candidate('ref-2', 20)] })];
    const { bridge, user } = await openQuestion(shown, {
      questions: () => shown,
      settle: ({ number }) => {
        if (number === 2) return null;
        shown = [
          question({
            number: 2,
            candidates: [candidate('ref-1', 11, 12, 13), candidate('ref-2', 20), candidate('ref-3', 30)],
          }),
        ];
        throw new StationError('reconcile.outdated', { number: 2 });
      },
    });
    expect(screen.queryByText(/^Number/)).toBeNull();
    expect(screen.queryByText('New since you looked.')).toBeNull();
    await user.click(choices()[2] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Send 3 eSIMs again' }));
    expect(await screen.findByText('Number 2: the account shows more than before')).toBeDefined();
    // One has grown and one was not there.
    expect(choices().map((radio) => /New since/.test(radio.closest('label')?.textContent ?? ''))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    await user.click(choices()[3] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Send 3 eSIMs again' }));
    await waitFor(() => expect(settled(bridge.calls)).toHaveLength(2));
    expect(settled(bridge.calls).map(([, input]) => (input as { number: number }).number)).toEqual([1, 2]);
  });

  it('says what could not be looked at, and does not say that nothing is there', async () => {
    await openQuestion([question({ kind: 'top-up', quantity: 1, candidates: [], others: false, unseen: [iccid(11)] })]);
    expect(screen.getByText('eSIM 8944 4220 0000 0000 011')).toBeDefined();
    expect(screen.queryByText('Nothing that nobody claims')).toBeNull();
  });

  it('names a few of many that could not be looked at', async () => {
    await openQuestion([question({ unseen: ['ref-8', ...[1, 2, 3, 4, 5].map(iccid)] })]);
    expect(screen.getByText(/^ref-8, eSIM 8944 .* 001, eSIM .* 002, eSIM .* 003, and 2 more$/)).toBeDefined();
  });

  it('says that the account could not be looked at at all', async () => {
    await openQuestion([question({ candidates: [], others: true, stock: { before: 40, now: null } })]);
    expect(screen.getByText('The account itself')).toBeDefined();
    expect(screen.getByText('40 before, not known now')).toBeDefined();
    expect(screen.queryByText('Nothing that nobody claims')).toBeNull();
    expect(screen.queryByText('Yes: what is there can be theirs')).toBeNull();
  });

  it('shows a date that is none as it stands', async () => {
    await openQuestion([
      question({ kind: 'top-up', candidates: [{ ...candidate('ref-1', 11), assignedAt: 'last week' }] }),
    ]);
    expect(screen.getByText(/^Made last week\./)).toBeDefined();
  });

  it('of a top-up speaks of bundles', async () => {
    await openQuestion([
      question({ kind: 'top-up', quantity: 1, candidates: [candidate('ref-1', 11)], others: false }),
    ]);
    expect(screen.getByText('Was this eSIM topped up?')).toBeDefined();
    expect(screen.getByText('It was made: this eSIM got the bundle from us')).toBeDefined();
    expect(screen.getByText('None known')).toBeDefined();
  });
});
