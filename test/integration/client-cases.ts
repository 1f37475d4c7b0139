/**
 * Every function of the client: the ways to ask, what has to be sent for each, and the answer in the shape of the documents and in
 * the shape seen in the wild with the value both mean. All names and numbers are invented.
 */
import type { Client } from '../../electron/esim-go/index.ts';
import type { DocumentedEndpoint } from './client-facts.ts';
import { KEY } from './client-support.ts';

export const ICCID = '8944422000000000019';
export const OTHER_ICCID = '8944422000000000027';
export const BUNDLE = 'esim_1GB_7D_GB_V2';
/** Not a name that is sold, but one that a path has to survive. */
const ODD_NAME = 'esim 1GB/7D?GB#Ü%';
const REFERENCE = '5f0c2b1e-8d53-4c3a-9a0e-0d5b6c7a1f11';
const ASSIGNMENT = '215000001';

/** What must show up in no error, wherever it stood in an answer. */
export const SECRETS = {
  matchingId: 'K7QPA-2ZTWM-X94RC-DH6VN',
  pin: '7391',
  puk: '58203647',
  apiKey: KEY,
};

const LPA = `LPA:1$rsp.example.test$${SECRETS.matchingId}`;
const APPLE = `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${LPA}`;

interface Sent {
  query?: Record<string, string | string[]>;
  body?: unknown;
  /** Values of the path's segments. */
  segments?: Record<string, string>;
  accept?: string;
}

interface Answer {
  /** JSON, or the bytes of another format. */
  body: unknown;
  value: unknown;
}

export interface Case {
  endpoint: DocumentedEndpoint;
  call: Exclude<keyof Client, 'calls' | 'background'>;
  /** `change`: sent once and on a connection of its own. `patient`: read again by its caller alone. */
  kind: 'read' | 'change' | 'patient';
  requests: [ask: (client: Client) => Promise<unknown>, sent: Sent][];
  documented: Answer;
  wild: Answer;
  /** What 403 means, when it is not about the key. */
  forbidden?: string;
}

/** The rows of every page. */
async function all<Row>(pages: AsyncIterable<{ rows: Row[] }>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page.rows);
  return rows;
}

const bytes = (text: string) => Uint8Array.from(Buffer.from(text));

const wrapped = (key: string, rows: unknown[] | null, pageCount = 1) => ({
  [key]: rows,
  pageCount,
  pageSize: 100,
  rows: rows?.length ?? 0,
});

const esimDetails = {
  iccid: ICCID,
  pin: SECRETS.pin,
  puk: SECRETS.puk,
  matchingId: SECRETS.matchingId,
  profileStatus: 'Released',
  customerRef: '',
};

const listedEsim = {
  iccid: ICCID,
  customerRef: 'order-1001',
  lastAction: 'Bundle Applied',
  actionDate: '2026-03-02T10:05:09.123456789Z',
  physical: false,
  assignedDate: '2026-03-02T10:05:07Z',
};

const assignment = {
  id: ASSIGNMENT,
  callTypeGroup: 'data',
  initialQuantity: 1_000_000_000,
  remainingQuantity: 750_000_000,
  assignmentDateTime: '2026-03-02T10:05:07.34523Z',
  assignmentReference: `${REFERENCE}-0`,
  bundleState: 'active',
  unlimited: false,
};
const term = { startTime: '2026-03-03T08:00:00Z', endTime: '2026-03-10T08:00:00Z' };
const onEsim = {
  name: BUNDLE,
  description: 'eSIM, 1GB, 7 Days, United Kingdom, V2',
  assignmentId: ASSIGNMENT,
  state: 'active',
  initialBytes: 1_000_000_000,
  remainingBytes: 750_000_000,
  unlimited: false,
  startsAt: term.startTime,
  endsAt: term.endTime,
  assignedAt: '2026-03-02T10:05:07.34523Z',
  reference: REFERENCE,
};

const stockRow = {
  name: BUNDLE,
  desc: 'eSIM, 1GB, 7 Days, United Kingdom, V2',
  useDms: false,
  available: [
    { id: 1200345, total: 5, remaining: 3, expiry: '2027-03-02T00:00:00Z' },
    { id: 1200346, total: 5, remaining: 0, expiry: '2026-12-01' },
  ],
  countries: ['United Kingdom'],
  data: 1000,
  duration: 7,
  durationUnit: 'day',
  autostart: true,
  unlimited: false,
  speed: ['4G', '5G'],
  allowances: [{ type: 'DATA', service: 'Standard', description: '1GB', amount: 1000, unit: 'MB', unlimited: false }],
};
const stockBundle = {
  name: BUNDLE,
  description: stockRow.desc,
  remaining: 3,
  dataMb: 1000,
  unlimited: false,
  days: 7,
  countries: ['United Kingdom'],
  startsOnDate: false,
  expires: '2027-03-02T00:00:00Z',
  lots: [
    { id: 1200345, total: 5, remaining: 3, expires: '2027-03-02T00:00:00Z' },
    { id: 1200346, total: 5, remaining: 0, expires: '2026-12-01' },
  ],
};

const GB = { name: 'United Kingdom', region: 'Europe', iso: 'GB' };
const FR = { name: 'France', region: 'Europe', iso: 'FR' };
const soldRow = {
  name: BUNDLE,
  description: stockRow.desc,
  groups: ['Standard Fixed Bundles'],
  countries: [GB],
  dataAmount: 1000,
  duration: 7,
  speed: ['4G', '5G'],
  autostart: true,
  unlimited: false,
  roamingEnabled: [FR],
  price: 1.36,
  billingType: 'FixedCost',
};
const soldBundle = {
  name: BUNDLE,
  description: stockRow.desc,
  countries: [{ iso: 'GB', name: 'United Kingdom', region: 'Europe' }],
  roaming: [{ iso: 'FR', name: 'France' }],
  dataMb: 1000,
  unlimited: false,
  days: 7,
  speeds: ['4G', '5G'],
  price: 1.36,
};

const orderLine = {
  type: 'bundle',
  item: BUNDLE,
  quantity: 1,
  subTotal: 1.36,
  pricePerUnit: 1.36,
  AllowReassign: false,
};
const line = { type: 'bundle', item: BUNDLE, quantity: 1, subTotal: 1.36, pricePerUnit: 1.36, iccids: [], esims: [] };
const orderHead = {
  total: 1.36,
  currency: 'USD',
  status: 'completed',
  statusMessage: 'Order completed: 1 eSIMs assigned',
  orderReference: REFERENCE,
  createdDate: '2026-03-02T10:05:07.785826016Z',
  assigned: true,
};
const assignedLine = {
  esims: [{ iccid: ICCID, matchingId: SECRETS.matchingId, smdpAddress: 'rsp.example.test' }],
  ...orderLine,
  iccids: [ICCID],
};
const orderValue = {
  orderReference: REFERENCE,
  total: 1.36,
  currency: 'USD',
  status: 'completed',
  statusMessage: 'Order completed: 1 eSIMs assigned',
  createdAt: '2026-03-02T10:05:07.785826016Z',
  assigned: true,
  runningBalance: null as number | null,
  lines: [
    {
      ...line,
      iccids: [ICCID],
      esims: [{ iccid: ICCID, matchingId: SECRETS.matchingId, smdpAddress: 'rsp.example.test' }],
    },
  ],
};
const wildOrder = { ...orderHead, order: [assignedLine], runningBalance: 98.64, sourceIP: '192.0.2.10' };

const organisation = {
  name: 'Practice Travel Ltd',
  apiKey: SECRETS.apiKey,
  currency: 'USD',
  balance: 98.64,
  groups: ['Standard Fixed Bundles'],
  users: [{ firstName: 'Pat', emailAddress: 'pat@practice.example.test' }],
};
const organisationValue = {
  name: 'Practice Travel Ltd',
  currency: 'USD',
  balance: 98.64,
  groups: ['Standard Fixed Bundles'],
};

const networkRow = {
  name: 'EE',
  brandName: 'EE',
  mcc: '234',
  mnc: '30',
  tagid: 'GBRME',
  speed: ['4G', '5G'],
};
const { tagid: _, speed: __, ...networkHead } = networkRow;
const networkValue = [{ country: 'GB', networks: [{ ...networkHead, tadig: 'GBRME', speeds: ['4G', '5G'] }] }];

const applied = (status: string | null, bundle: string | null) => ({
  applyReference: REFERENCE,
  esims: [{ iccid: ICCID, status, bundle }],
});

const REVOKED = 'Successfully Revoked Bundle, bundle has been refunded to inventory';
const quote = { order: [orderLine], total: 1.36, valid: true, currency: 'USD' };
const quoteValue = { total: 1.36, valid: true, currency: 'USD', lines: [line] };

const installRow = {
  iccid: ICCID,
  matchingId: SECRETS.matchingId,
  smdpAddress: 'rsp.example.test',
  bundle: null as string | null,
  appleInstallUrl: null as string | null,
};

export const cases: Case[] = [
  {
    endpoint: 'POST /esims/apply',
    call: 'apply',
    kind: 'change',
    forbidden: 'api.out-of-stock',
    requests: [
      [(client) => client.apply({ name: BUNDLE }), { body: { name: BUNDLE } }],
      [(client) => client.apply({ name: BUNDLE, repeat: 1 }), { body: { name: BUNDLE } }],
      [(client) => client.apply({ name: BUNDLE, repeat: 3 }), { body: { name: BUNDLE, repeat: 3 } }],
      [(client) => client.apply({ name: BUNDLE, iccid: ICCID }), { body: { name: BUNDLE, iccid: ICCID } }],
      [
        (client) => client.apply({ name: BUNDLE, iccid: ICCID, allowReassign: true }),
        { body: { name: BUNDLE, iccid: ICCID, allowReassign: true } },
      ],
      [
        (client) => client.apply({ name: BUNDLE, startTime: '2026-03-02T10:05:00Z' }),
        { body: { name: BUNDLE, startTime: '2026-03-02T10:05:00Z' } },
      ],
      [
        (client) => client.apply({ bundles: [{ name: BUNDLE, repeat: 2 }, { name: 'esim_3GB_30D_US_V2' }] }),
        { body: { bundles: [{ name: BUNDLE, repeat: 2 }, { name: 'esim_3GB_30D_US_V2' }] } },
      ],
    ],
    // The older shape has no bundle.
    documented: {
      body: { esims: [{ iccid: ICCID, status: 'ACTIVE' }], applyReference: REFERENCE },
      value: applied('ACTIVE', null),
    },
    wild: {
      body: {
        esims: [{ iccid: ICCID, status: 'Successfully Applied Bundle', bundle: BUNDLE }],
        applyReference: REFERENCE,
      },
      value: applied('Successfully Applied Bundle', BUNDLE),
    },
  },
  {
    endpoint: 'GET /esims/assignments',
    call: 'assignments',
    kind: 'patient',
    requests: [
      [(client) => client.assignments(REFERENCE), { query: { reference: REFERENCE } }],
      [
        (client) => client.assignments(REFERENCE, { additionalFields: 'appleInstallUrl' }),
        { query: { reference: REFERENCE, additionalFields: 'appleInstallUrl' } },
      ],
    ],
    documented: {
      body: {
        ...esimDetails,
        smdpAddress: 'http://rsp.example.test/',
        firstInstalledDateTime: '2026-03-02T10:11:12.000Z',
      },
      value: [installRow],
    },
    wild: {
      body: [
        {
          iccid: ICCID,
          matchingId: SECRETS.matchingId,
          rspUrl: 'rsp.example.test',
          bundle: BUNDLE,
          reference: REFERENCE,
          appleInstallUrl: APPLE,
        },
      ],
      value: [{ ...installRow, bundle: BUNDLE, appleInstallUrl: APPLE }],
    },
  },
  {
    endpoint: 'GET /esims/assignments',
    call: 'assignmentsCsv',
    kind: 'patient',
    requests: [
      [(client) => client.assignmentsCsv(REFERENCE), { query: { reference: REFERENCE }, accept: 'text/csv' }],
      [
        (client) => client.assignmentsCsv([REFERENCE], { additionalFields: 'appleInstallUrl' }),
        { query: { reference: REFERENCE, additionalFields: 'appleInstallUrl' }, accept: 'text/csv' },
      ],
    ],
    documented: {
      body: Buffer.from(
        `\uFEFF"ICCID","Matching ID","RSP URL","Bundle"\r\n"${ICCID}","${SECRETS.matchingId}","rsp.example.test","${BUNDLE}"\r\n`,
      ),
      value: [{ ...installRow, bundle: BUNDLE }],
    },
    wild: {
      body: Buffer.from(
        `ICCID,Matching ID,RSP URL,Bundle,Reference,Apple Install URL\n${ICCID},${SECRETS.matchingId},rsp.example.test,${BUNDLE},${REFERENCE},${APPLE}\n`,
      ),
      value: [{ ...installRow, bundle: BUNDLE, appleInstallUrl: APPLE }],
    },
  },
  {
    endpoint: 'GET /esims/assignments',
    call: 'assignmentImages',
    kind: 'patient',
    requests: [
      [(client) => client.assignmentImages(REFERENCE), { query: { reference: REFERENCE }, accept: 'application/zip' }],
    ],
    documented: { body: Buffer.from('PK\u0003\u0004 pictures'), value: bytes('PK\u0003\u0004 pictures') },
    wild: {
      body: Buffer.from('PK\u0003\u0004 pictures and a table'),
      value: bytes('PK\u0003\u0004 pictures and a table'),
    },
  },
  {
    endpoint: 'GET /esims',
    call: 'esims',
    kind: 'read',
    requests: [
      [(client) => all(client.esims()), { query: { page: '1', perPage: '100', orderBy: 'iccid', direction: 'asc' } }],
      [
        (client) =>
          all(
            client.esims({
              page: 3,
              perPage: 25,
              direction: 'desc',
              orderBy: 'iccid',
              filter: { by: 'assignedDate', value: 'gte:2026-03-02T00:00:00Z' },
            }),
          ),
        {
          query: {
            page: '3',
            perPage: '25',
            orderBy: 'iccid',
            direction: 'desc',
            filterBy: 'assignedDate',
            filter: 'gte:2026-03-02T00:00:00Z',
          },
        },
      ],
    ],
    documented: { body: [listedEsim], value: [listedEsim] },
    wild: {
      body: wrapped('esims', [{ ...listedEsim, customerRef: '', lastAction: 'Activated', extra: {} }]),
      value: [{ ...listedEsim, customerRef: null, lastAction: 'Activated' }],
    },
  },
  {
    endpoint: 'PUT /esims',
    call: 'setCustomerRef',
    kind: 'change',
    forbidden: 'api.not-yours',
    requests: [
      [(client) => client.setCustomerRef(ICCID, 'order-1001'), { body: { iccid: ICCID, customerRef: 'order-1001' } }],
    ],
    documented: { body: { status: 'success' }, value: 'success' },
    wild: { body: { message: 'updated' }, value: 'updated' },
  },
  {
    endpoint: 'GET /esims/{iccid}',
    call: 'esim',
    kind: 'read',
    forbidden: 'api.not-yours',
    requests: [
      [(client) => client.esim(ICCID), { segments: { iccid: ICCID } }],
      [
        (client) => client.esim(ICCID, { additionalFields: 'appleInstallUrl' }),
        { segments: { iccid: ICCID }, query: { additionalFields: 'appleInstallUrl' } },
      ],
    ],
    documented: {
      body: { ...esimDetails, smdpAddress: 'http://rsp.example.test', firstInstalledDateTime: 1_772_446_272_000 },
      value: {
        iccid: ICCID,
        matchingId: SECRETS.matchingId,
        smdpAddress: 'rsp.example.test',
        profileStatus: 'Released',
        customerRef: '',
        firstInstalledAt: '2026-03-02T10:11:12.000Z',
        appleInstallUrl: null,
      },
    },
    wild: {
      body: {
        ...esimDetails,
        smdpAddress: 'rsp.example.test',
        profileStatus: 'Deactivated',
        firstInstalledDateTime: '2026-03-02T10:11:12Z',
        customerRef: 'order-1001',
        appleInstallUrl: APPLE,
      },
      value: {
        iccid: ICCID,
        matchingId: SECRETS.matchingId,
        smdpAddress: 'rsp.example.test',
        profileStatus: 'Deactivated',
        customerRef: 'order-1001',
        firstInstalledAt: '2026-03-02T10:11:12Z',
        appleInstallUrl: APPLE,
      },
    },
  },
  {
    endpoint: 'GET /esims/{iccid}/bundles',
    call: 'esimBundles',
    kind: 'read',
    forbidden: 'api.not-yours',
    requests: [
      [(client) => client.esimBundles(ICCID), { segments: { iccid: ICCID } }],
      [
        (client) => client.esimBundles(ICCID, { includeUsed: true, limit: 200 }),
        { segments: { iccid: ICCID }, query: { includeUsed: 'true', limit: '200' } },
      ],
    ],
    documented: {
      body: { bundles: [{ name: BUNDLE, description: onEsim.description, assignments: [assignment] }] },
      value: [{ ...onEsim, startsAt: null, endsAt: null }],
    },
    wild: {
      body: {
        bundles: [{ name: BUNDLE, description: onEsim.description, assignments: [{ ...assignment, ...term }] }],
      },
      value: [onEsim],
    },
  },
  {
    endpoint: 'GET /esims/{iccid}/bundles/{name}',
    call: 'esimBundle',
    kind: 'read',
    forbidden: 'api.not-yours',
    requests: [
      [(client) => client.esimBundle(ICCID, BUNDLE), { segments: { iccid: ICCID, name: BUNDLE } }],
      [(client) => client.esimBundle(ICCID, ODD_NAME), { segments: { iccid: ICCID, name: ODD_NAME } }],
    ],
    documented: {
      body: { assignments: [{ ...assignment, bundleState: 'processing' }] },
      value: [{ ...onEsim, description: BUNDLE, state: 'processing', startsAt: null, endsAt: null }],
    },
    wild: {
      body: { assignments: [{ ...assignment, ...term, id: Number(ASSIGNMENT), bundleState: 'hibernating' }] },
      value: [{ ...onEsim, description: BUNDLE, state: 'hibernating' }],
    },
  },
  {
    endpoint: 'DELETE /esims/{iccid}/bundles/{name}',
    call: 'revokeBundle',
    kind: 'change',
    forbidden: 'api.not-yours',
    requests: [
      [
        (client) => client.revokeBundle(ICCID, BUNDLE, 'transaction'),
        { segments: { iccid: ICCID, name: BUNDLE }, query: { type: 'transaction' } },
      ],
      [
        (client) => client.revokeBundle(ICCID, BUNDLE, 'transaction', { refundToBalance: true, offerId: ASSIGNMENT }),
        {
          segments: { iccid: ICCID, name: BUNDLE },
          query: { type: 'transaction', refundToBalance: 'true', offerId: ASSIGNMENT },
        },
      ],
    ],
    documented: { body: { status: REVOKED }, value: REVOKED },
    wild: { body: { message: REVOKED }, value: REVOKED },
  },
  {
    endpoint: 'DELETE /esims/{iccid}/bundles/{name}',
    call: 'revokeBundle',
    kind: 'read',
    forbidden: 'api.not-yours',
    requests: [
      [
        (client) => client.revokeBundle(ICCID, BUNDLE, 'validate'),
        { segments: { iccid: ICCID, name: BUNDLE }, query: { type: 'validate' } },
      ],
    ],
    documented: { body: { status: 'Bundle can be revoked' }, value: 'Bundle can be revoked' },
    // "Will provide options": nobody has seen how.
    wild: { body: { options: ['refundToInventory'] }, value: '{"options":["refundToInventory"]}' },
  },
  {
    endpoint: 'DELETE /esims/{iccid}/bundles/{name}/assignments/{assignmentId}',
    call: 'revokeAssignment',
    kind: 'change',
    forbidden: 'api.not-yours',
    requests: [
      [
        (client) => client.revokeAssignment(ICCID, BUNDLE, ASSIGNMENT, 'transaction'),
        { segments: { iccid: ICCID, name: BUNDLE, assignmentId: ASSIGNMENT }, query: { type: 'transaction' } },
      ],
    ],
    documented: { body: { status: REVOKED }, value: REVOKED },
    wild: { body: { message: REVOKED }, value: REVOKED },
  },
  {
    endpoint: 'DELETE /esims/{iccid}/bundles/{name}/assignments/{assignmentId}',
    call: 'revokeAssignment',
    kind: 'read',
    forbidden: 'api.not-yours',
    requests: [
      [
        (client) => client.revokeAssignment(ICCID, BUNDLE, ASSIGNMENT, 'validate'),
        { segments: { iccid: ICCID, name: BUNDLE, assignmentId: ASSIGNMENT }, query: { type: 'validate' } },
      ],
    ],
    documented: { body: { status: 'Bundle can be revoked' }, value: 'Bundle can be revoked' },
    wild: { body: null, value: '' },
  },
  {
    endpoint: 'GET /esims/{iccid}/compatible/{bundle}',
    call: 'compatible',
    kind: 'read',
    forbidden: 'api.not-yours',
    requests: [
      [(client) => client.compatible(ICCID, BUNDLE), { segments: { iccid: ICCID, bundle: BUNDLE } }],
      [(client) => client.compatible(ICCID, ODD_NAME), { segments: { iccid: ICCID, bundle: ODD_NAME } }],
    ],
    documented: { body: { compatible: true }, value: true },
    wild: { body: { compatible: false, reason: 'provider' }, value: false },
  },
  {
    endpoint: 'GET /esims/{iccid}/history',
    call: 'history',
    kind: 'read',
    forbidden: 'api.not-yours',
    requests: [[(client) => client.history(ICCID), { segments: { iccid: ICCID } }]],
    documented: {
      body: [
        { name: 'Bundle Applied', bundleName: BUNDLE, date: '2026-03-02T10:05:07.618780311Z' },
        { name: 'eSIM Updated', bundleName: '', date: '2026-03-02T10:05:07.61878032Z' },
      ],
      value: [
        { name: 'Bundle Applied', bundle: BUNDLE, at: '2026-03-02T10:05:07.618780311Z', alert: null },
        { name: 'eSIM Updated', bundle: null, at: '2026-03-02T10:05:07.61878032Z', alert: null },
      ],
    },
    // Newest first, and with the name that older versions have.
    wild: {
      body: wrapped('actions', [
        { name: 'eSIM Utilisation Alert', bundle: BUNDLE, date: '2026-03-04T09:00:00.1Z', alertType: '50% Used' },
        { name: 'Something New', bundleName: BUNDLE, date: '2026-03-04T09:00:00Z' },
      ]),
      value: [
        { name: 'Something New', bundle: BUNDLE, at: '2026-03-04T09:00:00Z', alert: null },
        { name: 'eSIM Utilisation Alert', bundle: BUNDLE, at: '2026-03-04T09:00:00.1Z', alert: '50% Used' },
      ],
    },
  },
  {
    endpoint: 'GET /esims/{iccid}/location',
    call: 'location',
    kind: 'read',
    forbidden: 'api.not-yours',
    requests: [[(client) => client.location(ICCID), { segments: { iccid: ICCID } }]],
    documented: {
      body: {
        mobileNetworkCode: 'FRAF1',
        networkName: 'Orange',
        networkBrandName: 'Orange France',
        country: 'FR',
        lastSeen: '2026-03-03T08:25:07.382562Z',
      },
      value: { country: 'FR', network: 'Orange France', lastSeen: '2026-03-03T08:25:07.382562Z' },
    },
    wild: {
      body: { mobileNetworkCode: '', networkName: '', networkBrandName: '', country: '', lastSeen: '' },
      value: null,
    },
  },
  {
    endpoint: 'GET /esims/{iccid}/refresh',
    call: 'refresh',
    kind: 'change',
    forbidden: 'api.not-yours',
    requests: [[(client) => client.refresh(ICCID), { segments: { iccid: ICCID } }]],
    documented: { body: { status: 'Successfully refreshed SIM' }, value: 'Successfully refreshed SIM' },
    wild: { body: { message: 'Successfully refreshed SIM' }, value: 'Successfully refreshed SIM' },
  },
  {
    endpoint: 'POST /esims/{iccid}/sms',
    call: 'sms',
    kind: 'change',
    forbidden: 'api.not-yours',
    requests: [
      [
        (client) => client.sms(ICCID, 'Bon voyage! ✈'),
        { segments: { iccid: ICCID }, body: { message: 'Bon voyage! ✈', from: 'eSIM' } },
      ],
      [
        (client) => client.sms(ICCID, 'Hello', 'Travel'),
        { segments: { iccid: ICCID }, body: { message: 'Hello', from: 'Travel' } },
      ],
    ],
    documented: { body: { status: 'sent' }, value: 'sent' },
    wild: { body: { message: 'sent' }, value: 'sent' },
  },
  {
    endpoint: 'GET /inventory',
    call: 'inventory',
    kind: 'read',
    requests: [[(client) => client.inventory(), {}]],
    documented: {
      body: [{ ...stockRow, speed: null, unlimited: true, data: 0, available: null }],
      value: [{ ...stockBundle, unlimited: true, dataMb: null, remaining: 0, expires: null, lots: [] }],
    },
    wild: { body: wrapped('bundles', [stockRow]), value: [stockBundle] },
  },
  {
    endpoint: 'POST /inventory/refund',
    call: 'refundStock',
    kind: 'change',
    requests: [
      [(client) => client.refundStock({ usageId: 1200345, quantity: 1 }), { body: { usageId: 1200345, quantity: 1 } }],
    ],
    documented: {
      body: { message: 'Successfully refunded bundles to balance' },
      value: 'Successfully refunded bundles to balance',
    },
    wild: {
      body: { status: 'Successfully refunded bundles to balance' },
      value: 'Successfully refunded bundles to balance',
    },
  },
  {
    endpoint: 'GET /catalogue',
    call: 'catalogue',
    kind: 'read',
    requests: [
      [(client) => all(client.catalogue()), { query: { page: '1', perPage: '100' } }],
      [
        (client) =>
          all(
            client.catalogue({
              page: 2,
              perPage: 50,
              direction: 'desc',
              orderBy: 'dataAmount',
              description: 'United Kingdom',
              group: 'Standard Fixed Bundles',
              countries: ['GB', 'FR'],
              region: 'North America',
            }),
          ),
        {
          query: {
            page: '2',
            perPage: '50',
            direction: 'desc',
            orderBy: 'dataAmount',
            description: 'United Kingdom',
            group: 'Standard Fixed Bundles',
            countries: 'GB,FR',
            region: 'North America',
          },
        },
      ],
    ],
    documented: {
      body: [{ ...soldRow, roamingEnabled: null, unlimited: true, dataAmount: -1 }],
      value: [{ ...soldBundle, roaming: [], unlimited: true, dataMb: null }],
    },
    wild: {
      body: wrapped('bundles', [{ ...soldRow, imageUrl: 'https://images.example.test/gb.jpg' }]),
      value: [soldBundle],
    },
  },
  {
    endpoint: 'GET /catalogue/bundle/{name}',
    call: 'catalogueBundle',
    kind: 'read',
    requests: [
      [(client) => client.catalogueBundle(BUNDLE), { segments: { name: BUNDLE } }],
      [(client) => client.catalogueBundle(ODD_NAME), { segments: { name: ODD_NAME } }],
    ],
    documented: {
      body: soldRow,
      value: {
        bundle: soldBundle,
        countries: [
          { iso: 'GB', name: 'United Kingdom', networks: [] },
          { iso: 'FR', name: 'France', networks: [] },
        ],
      },
    },
    wild: {
      body: {
        ...soldRow,
        countries: [
          {
            country: GB,
            networks: [{ name: 'EE Ltd', brandName: 'EE', speeds: ['4G', '5G'] }],
            potentialNetworks: [{ name: 'O2', brandName: 'O2', speeds: ['4G'] }],
          },
        ],
        speed: { speeds: ['4G', '5G'], potentialSpeeds: [] },
        roamingEnabled: [{ country: FR, networks: null, potentialNetworks: null }],
        group: ['Standard Fixed Bundles'],
      },
      value: {
        bundle: soldBundle,
        countries: [
          { iso: 'GB', name: 'United Kingdom', networks: [{ name: 'EE', speeds: ['4G', '5G'] }] },
          { iso: 'FR', name: 'France', networks: [] },
        ],
      },
    },
  },
  {
    endpoint: 'POST /orders',
    call: 'validateOrder',
    kind: 'read',
    requests: [
      [
        (client) => client.validateOrder({ assign: false, order: [{ item: BUNDLE, quantity: 5 }] }),
        { body: { type: 'validate', assign: false, order: [{ type: 'bundle', item: BUNDLE, quantity: 5 }] } },
      ],
    ],
    documented: { body: { ...quote, createdDate: orderHead.createdDate, assigned: true }, value: quoteValue },
    // Too little balance is no error here.
    wild: { body: { ...quote, valid: false }, value: { ...quoteValue, valid: false } },
  },
  {
    endpoint: 'POST /orders',
    call: 'placeOrder',
    kind: 'change',
    requests: [
      [
        (client) => client.placeOrder({ assign: false, order: [{ item: BUNDLE, quantity: 5 }] }),
        { body: { type: 'transaction', assign: false, order: [{ type: 'bundle', item: BUNDLE, quantity: 5 }] } },
      ],
      [
        (client) =>
          client.placeOrder({
            assign: true,
            order: [
              { item: BUNDLE, quantity: 2, iccids: [ICCID, OTHER_ICCID], allowReassign: true },
              { item: BUNDLE, quantity: 1 },
            ],
          }),
        {
          body: {
            type: 'transaction',
            assign: true,
            order: [
              { type: 'bundle', item: BUNDLE, quantity: 2, iccids: [ICCID, OTHER_ICCID], allowReassign: true },
              { type: 'bundle', item: BUNDLE, quantity: 1 },
            ],
          },
        },
      ],
    ],
    documented: {
      body: { ...orderHead, order: [orderLine], assigned: false },
      value: { ...orderValue, assigned: false, lines: [line] },
    },
    wild: { body: wildOrder, value: { ...orderValue, runningBalance: 98.64 } },
  },
  {
    endpoint: 'GET /orders',
    call: 'orders',
    kind: 'read',
    requests: [
      [(client) => all(client.orders()), { query: { page: '1', limit: '100' } }],
      [
        (client) =>
          all(
            client.orders({
              page: 2,
              limit: 10,
              includeIccids: true,
              from: '2026-03-01T00:00:00Z',
              to: '2026-03-31T23:59:59Z',
            }),
          ),
        {
          query: {
            page: '2',
            limit: '10',
            includeIccids: 'true',
            createdAt: ['gte:2026-03-01T00:00:00Z', 'lte:2026-03-31T23:59:59Z'],
          },
        },
      ],
    ],
    documented: { body: [{ ...orderHead, order: [assignedLine] }], value: [orderValue] },
    wild: {
      body: wrapped('orders', [
        { ...wildOrder, currency: null, statusMessage: null, order: [{ ...orderLine, item: null, subTotal: null }] },
      ]),
      value: [
        {
          ...orderValue,
          currency: null,
          statusMessage: null,
          runningBalance: 98.64,
          lines: [{ ...line, item: null, subTotal: null }],
        },
      ],
    },
  },
  {
    endpoint: 'GET /orders/{orderReference}',
    call: 'order',
    kind: 'read',
    requests: [[(client) => client.order(REFERENCE), { segments: { orderReference: REFERENCE } }]],
    documented: { body: { ...orderHead, order: [assignedLine] }, value: orderValue },
    wild: { body: wildOrder, value: { ...orderValue, runningBalance: 98.64 } },
  },
  {
    endpoint: 'GET /organisation',
    call: 'organisation',
    kind: 'read',
    requests: [[(client) => client.organisation(), {}]],
    documented: { body: organisation, value: organisationValue },
    wild: { body: { organisations: [organisation] }, value: organisationValue },
  },
  {
    endpoint: 'GET /organisation/groups',
    call: 'groups',
    kind: 'read',
    requests: [[(client) => client.groups(), {}]],
    documented: {
      body: { groups: [{ name: 'Standard Fixed Bundles', desc: 'Fixed', icon: 'x', priceListUrl: 'y' }] },
      value: [{ name: 'Standard Fixed Bundles', description: 'Fixed' }],
    },
    wild: {
      body: [{ name: 'Standard Fixed Bundles' }],
      value: [{ name: 'Standard Fixed Bundles', description: '' }],
    },
  },
  {
    endpoint: 'GET /networks',
    call: 'networks',
    kind: 'read',
    requests: [
      [
        (client) => client.networks({ countries: ['United Kingdom', 'France'] }),
        { query: { countries: 'United Kingdom,France' } },
      ],
      [(client) => client.networks({ isos: ['GB', 'FR'] }), { query: { isos: 'GB,FR' } }],
      [(client) => client.networks({ returnAll: true }), { query: { returnAll: 'true' } }],
    ],
    documented: {
      body: { countryNetworks: [{ name: 'GB', networks: [networkRow] }] },
      value: networkValue,
    },
    wild: { body: { countryNetworks: null }, value: [] },
  },
];
