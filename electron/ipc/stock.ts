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
    buy: ({ bundle, quantity }) => stock().buy(bundle, quantity, operator()),
    refund: (refund) => stock().refund(refund, operator()),
    acts: () => stock().acts(),
  };
}
