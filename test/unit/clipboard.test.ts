import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchClipboard } from '../../electron/clipboard.ts';

const CODE = 'LPA:1$rsp.example.test$K7QPA-2ZTWM-X94RC-DH6VN';
const OTHER = 'LPA:1$rsp.example.test$Z9ZZZ-2ZTWM-X94RC-DH6VN';

function system() {
  const state = { text: '' };
  const copied = watchClipboard(
    {
      readText: async () => state.text,
      clear() {
        state.text = '';
      },
    },
    (error) => {
      throw error;
    },
  );
  const copy = (text: string) => {
    state.text = text;
    copied.forgetLater(text);
  };
  return { state, copied, copy };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('a code that was copied leaves the clipboard after a minute', async () => {
  const { state, copy } = system();
  copy(CODE);
  await vi.advanceTimersByTimeAsync(59_999);
  expect(state.text).toBe(CODE);
  await vi.advanceTimersByTimeAsync(1);
  expect(state.text).toBe('');
});

it('what somebody has copied since stays', async () => {
  const { state, copy } = system();
  copy(CODE);
  state.text = 'a shopping list';
  await vi.advanceTimersByTimeAsync(120_000);
  expect(state.text).toBe('a shopping list');
});

it('a code has its own minute, also where it is copied again', async () => {
  const { state, copy } = system();
  for (const text of [CODE, OTHER, OTHER]) {
    copy(text);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(state.text).toBe(text);
  }
  await vi.advanceTimersByTimeAsync(20_000);
  expect(state.text).toBe('');
});

it('the end of the program is the end of the minute', async () => {
  const { state, copied, copy } = system();
  copy(CODE);
  await copied.forget();
  expect(state.text).toBe('');
  expect(vi.getTimerCount()).toBe(0);
  copy(CODE);
  state.text = 'theirs';
  await copied.forget();
  expect(state.text).toBe('theirs');
});

it('a clipboard that cannot be read is told of and ends nothing', async () => {
  const onError = vi.fn();
  const clear = vi.fn();
  const gone = new Error('no clipboard');
  watchClipboard({ readText: () => Promise.reject(gone), clear }, onError).forgetLater(CODE);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onError).toHaveBeenCalledExactlyOnceWith(gone);
  expect(clear).not.toHaveBeenCalled();
});
