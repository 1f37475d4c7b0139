/**
 * The account as the API shows it. The documents and what is seen in the wild differ in their shapes; both can be played, so
 * that a client proves itself on both. A list without rows is `null`, as a Go back-end prints it.
 */
import { stringify } from 'csv-stringify/sync';
import type { Account, Apply, Assignment, Esim } from './account.ts';
import { bundleDetails } from './inventory.ts';
import { timestamp } from './numbers.ts';

export type Variant = 'wild' | 'documented';

/** An eSIM of an apply, as the list of assignments shows it. */
export interface AssignmentRow {
  esim: Esim;
  bundle: string;
  reference: string;
}

export function activationCode({ smdpAddress, matchingId }: Esim): string {
  return `LPA:1$${smdpAddress}$${matchingId}`;
}

/** Whether the address comes encoded is not known, so each shape has it its own way. */
function appleInstallUrl(variant: Variant, esim: Esim): string {
  const code = activationCode(esim);
  const data = variant === 'wild' ? code : encodeURIComponent(code);
  return `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${data}`;
}

export interface Page {
  pageCount: number;
  pageSize: number;
  /** All rows, not those of this page. */
  rows: number;
}

export function list(variant: Variant, key: string, rows: unknown[], page: Page): unknown {
  const value = rows.length > 0 ? rows : null;
  return variant === 'wild' ? { [key]: value, ...page } : value;
}

export function inventoryShape(account: Account, variant: Variant): unknown {
  const bundles = [...account.stock].map(([name, lots]) => {
    const { desc, countries, data, dataText, unlimited, days } = bundleDetails(name);
    const available = lots
      // Whether used-up lots are listed is not known either.
      .filter((lot) => variant === 'wild' || lot.remaining > 0)
      .map(({ id, total, remaining, expires }) => {
        const expiry = timestamp(expires, 0);
        return { id, total, remaining, expiry: variant === 'wild' ? expiry : expiry.slice(0, 10) };
      });
    const service = countries.length > 1 ? 'Roaming' : 'Standard';
    return {
      name,
      desc,
      useDms: false,
      available: available.length > 0 ? available : null,
      countries: countries.length > 0 ? countries : null,
      data,
      duration: days,
      durationUnit: 'day',
      autostart: true,
      unlimited,
      speed: variant === 'wild' ? ['2G', '3G', '4G', '5G'] : null,
      allowances: [{ type: 'DATA', service, description: dataText, amount: data, unit: 'MB', unlimited }],
    };
  });
  return list(variant, 'bundles', bundles, { pageCount: 1, pageSize: bundles.length, rows: bundles.length });
}

export function applyShape({ reference, items }: Apply): unknown {
  const esims = items.map(({ iccid, bundle, refused }) => ({
    iccid,
    status: refused ? 'Failed to Apply Bundle' : 'Successfully Applied Bundle',
    bundle,
  }));
  return { esims, applyReference: reference };
}

export function assignmentsShape(variant: Variant, rows: AssignmentRow[], withAppleUrl: boolean): unknown {
  const extra = (esim: Esim) => (withAppleUrl ? { appleInstallUrl: appleInstallUrl(variant, esim) } : {});
  if (rows.length === 0) return null;
  if (variant === 'wild') {
    return rows.map(({ esim, bundle, reference }) => ({
      iccid: esim.iccid,
      matchingId: esim.matchingId,
      rspUrl: esim.smdpAddress,
      bundle,
      reference,
      ...extra(esim),
    }));
  }
  const documented = rows.map(({ esim }) => ({
    iccid: esim.iccid,
    matchingId: esim.matchingId,
    smdpAddress: esim.smdpAddress,
    profileStatus: 'Released',
    pin: esim.pin,
    puk: esim.puk,
    firstInstalledDateTime: null,
    ...extra(esim),
  }));
  return documented.length === 1 ? documented[0] : documented;
}

/** Quotes and line ends are not documented: one shape has neither quotes nor carriage returns, the other both. */
export function assignmentsCsv(variant: Variant, rows: AssignmentRow[], withAppleUrl: boolean): string {
  const header = ['ICCID', 'Matching ID', 'RSP URL', 'Bundle', ...(withAppleUrl ? ['Apple Install URL'] : [])];
  const cells = rows.map(({ esim, bundle }) => [
    esim.iccid,
    esim.matchingId,
    esim.smdpAddress,
    bundle,
    ...(withAppleUrl ? [appleInstallUrl(variant, esim)] : []),
  ]);
  const dialect = variant === 'wild' ? { record_delimiter: '\n' } : { record_delimiter: '\r\n', quoted: true };
  return stringify([header, ...cells], dialect);
}

export interface EsimSummary {
  iccid: string;
  customerRef: string;
  lastAction: string;
  actionDate: string;
  physical: boolean;
  assignedDate: string;
}

export function esimSummary({ iccid, assignments }: Esim): EsimSummary {
  const first = assignments.at(0);
  const last = assignments.at(-1);
  return {
    iccid,
    customerRef: '',
    lastAction: 'Bundle Applied',
    actionDate: timestamp(last?.apply.at ?? 0, 6, Number(last?.id)),
    physical: false,
    assignedDate: timestamp(first?.apply.at ?? 0, 0),
  };
}

export function esimShape(variant: Variant, esim: Esim, withAppleUrl: boolean): unknown {
  return {
    iccid: esim.iccid,
    pin: esim.pin,
    puk: esim.puk,
    matchingId: esim.matchingId,
    // The documents' own examples have a scheme here and nowhere else.
    smdpAddress: variant === 'wild' ? esim.smdpAddress : `http://${esim.smdpAddress}`,
    profileStatus: 'Released',
    ...(variant === 'documented' && { firstInstalledDateTime: null }),
    customerRef: '',
    ...(withAppleUrl && { appleInstallUrl: appleInstallUrl(variant, esim) }),
  };
}

export function assignmentShape({ id, bundle, apply, index }: Assignment, isProcessing: boolean): unknown {
  const { unlimited, data } = bundleDetails(bundle);
  const bytes = unlimited ? 0 : data * 1_000_000;
  return {
    id,
    callTypeGroup: 'data',
    initialQuantity: bytes,
    remainingQuantity: bytes,
    assignmentDateTime: timestamp(apply.at, 5, Number(id)),
    assignmentReference: `${apply.reference}-${index}`,
    bundleState: isProcessing ? 'processing' : 'queued',
    unlimited,
  };
}
