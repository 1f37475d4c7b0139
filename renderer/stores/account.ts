import { create } from 'zustand';
import { problemOf } from '../../shared/errors.ts';
import type { AccountStatus, Problem } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';

interface AccountState {
  /** Null until the main process has answered for the first time. */
  status: AccountStatus | null;
  problem: Problem | null;
}

export const useAccount = create<AccountState>()(() => ({ status: null, problem: null }));

export function showAccount(status: AccountStatus): void {
  useAccount.setState({ status, problem: null });
}

/** Does something to the account and shows what it is then; on failure the account stays as shown and the caller gets the error. */
async function change(answer: ReturnType<typeof window.station.account.status>): Promise<void> {
  showAccount(await unwrap(answer));
}

export async function loadAccount(): Promise<void> {
  try {
    await change(window.station.account.status());
  } catch (error) {
    useAccount.setState({ problem: problemOf(error) });
  }
}

export const connectAccount = (key: string): Promise<void> => change(window.station.account.connect({ key }));
export const forgetKey = (): Promise<void> => change(window.station.account.forget());
export const practise = (): Promise<void> => change(window.station.account.practise());
export const goLive = (): Promise<void> => change(window.station.account.goLive());
