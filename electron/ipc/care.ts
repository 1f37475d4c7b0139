import type { Handlers } from '../../shared/contract.ts';
import type { Desk } from './desk.ts';

export function careVerbs(desk: Desk): Handlers['care'] {
  const care = () => desk.station().care;
  const operator = () => desk.settings.get().operator;

  return {
    look: ({ iccid }) => care().look(iccid),
    acts: ({ iccid }) => care().acts(iccid),
    checkTopUp: async ({ iccid, bundle }) => ({ compatible: await care().compatible(iccid, bundle) }),
    topUp: ({ iccid, bundle }) => care().topUp(iccid, bundle, operator()),
    refresh: ({ iccid }) => care().refresh(iccid, operator()),
    sms: ({ iccid, message }) => care().sms(iccid, message, operator()),
    previewRevoke: ({ iccid, bundle, assignmentId }) => care().previewRevoke(iccid, bundle, assignmentId),
    revoke: ({ iccid, bundle, assignmentId }) => care().revoke(iccid, bundle, assignmentId, operator()),
    replace: async ({ iccid, bundle, reason }) => ({
      batchId: await desk.station().replace({ iccid, bundle, reason }, operator()),
    }),
    setReference: ({ iccid, reference }) => care().setReference(iccid, reference, operator()),
    saveReport: ({ iccid, text }) => desk.save({ name: `support-${iccid}.txt`, type: 'txt' }, text),
  };
}
