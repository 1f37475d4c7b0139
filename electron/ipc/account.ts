import type { Handlers } from '../../shared/contract.ts';
import type { Desk } from './desk.ts';

export function accountVerbs(desk: Desk): Handlers['account'] {
  const status = () => desk.station().account.status();
  const changed = () => {
    desk.accountChanged();
    return status();
  };

  return {
    status,
    async connect({ key }) {
      await desk.station().account.connect(key, desk.openOther);
      desk.station().provisioning.resumeAll();
      return changed();
    },
    async forget() {
      await desk.station().account.forget();
      return changed();
    },
    async practise() {
      await desk.switchTo('practice');
      return changed();
    },
    async goLive() {
      await desk.switchTo('live');
      return changed();
    },
  };
}
