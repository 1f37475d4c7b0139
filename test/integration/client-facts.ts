/**
 * What the documents of eSIM Go's API v2.4 say may be sent and may come back, transcribed by hand, so that the client's requests
 * are held against them and not against a server of ours. Sources: `ESIMsApi`, the generated client documents of v2.4 (the
 * method is named); `OpenAPI`, the vendor's own description of v2.4; `guide`, the pages around them.
 */
import { z } from 'zod';
import type { Endpoint } from '../../electron/esim-go/http.ts';

export interface Fact {
  source: string;
  /** Names and allowed values of the parameters; a repeated one is an array. */
  query: z.ZodType;
  /** Null where no body is documented. */
  body: z.ZodType | null;
  accept: string[];
  /** Documented statuses other than 200. */
  statuses: number[];
}

const none = z.strictObject({});
const whole = z.string().regex(/^[1-9]\d*$/);
const boolean = z.enum(['true', 'false']);
const additionalFields = z.literal('appleInstallUrl');
const filterValue = z.string();
const json = ['application/json'];
const usual = [400, 403, 429, 500, 503];
const revokeType = z.enum(['validate', 'transaction']);

const reading = (source: string, query: z.ZodType = none): Fact => ({
  source,
  query,
  body: null,
  accept: json,
  statuses: usual,
});

const applyLine = { name: z.string(), repeat: z.int().optional(), allowReassign: z.boolean().optional() };

export const facts = {
  'POST /esims/apply': {
    source: 'ESIMsApi esimsApplyPost; OpenAPI (oneOf); startTime: older page of POST /esims/apply',
    query: none,
    body: z.union([
      z
        .strictObject({ ...applyLine, iccid: z.string().optional(), startTime: z.iso.datetime().optional() })
        .refine(({ iccid, repeat }) => iccid === undefined || repeat === undefined, '"incompatible with ICCID"'),
      z.strictObject({ bundles: z.array(z.strictObject(applyLine)) }),
    ]),
    accept: json,
    statuses: usual,
  },
  'GET /esims/assignments': {
    source: 'ESIMsApi esimsAssignmentsGet',
    query: z.strictObject({ reference: z.string(), additionalFields: additionalFields.optional() }),
    body: null,
    accept: ['text/csv', 'application/json', 'application/zip'],
    statuses: usual,
  },
  'GET /esims': {
    source: 'ESIMsApi esimsGet; operators: changelog v2.2',
    query: z.strictObject({
      page: whole.optional(),
      perPage: z.enum(['10', '25', '50', '100']).optional(),
      direction: z.enum(['asc', 'desc']).optional(),
      orderBy: z.literal('iccid').optional(),
      filterBy: z.enum(['iccid', 'customerRef', 'lastAction', 'actionDate', 'assignedDate']).optional(),
      filter: filterValue.optional(),
    }),
    body: null,
    accept: json,
    statuses: [400, 403, 429, 500],
  },
  'PUT /esims': {
    source: 'ESIMsApi esimsPut (parameters and body; the body alone is what its example shows)',
    query: none,
    body: z.strictObject({ iccid: z.string(), customerRef: z.string() }),
    accept: json,
    statuses: usual,
  },
  'GET /esims/{iccid}': reading(
    'ESIMsApi esimsIccidGet',
    z.strictObject({ additionalFields: additionalFields.optional() }),
  ),
  'GET /esims/{iccid}/bundles': reading(
    'ESIMsApi esimsIccidBundlesGet',
    z.strictObject({
      includeUsed: boolean.optional(),
      limit: whole.refine((text) => Number(text) <= 200, '"between 1 and 200"').optional(),
    }),
  ),
  'GET /esims/{iccid}/bundles/{name}': reading('ESIMsApi esimsIccidBundlesNameGet'),
  'DELETE /esims/{iccid}/bundles/{name}': {
    source: 'ESIMsApi esimsIccidBundlesNameDelete',
    query: z
      .strictObject({
        type: revokeType.optional(),
        refundToBalance: boolean.optional(),
        offerId: z.string().optional(),
      })
      .refine(({ refundToBalance, offerId }) => refundToBalance !== 'true' || offerId, '"needed for refunding"'),
    body: null,
    accept: json,
    statuses: [400, 403, 500],
  },
  'DELETE /esims/{iccid}/bundles/{name}/assignments/{assignmentId}': reading(
    'ESIMsApi esimsIccidBundlesNameAssignmentsAssignmentIdDelete',
    z.strictObject({ type: revokeType.optional() }),
  ),
  'GET /esims/{iccid}/compatible/{bundle}': reading('ESIMsApi esimsIccidCompatibleBundleGet'),
  'GET /esims/{iccid}/history': reading('ESIMsApi esimsIccidHistoryGet'),
  'GET /esims/{iccid}/location': reading('ESIMsApi esimsIccidLocationGet'),
  'GET /esims/{iccid}/refresh': reading('ESIMsApi esimsIccidRefreshGet'),
  'POST /esims/{iccid}/sms': {
    source: 'ESIMsApi esimsIccidSmsPost; OpenAPI (body)',
    query: none,
    body: z.strictObject({ message: z.string().min(1).max(160), from: z.string().optional() }),
    accept: json,
    statuses: usual,
  },
  'GET /inventory': reading('OpenAPI GET /inventory'),
  'POST /inventory/refund': {
    source: 'OpenAPI POST /inventory/refund',
    query: none,
    body: z.strictObject({ usageId: z.int(), quantity: z.int() }),
    accept: json,
    statuses: usual,
  },
  'GET /catalogue': reading(
    'OpenAPI GET /catalogue; orderBy: v2.3 page',
    z.strictObject({
      page: whole.optional(),
      perPage: whole.optional(),
      direction: z.enum(['asc', 'desc']).optional(),
      orderBy: z.enum(['bundleName', 'dataAmount', 'duration', 'autostart', 'roamingEnabled', 'speed']).optional(),
      description: z.string().optional(),
      group: z.string().optional(),
      countries: z
        .string()
        .regex(/^[A-Z]{2}(,[A-Z]{2})*$/)
        .optional(),
      region: z
        .enum(['Africa', 'Antarctica', 'Asia', 'Europe', 'Global', 'Middle East', 'North America', 'Oceania', 'LATAM'])
        .optional(),
    }),
  ),
  'GET /catalogue/bundle/{name}': reading('OpenAPI GET /catalogue/bundle/{name}'),
  'POST /orders': {
    source: 'OpenAPI POST /orders',
    query: none,
    body: z
      .strictObject({
        type: z.enum(['validate', 'transaction']),
        assign: z.boolean(),
        order: z.array(
          z
            .strictObject({
              type: z.literal('bundle'),
              item: z.string(),
              quantity: z.int(),
              iccids: z.array(z.string()).optional(),
              allowReassign: z.boolean().optional(),
            })
            .refine(({ iccids, quantity }) => !iccids || iccids.length === quantity, 'as many as iccids'),
        ),
      })
      .refine(({ assign, order }) => assign || order.every(({ iccids }) => !iccids), 'iccids only with assign'),
    accept: json,
    statuses: [400, 401, 503],
  },
  'GET /orders': reading(
    'OpenAPI GET /orders',
    z.strictObject({
      includeIccids: boolean.optional(),
      page: whole.optional(),
      limit: whole.optional(),
      createdAt: z.union([z.string(), z.array(z.string())]).optional(),
    }),
  ),
  'GET /orders/{orderReference}': reading('OpenAPI GET /orders/{orderReference}'),
  'GET /organisation': reading('OpenAPI GET /organisation'),
  'GET /organisation/groups': reading('OpenAPI GET /organisation/groups'),
  'GET /networks': reading(
    'OpenAPI GET /networks',
    z.strictObject({
      countries: z.string().optional(),
      isos: z.string().optional(),
      returnAll: z.literal('true').optional(),
    }),
  ),
} satisfies Partial<Record<Endpoint, Fact>>;

export type DocumentedEndpoint = keyof typeof facts;
