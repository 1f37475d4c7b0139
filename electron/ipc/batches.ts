import type { Handlers } from '../../shared/contract.ts';
import { suggestName } from '../files.ts';
import type { Desk } from './desk.ts';

export function batchVerbs(desk: Desk): Handlers['batches'] {
  const operator = () => desk.settings.get().operator;
  return {
    create: async (request) => ({ id: await desk.station().provisioning.create(request, operator()) }),
    checkTopUps: ({ bundle, iccids }) => desk.station().provisioning.checkTopUps(bundle, iccids),
    topUp: async (request) => ({ id: await desk.station().provisioning.topUp(request, operator()) }),
    checkManifest: ({ file, ...options }) => desk.station().manifests.check(Buffer.from(file, 'base64'), options),
    reviewManifest: ({ manifest, leaveOut }) => desk.station().manifests.review(manifest, leaveOut),
    async startManifest({ manifest, leaveOut, repeatsAreMeant, reference, startsAt }) {
      const { manifests, provisioning } = desk.station();
      const lines = manifests.lines(manifest, leaveOut, repeatsAreMeant);
      return { id: await provisioning.create({ lines, reference, startsAt }, operator()) };
    },
    pause({ id }) {
      desk.station().provisioning.pause(id);
      return null;
    },
    resume({ id }) {
      desk.station().provisioning.resume(id);
      return null;
    },
    cancel({ id }) {
      desk.station().provisioning.cancel(id);
      return null;
    },
    async retry({ id }) {
      await desk.station().provisioning.retry(id);
      return null;
    },
    questions: ({ id }) => desk.station().provisioning.questions(id),
    async settle(answer) {
      await desk.station().provisioning.settle(answer, operator());
      return null;
    },
    list: (query) => desk.station().history.list(query),
    get: ({ id }) => desk.station().history.batch(id),
    async saveCodes({ id, type }) {
      const { history } = desk.station();
      const content = type === 'csv' ? history.codes(id) : await history.codesWorkbook(id);
      return desk.save({ name: suggestName('codes', history.batch(id), type), type }, content);
    },
  };
}
