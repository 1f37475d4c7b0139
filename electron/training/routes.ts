/** The routes of v2.4 that are played, and what each does to the account. */
import {
  type Account,
  type Applied,
  type AppliedItem,
  type Apply,
  type Assignment,
  type Esim,
  shortBundle,
} from './account.ts';
import type { Effect } from './faults.ts';
import { filterOf } from './filter.ts';
import { bundleDetails } from './inventory.ts';
import { type ArchiveFile, zip } from './qr-zip.ts';
import { badRequest, forbidden, json, processing, Refusal, type Reply } from './replies.ts';
import { assignmentsQuery, bundlesQuery, detailsQuery, esimsQuery, noQuery, readApply, readQuery } from './requests.ts';
import {
  type AssignmentRow,
  activationCode,
  applyShape,
  assignmentShape,
  assignmentsCsv,
  assignmentsShape,
  esimShape,
  esimSummary,
  inventoryShape,
  list,
  type Variant,
} from './shapes.ts';

/** What every route works on. */
export interface World {
  account: Account;
  variant: Variant;
  /** Milliseconds that an apply of many bundles takes. */
  processing: number;
  now(): number;
  /** Records an apply for good and plays it on the account. */
  commit(event: Applied): Apply;
  images(rows: { iccid: string; code: string }[]): Promise<ArchiveFile[]>;
}

/** One request, decoded. */
export interface Call {
  params: Record<string, string>;
  query: URLSearchParams;
  accept: string;
  contentType: string;
  body: Buffer;
  /** What a fault does to this request. */
  effect: Effect;
}

type Handler = (call: Call, world: World) => Reply | Promise<Reply>;

/** More bundles than this in one apply are provisioned after the answer. */
const AT_ONCE = 5;

function isProcessing({ at, items }: Apply, { now, processing }: World): boolean {
  return items.length > AT_ONCE && now() < at + processing;
}

/** The eSIMs of an apply that can be seen yet: none in the first half of the processing time, then ever more; null for none. */
function visibleItems(apply: Apply, world: World): AppliedItem[] | null {
  const items = apply.items.filter((item) => !item.refused);
  if (!isProcessing(apply, world)) return items;
  const progress = (world.now() - apply.at) / world.processing;
  if (progress < 0.5) return null;
  return items.slice(0, Math.min(items.length - 1, Math.floor(items.length * progress)));
}

function ownEsim(account: Account, iccid: string): Esim {
  const esim = account.esims.get(iccid);
  if (!esim) throw new Refusal(forbidden(`no eSIM with iccid ${iccid} found in your organisation`));
  return esim;
}

const getInventory: Handler = ({ query }, { account, variant }) => {
  readQuery(noQuery, query);
  return json(inventoryShape(account, variant));
};

const postApply: Handler = ({ query, contentType, body, effect }, { account, now, commit }) => {
  readQuery(noQuery, query);
  const order = readApply(contentType, body);
  if (order.iccid !== undefined) ownEsim(account, order.iccid);
  const missing = shortBundle(account, order.lines);
  if (missing !== null) throw new Refusal(forbidden(`no available bundles found in inventory: ${missing}`));
  const refused = effect.refused === undefined ? {} : { refused: effect.refused };
  return json(applyShape(commit({ type: 'applied', at: now(), ...order, ...refused })));
};

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

async function archiveOf(rows: AssignmentRow[], effect: Effect, { variant, images }: World): Promise<Buffer> {
  const drawn = await images(rows.map(({ esim }) => ({ iccid: esim.iccid, code: activationCode(esim) })));
  // A newer guide speaks of a table beside the pictures.
  const table = { name: 'esims.csv', data: Buffer.from(assignmentsCsv(variant, rows, false)) };
  const files = effect.files?.(drawn) ?? drawn;
  const archive = await zip(variant === 'documented' ? [...files, table] : files);
  return effect.archive?.(archive, drawn) ?? archive;
}

const getAssignments: Handler = async ({ query, accept, effect }, world) => {
  const { reference, additionalFields } = readQuery(assignmentsQuery, query);
  const format = formatOf(accept);
  const visible: AssignmentRow[] = [];
  for (const name of reference) {
    const apply = world.account.applies.get(name);
    if (!apply) return badRequest(`no assignments found for reference ${name}`);
    const items = visibleItems(apply, world);
    if (!items) return processing;
    for (const { iccid, bundle } of items) {
      visible.push({ esim: ownEsim(world.account, iccid), bundle, reference: name });
    }
  }
  const rows = effect.rows?.(visible) ?? visible;
  const withAppleUrl = additionalFields !== undefined;
  switch (format) {
    case 'csv':
      return { status: 200, type: 'text/csv', body: assignmentsCsv(world.variant, rows, withAppleUrl) };
    case 'json':
      return json(assignmentsShape(world.variant, rows, withAppleUrl));
    case 'zip':
      return { status: 200, type: 'application/zip', body: await archiveOf(rows, effect, world) };
  }
};

const getEsims: Handler = ({ query }, { account, variant }) => {
  const { page, perPage, direction, filterBy, filter } = readQuery(esimsQuery, query);
  let esims = Array.from(account.esims.values(), esimSummary);
  if (filterBy !== undefined && filter !== undefined) esims = esims.filter(filterOf(filterBy, filter));
  esims.sort((a, b) => (a.iccid < b.iccid ? -1 : 1));
  if (direction === 'desc') esims.reverse();
  const rows = esims.slice((page - 1) * perPage, page * perPage);
  const pageCount = Math.ceil(esims.length / perPage);
  return json(list(variant, 'esims', rows, { pageCount, pageSize: perPage, rows: esims.length }));
};

const getEsim: Handler = ({ params, query }, { account, variant }) => {
  const { additionalFields } = readQuery(detailsQuery, query);
  return json(esimShape(variant, ownEsim(account, params.iccid ?? ''), additionalFields !== undefined));
};

const getEsimBundles: Handler = ({ params, query }, world) => {
  const { limit } = readQuery(bundlesQuery, query);
  const newest = ownEsim(world.account, params.iccid ?? '')
    .assignments.toReversed()
    .slice(0, limit);
  const byBundle = new Map<string, Assignment[]>();
  for (const assignment of newest) {
    byBundle.set(assignment.bundle, [...(byBundle.get(assignment.bundle) ?? []), assignment]);
  }
  const bundles = Array.from(byBundle, ([name, assignments]) => ({
    name,
    description: bundleDetails(name).desc,
    assignments: assignments.map((assignment) => assignmentShape(assignment, isProcessing(assignment.apply, world))),
  }));
  return json({ bundles });
};

const getEsimBundle: Handler = ({ params, query }, world) => {
  readQuery(noQuery, query);
  const { assignments } = ownEsim(world.account, params.iccid ?? '');
  const latest = assignments.findLast(({ bundle }) => bundle === params.name);
  if (!latest) return badRequest(`bundle ${params.name} is not on this eSIM`);
  return json({ assignments: [assignmentShape(latest, isProcessing(latest.apply, world))] });
};

/** A segment that begins with a colon is a parameter; the first route that fits is taken. */
const routes: { method: string; path: string[]; handle: Handler }[] = [
  { method: 'GET', path: ['inventory'], handle: getInventory },
  { method: 'POST', path: ['esims', 'apply'], handle: postApply },
  { method: 'GET', path: ['esims', 'assignments'], handle: getAssignments },
  { method: 'GET', path: ['esims'], handle: getEsims },
  { method: 'GET', path: ['esims', ':iccid'], handle: getEsim },
  { method: 'GET', path: ['esims', ':iccid', 'bundles'], handle: getEsimBundles },
  { method: 'GET', path: ['esims', ':iccid', 'bundles', ':name'], handle: getEsimBundle },
];

function paramsOf(pattern: string[], segments: string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return null;
  }
  return params;
}

/** @param segments the decoded parts of the path below the version. */
export function findRoute(
  method: string,
  segments: string[],
): { params: Record<string, string>; handle: Handler } | null {
  for (const route of routes) {
    const params = route.method === method ? paramsOf(route.path, segments) : null;
    if (params) return { params, handle: route.handle };
  }
  return null;
}
