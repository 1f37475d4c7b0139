/** The eSIM Go API v2.4, one function per endpoint. */
import type { StockBundle } from '../../shared/model.ts';
import { ApiError } from './errors.ts';
import { createHttp, decode, type HttpOptions } from './http.ts';
import * as schema from './schemas.ts';

/** Largest ZIP of QR images we take: about two thousand images as the API draws them. */
const MAX_ZIP_BYTES = 32_000_000;

/** What POST /esims/apply was asked for: `repeat` new eSIMs, each with one bundle from the inventory. */
export interface ApplyRequest {
  /** Bundle name, case-sensitive. */
  name: string;
  /** Number of new eSIMs. */
  repeat: number;
}

export type Client = ReturnType<typeof createClient>;

/**
 * Every function throws ApiError: `api.unauthorised`, `api.refused`, `api.busy`, `api.unreachable`, `api.failed` or
 * `api.malformed`, whose `effect` says whether the call can have done anything.
 */
export function createClient(options: HttpOptions) {
  const http = createHttp(options);

  return {
    /** Requests sent so far. */
    calls: http.calls,

    /** GET /inventory: what can be applied now; lots of one bundle added up, bundles without stock included. */
    async inventory(): Promise<StockBundle[]> {
      const path = '/inventory';
      const bundles = decode(schema.inventory, await http.get({ path }), `GET ${path}`);
      return bundles.map((bundle) => ({
        name: bundle.name,
        description: bundle.desc ?? bundle.name,
        remaining: bundle.available.reduce((sum, lot) => sum + lot.remaining, 0),
        dataMb: bundle.unlimited || !bundle.data || bundle.data <= 0 ? null : bundle.data,
        unlimited: bundle.unlimited ?? false,
        days: bundle.duration ?? null,
        countries: bundle.countries,
        expires: earliest(bundle.available.filter((lot) => lot.remaining > 0).map((lot) => lot.expiry)),
      }));
    },

    /**
     * POST /esims/apply: takes `repeat` bundles from the inventory and puts each on a new eSIM. Spends stock and has no
     * idempotency key: journal it first, and never repeat it while its outcome is unknown.
     */
    async apply(request: ApplyRequest): Promise<schema.AppliedAnswer> {
      const path = '/esims/apply';
      const body = request.repeat === 1 ? { name: request.name } : { name: request.name, repeat: request.repeat };
      const answer = await http.post({ path, body }).catch((error: unknown) => {
        // Without an ICCID in the request, a 403 that is not about the key can only be about the stock.
        if (!(error instanceof ApiError) || error.status !== 403) throw error;
        throw new ApiError('api.out-of-stock', { params: { bundle: request.name }, effect: 'nothing', cause: error });
      });
      return decode(schema.applied, answer, `POST ${path}`);
    },

    /**
     * GET /esims/assignments as JSON: the codes of an order or apply. Short, or `api.busy`, while it is being worked on.
     * One reference a call, because how several are written is not documented.
     */
    async assignments(reference: string): Promise<schema.Assignment[]> {
      const path = '/esims/assignments';
      return decode(schema.assignments, await http.get({ path, query: { reference }, retries: 0 }), `GET ${path}`);
    },

    /** GET /esims/assignments as ZIP: one QR image per eSIM. The bytes are the API's and not yet to be trusted. */
    assignmentImages(reference: string): Promise<Uint8Array> {
      return http.get({
        path: '/esims/assignments',
        query: { reference },
        accept: 'application/zip',
        retries: 0,
        maxBytes: MAX_ZIP_BYTES,
      });
    },

    /** GET /esims: one page of the account's eSIMs, by ICCID. `page` starts at 1. */
    async esims(page: number, perPage: 10 | 25 | 50 | 100): Promise<schema.ListedEsim[]> {
      const path = '/esims';
      const query = { page: String(page), perPage: String(perPage), orderBy: 'iccid', direction: 'asc' };
      return decode(schema.esims, await http.get({ path, query, priority: 'background' }), `GET ${path}`);
    },

    /** GET /esims/{iccid}: install details and state of one eSIM. */
    async esim(iccid: string): Promise<schema.EsimDetails> {
      const path = `/esims/${encodeURIComponent(iccid)}`;
      return decode(schema.esim, await http.get({ path }), 'GET /esims/{iccid}');
    },

    /** GET /esims/{iccid}/bundles: the bundles on an eSIM; quantities in bytes (1 GB = 1 000 000 000). */
    async esimBundles(iccid: string): Promise<schema.EsimBundle[]> {
      const path = `/esims/${encodeURIComponent(iccid)}/bundles`;
      return decode(schema.esimBundles, await http.get({ path }), 'GET /esims/{iccid}/bundles');
    },
  };
}

/** The earliest of some dates as the API wrote them; RFC 3339 dates sort as text. */
function earliest(dates: (string | null)[]): string | null {
  return dates.filter((date) => date !== null).sort()[0] ?? null;
}
