/** GET /esims/assignments: the install details of an apply or order, in three formats, once they are there. */
import { z } from 'zod';
import type { Grant, GrantedItem } from './account.ts';
import { type AssignmentRow, assignmentsCsv, assignmentsShape } from './assignment-shapes.ts';
import { activationCode } from './esim-shapes.ts';
import type { Effect } from './fault-effects.ts';
import { isAway, isProcessing } from './life.ts';
import { zip } from './qr-zip.ts';
import { badRequest, json, processing, Refusal, type Reply } from './replies.ts';
import { additionalFields, readQuery, repeatable } from './requests.ts';
import { type Call, type Handler, momentOf, type World } from './world.ts';

type Format = 'csv' | 'json' | 'zip';

const FORMATS: Record<string, Format> = {
  '*/*': 'csv',
  'text/csv': 'csv',
  'application/json': 'json',
  'application/zip': 'zip',
};

function formatOf(accept: string): Format {
  const types = accept.split(',').map((type) => type.replace(/;.*/, '').trim().toLowerCase());
  const known = types.find((type) => FORMATS[type] !== undefined);
  const format = accept === '' ? 'csv' : FORMATS[known ?? ''];
  if (!format) throw new Refusal(badRequest('unsupported Accept header'));
  return format;
}

/** The eSIMs that can be seen yet: none in the first half of the processing time, then ever more; null for none. */
function visibleItems(grant: Grant, world: World): GrantedItem[] | null {
  const items = grant.items.filter(({ assignment }) => assignment);
  const moment = momentOf(world);
  if (moment.now < grant.shows) return null;
  if (!isProcessing(grant, moment)) return items;
  const progress = (moment.now - grant.at) / moment.processing;
  if (progress < 0.5) return null;
  return items.slice(0, Math.min(items.length - 1, Math.floor(items.length * progress)));
}

async function archiveOf(rows: AssignmentRow[], effect: Effect, { variant, images }: World): Promise<Buffer> {
  const drawn = await images(rows.map(({ esim }) => ({ iccid: esim.iccid, code: activationCode(esim) })));
  // A newer guide speaks of a table beside the pictures.
  const table = { name: 'esims.csv', data: Buffer.from(assignmentsCsv(variant, rows, false)) };
  const files = effect.files?.(drawn) ?? drawn;
  const archive = await zip(variant === 'documented' ? [...files, table] : files);
  return effect.archive?.(archive, drawn) ?? archive;
}

interface Wanted {
  references: string[];
  withAppleUrl: boolean;
}

async function assignments({ references, withAppleUrl }: Wanted, call: Call, world: World): Promise<Reply> {
  const { account, variant, now } = world;
  const format = formatOf(call.accept);
  const visible: AssignmentRow[] = [];
  for (const reference of references) {
    // GUESS: 400 for an unknown reference.
    const grant = account.grants.get(reference) ?? account.orders.get(reference)?.grant;
    if (!grant) return badRequest(`no assignments found for reference ${reference}`);
    const items = visibleItems(grant, world);
    if (!items) return processing;
    for (const { iccid, bundle } of items) {
      const esim = account.esims.get(iccid);
      if (esim && !isAway(esim, now())) visible.push({ esim, bundle, reference });
    }
  }
  const rows = call.effect.rows?.(visible) ?? visible;
  switch (format) {
    case 'csv':
      return { status: 200, type: 'text/csv', body: assignmentsCsv(variant, rows, withAppleUrl) };
    case 'json':
      return json(assignmentsShape(variant, rows, withAppleUrl));
    case 'zip':
      return { status: 200, type: 'application/zip', body: await archiveOf(rows, call.effect, world) };
  }
}

/** "One or multiple reference numbers", so this parameter may be repeated. */
const assignmentsQuery = z.strictObject({ reference: repeatable, additionalFields });

export const getAssignments: Handler = (call, world) => {
  const { reference, additionalFields } = readQuery(assignmentsQuery, call.query);
  return assignments({ references: reference, withAppleUrl: additionalFields !== undefined }, call, world);
};

const onlyFields = z.strictObject({ additionalFields });

/** With the reference in the path: of older versions, and still seen on this one. */
export const getAssignmentsOf: Handler = (call, world) => {
  const { additionalFields } = readQuery(onlyFields, call.query);
  const { reference = '' } = call.params;
  return assignments({ references: [reference], withAppleUrl: additionalFields !== undefined }, call, world);
};
