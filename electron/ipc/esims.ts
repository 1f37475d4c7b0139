import type { Handlers } from '../../shared/contract.ts';
import type { Desk } from './desk.ts';

export function esimVerbs(desk: Desk): Handlers['esims'] {
  return {
    get: ({ iccid }) => desk.station().history.esim(iccid),
    find: ({ matchingId, smdpAddress }) => desk.station().history.find(matchingId, smdpAddress),
    saveImage: ({ iccid }) => desk.save({ name: `${iccid}.png`, type: 'png' }, desk.station().history.qrImage(iccid)),
  };
}
