import { z } from 'zod';
import type { EsimEvent, EsimLocation } from '../../shared/model.ts';
import { ApiError } from './errors.ts';
import { fieldOf, record } from './fields.ts';
import type { Http } from './http.ts';
import { type Page, pages } from './paging.ts';
import { notYours } from './refusals.ts';
import { type Listed, pageOf, rowsOf } from './rows.ts';
import { compareInstants, exactInstant, flag, host, iccid, instant, saidDone, text } from './shapes.ts';

export interface EsimsQuery {
  /** The page to begin with; 1 when absent. */
  page?: number;
  /** eSIMs a page; 100 when absent. */
  perPage?: 10 | 25 | 50 | 100;
  direction?: 'asc' | 'desc';
  orderBy?: 'iccid';
  /**
   * The value may begin with an operator, `eq:`, `lt:`, `lte:`, `gt:` or `gte:`. Without one texts match anywhere, dates and numbers
   * exactly.
   */
  filter?: { by: 'iccid' | 'customerRef' | 'lastAction' | 'actionDate' | 'assignedDate'; value: string };
}

const listed = record({
  iccid,
  customerRef: text,
  lastAction: text,
  actionDate: instant,
  assignedDate: instant,
  physical: flag,
});

/** An eSIM in the account's list. */
export type ListedEsim = z.output<typeof listed>;

const details = record({
  iccid,
  matchingId: text,
  smdpAddress: host,
  profileStatus: text,
  // "Never installed" is said only where the API says so.
  firstInstalledDateTime: exactInstant,
  customerRef: text,
  appleInstallUrl: text,
}).transform(({ firstInstalledDateTime, customerRef, ...esim }) => ({
  ...esim,
  customerRef: customerRef ?? '',
  /** Null when it never was. */
  firstInstalledAt: firstInstalledDateTime,
}));

/** Install details and state of one eSIM; the matching ID is a bearer secret. PIN and PUK are not taken from the answer. */
export type EsimDetails = z.output<typeof details>;

const action = record({ name: z.string(), bundleName: text, bundle: text, date: instant, alertType: text }).transform(
  ({ name, bundleName, bundle, date, alertType }, context): EsimEvent => {
    if (date === null) context.addIssue({ code: 'custom', path: ['date'], message: 'no time' });
    return { name, bundle: bundleName ?? bundle, at: date ?? '', alert: alertType };
  },
);

const seen = record({ networkName: text, networkBrandName: text, country: text, lastSeen: instant });

/** An object without any of its fields is some other answer, not an eSIM that was never seen. */
const location = z
  .unknown()
  .refine((body) => body === null || fieldOf(body, 'country') !== undefined || fieldOf(body, 'lastSeen') !== undefined)
  .pipe(seen.nullable())
  .transform((seen): EsimLocation | null => {
    const network = seen?.networkBrandName ?? seen?.networkName ?? '';
    if (!seen || (!seen.country && !network)) return null;
    return { country: seen.country ?? '', network, lastSeen: seen.lastSeen };
  });

/** The calls about one eSIM throw `api.not-yours` when the account has no access to it. */
export const esimCalls = (http: Http) => ({
  /**
   * GET /esims: the eSIMs of the account, page by page, by ICCID unless asked otherwise. An eSIM that comes or goes meanwhile moves the
   * pages: it may be missed or come twice. Source: ESIMsApi v2.4, esimsGet.
   */
  esims({ page = 1, filter, ...query }: EsimsQuery = {}): AsyncGenerator<Page<ListedEsim>, void, undefined> {
    const asked = { perPage: 100, orderBy: 'iccid', direction: 'asc', ...query };
    const filtered = filter && { filterBy: filter.by, filter: filter.value };
    return pages(
      page,
      (page) => http.read({ endpoint: 'GET /esims', query: { page, ...asked, ...filtered } }, pageOf('esims', listed)),
      ({ iccid }) => iccid,
    );
  },

  /**
   * PUT /esims: sets the reseller's own reference of an eSIM; an empty one takes it away. @returns what the API said
   * Source: ESIMsApi v2.4, esimsPut; sent as the body alone, which both documents and wild have.
   */
  setCustomerRef(iccid: string, customerRef: string): Promise<string> {
    return http.change({ endpoint: 'PUT /esims', body: { iccid, customerRef }, refusal: notYours }, saidDone);
  },

  /** GET /esims/{iccid}: install details and state of one eSIM. Source: ESIMsApi v2.4, esimsIccidGet. */
  esim(iccid: string, { additionalFields }: { additionalFields?: 'appleInstallUrl' } = {}): Promise<EsimDetails> {
    return http.read(
      { endpoint: 'GET /esims/{iccid}', segments: { iccid }, query: { additionalFields }, refusal: notYours },
      details,
    );
  },

  /**
   * GET /esims/{iccid}/compatible/{bundle}: whether a bundle can go on this eSIM; those of one upstream provider do not fit the
   * eSIMs of another. Source: ESIMsApi v2.4, esimsIccidCompatibleBundleGet.
   */
  async compatible(iccid: string, bundle: string): Promise<boolean> {
    const endpoint = 'GET /esims/{iccid}/compatible/{bundle}';
    const answer = record({ compatible: z.boolean() });
    return (await http.read({ endpoint, segments: { iccid, bundle }, refusal: notYours }, answer)).compatible;
  },

  /** GET /esims/{iccid}/history: what happened to an eSIM, oldest first. Source: ESIMsApi v2.4, esimsIccidHistoryGet. */
  async history(iccid: string): Promise<Listed<EsimEvent>> {
    const endpoint = 'GET /esims/{iccid}/history';
    const events = await http.read({ endpoint, segments: { iccid }, refusal: notYours }, rowsOf('actions', action));
    return events.sort((a, b) => compareInstants(a.at, b.at));
  },

  /**
   * GET /esims/{iccid}/location: the network it was last seen on; null when it never was, which comes as empty texts or as a refusal
   * (neither is documented). Source: ESIMsApi v2.4, esimsIccidLocationGet.
   */
  async location(iccid: string): Promise<EsimLocation | null> {
    const endpoint = 'GET /esims/{iccid}/location';
    try {
      return await http.read({ endpoint, segments: { iccid }, refusal: notYours }, location);
    } catch (error) {
      if (
        error instanceof ApiError &&
        error.code === 'api.refused' &&
        /\blocation\b/i.test(String(error.params.text))
      ) {
        return null;
      }
      throw error;
    }
  },

  /**
   * GET /esims/{iccid}/refresh: makes the network forget the eSIM, so that it connects anew; drops the customer's connection for a
   * moment. A GET that does something, so it is sent once. @returns what the API said
   * Source: ESIMsApi v2.4, esimsIccidRefreshGet.
   */
  refresh(iccid: string): Promise<string> {
    return http.change({ endpoint: 'GET /esims/{iccid}/refresh', segments: { iccid }, refusal: notYours }, saidDone);
  },

  /**
   * POST /esims/{iccid}/sms: sends a text of 1 to 160 characters to the eSIM. `from` is `eSIM` unless eSIM Go agreed to something else.
   * @returns what the API said. Source: ESIMsApi v2.4, esimsIccidSmsPost.
   */
  sms(iccid: string, message: string, from = 'eSIM'): Promise<string> {
    const endpoint = 'POST /esims/{iccid}/sms';
    return http.change({ endpoint, segments: { iccid }, body: { message, from }, refusal: notYours }, saidDone);
  },
});
