import type { z } from 'zod';
import { record } from './fields.ts';
import { host, iccid, text } from './shapes.ts';

export const assignment = record({
  iccid,
  matchingId: text,
  smdpAddress: host,
  rspUrl: host,
  bundle: text,
  appleInstallUrl: text,
}).transform(({ smdpAddress, rspUrl, ...row }) => ({ ...row, smdpAddress: smdpAddress ?? rspUrl }));

/** Install details of an eSIM: bearer secrets. The SM-DP+ address is a bare host; null is what the API does not know yet. */
export type Assignment = z.output<typeof assignment>;
