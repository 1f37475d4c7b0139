import type { Handlers } from '../../shared/contract.ts';
import type { Desk } from './desk.ts';

export function clipboardVerbs({ copied }: Desk): Handlers['clipboard'] {
  return {
    forgetLater({ text }) {
      copied.forgetLater(text);
      return null;
    },
  };
}
