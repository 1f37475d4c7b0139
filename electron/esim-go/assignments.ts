import { z } from 'zod';
import { type Assignment, assignment } from './assignment.ts';
import { readAssignmentsCsv } from './assignments-csv.ts';
import { fieldOf } from './fields.ts';
import type { Http, ReadRequest } from './http.ts';
import { joined, type Listed, rowsOf } from './rows.ts';

/** Largest ZIP of QR images we take: about two thousand images as the API draws them. */
const MAX_ZIP_BYTES = 32_000_000;

export interface AssignmentsOptions {
  /** Asks for the link with which an iPhone installs the eSIM. */
  additionalFields?: 'appleInstallUrl';
}

/** One eSIM is an object in the documents, several are a list, bare or wrapped. */
const assignments = z.preprocess(
  (body) => (fieldOf(body, 'iccid') === undefined ? body : [body]),
  rowsOf('esims', assignment),
);

const ENDPOINT = 'GET /esims/assignments';

/**
 * One reference a request, because how several are written is not documented. Not sent again by itself: while an apply is worked on
 * the list is short or the answer is `api.busy`, and only the caller knows how long to go on asking.
 */
const requestOf = (reference: string, { additionalFields }: AssignmentsOptions) =>
  ({ endpoint: ENDPOINT, query: { reference, additionalFields }, retries: 0 }) satisfies ReadRequest;

export const assignmentCalls = (http: Http) => ({
  /**
   * GET /esims/assignments as JSON: the codes of one or several orders or applies. Short, or `api.busy`, while they are being worked
   * on. Source: ESIMsApi v2.4, esimsAssignmentsGet; both shapes of OpenAPI v2.4 and of what is seen in the wild.
   */
  async assignments(
    references: string | readonly string[],
    options: AssignmentsOptions = {},
  ): Promise<Listed<Assignment>> {
    const lists = await Promise.all(
      [references].flat().map((reference) => http.read(requestOf(reference, options), assignments)),
    );
    return joined(lists);
  },

  /** GET /esims/assignments as CSV, the API's default format. Source: as above; guide "QR delivery". */
  async assignmentsCsv(
    references: string | readonly string[],
    options: AssignmentsOptions = {},
  ): Promise<Listed<Assignment>> {
    const lists = await Promise.all(
      [references].flat().map((reference) => {
        const request: ReadRequest = { ...requestOf(reference, options), accept: 'text/csv' };
        return http.readBytes(request, (bytes, key) => readAssignmentsCsv(bytes, ENDPOINT, key));
      }),
    );
    return joined(lists);
  },

  /**
   * GET /esims/assignments as ZIP: one QR image per eSIM of one order or apply. The bytes are the API's and not yet to be trusted.
   * Source: as above.
   */
  assignmentImages(reference: string): Promise<Uint8Array> {
    const request: ReadRequest = { ...requestOf(reference, {}), accept: 'application/zip', maxBytes: MAX_ZIP_BYTES };
    return http.readBytes(request, (bytes) => bytes);
  },
});
