import type { Handlers } from '../../shared/contract.ts';
import { suggestName } from '../files.ts';
import type { Desk } from './desk.ts';

export function batchVerbs(desk: Desk): Handlers['batches'] {
  return {
    create: async (request) => ({
      id: await desk.station().provisioning.create(request, desk.settings.get().operator),
    }),
    resume({ id }) {
      desk.station().provisioning.resume(id);
      return null;
    },
    list: (query) => desk.station().history.list(query),
    get: ({ id }) => desk.station().history.batch(id),
    saveCodes({ id }) {
      const { history } = desk.station();
      return desk.save({ name: suggestName('codes', history.batch(id), 'csv'), type: 'csv' }, history.codes(id));
    },
  };
}
