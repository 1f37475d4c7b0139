import type { Handlers } from '../../shared/contract.ts';
import type { Desk } from './desk.ts';

export function stockVerbs(desk: Desk): Handlers['stock'] {
  const stock = () => desk.station().stock;
  const operator = () => desk.settings.get().operator;

  return {
    list: () => stock().list(),
    catalogue: () => stock().catalogue(),
    coverage: ({ bundle }) => stock().coverage(bundle),
    quote: ({ bundle, quantity }) => stock().quote(bundle, quantity),
    buy: ({ bundle, quantity, total, currency }) => stock().buy(bundle, quantity, operator(), { total, currency }),
    refund: (refund) => stock().refund(refund, operator()),
    acts: () => stock().acts(),
    questions: () => stock().questions(),
    async settle(answer) {
      await stock().settle(answer, operator());
      return null;
    },
  };
}
