/** eSIMs and what is on them, as the API shows them. */
import type { Assignment, Esim } from './account.ts';
import { endOf, historyOf, type Moment, stateOf } from './life.ts';
import { networksOf } from './networks.ts';
import { timestamp } from './numbers.ts';
import { type Variant, wholeList } from './shapes.ts';

export function activationCode({ smdpAddress, matchingId }: Esim): string {
  return `LPA:1$${smdpAddress}$${matchingId}`;
}

/** Whether the address comes encoded is not known, so each shape has it its own way. */
export function appleInstallUrl(variant: Variant, esim: Esim): string {
  const code = activationCode(esim);
  const data = variant === 'wild' ? code : encodeURIComponent(code);
  return `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${data}`;
}

/** What may stand in `lastAction` (SEED-A); everything else is in the history alone. */
const LAST_ACTIONS: Record<string, string> = {
  'Bundle Applied': 'Bundle Applied',
  'Bundle Revoked': 'Bundle Revoked',
  'Bundle Refunded to Inventory': 'Bundle Refund',
  'Bundle Refunded To Balance': 'Bundle Refund',
  'eSIM Updated': 'eSIM Updated',
  'eSIM Refreshed': 'eSIM Refreshed',
  'eSIM Utilisation Alert': 'eSIM Utilisation Alert',
};

export interface EsimSummary {
  iccid: string;
  customerRef: string;
  lastAction: string;
  actionDate: string;
  physical: boolean;
  assignedDate: string;
}

export function esimSummary({ iccid, customerRef, actions, assignments }: Esim): EsimSummary {
  const last = actions.findLast(({ name }) => LAST_ACTIONS[name] !== undefined);
  return {
    iccid,
    customerRef,
    lastAction: LAST_ACTIONS[last?.name ?? ''] ?? '',
    actionDate: timestamp(last?.at ?? 0, 6, last?.number),
    physical: false,
    assignedDate: timestamp(assignments[0]?.grant.at ?? 0, 0),
  };
}

export function esimShape(variant: Variant, esim: Esim, withAppleUrl: boolean): unknown {
  const { iccid, pin, puk, matchingId, smdpAddress, profileStatus, firstInstalled, customerRef } = esim;
  return {
    iccid,
    pin,
    puk,
    matchingId,
    // The documents' own examples have a scheme here and nowhere else.
    smdpAddress: variant === 'wild' ? smdpAddress : `http://${smdpAddress}`,
    profileStatus,
    ...((variant === 'documented' || firstInstalled !== null) && { firstInstalledDateTime: firstInstalled }),
    customerRef,
    ...(withAppleUrl && { appleInstallUrl: appleInstallUrl(variant, esim) }),
  };
}

/** The SPEC leaves out when a bundle begins and ends; others show it once it has begun. */
function termOf(variant: Variant, assignment: Assignment, now: number): object {
  const end = endOf(assignment);
  if (variant === 'documented' || assignment.starts === null || end === null || now < assignment.starts) return {};
  return { startTime: timestamp(assignment.starts, 0), endTime: timestamp(end, 0) };
}

export function assignmentShape(variant: Variant, assignment: Assignment, moment: Moment): unknown {
  const { id, bundle, bytes, used, grant, index } = assignment;
  return {
    id,
    callTypeGroup: 'data',
    initialQuantity: bytes,
    remainingQuantity: bundle.unlimited ? 0 : bytes - used,
    ...termOf(variant, assignment, moment.now),
    assignmentDateTime: timestamp(grant.at, 5, Number(id)),
    assignmentReference: `${grant.reference}-${index}`,
    bundleState: stateOf(assignment, moment),
    unlimited: bundle.unlimited,
  };
}

export function bundlesShape(variant: Variant, assignments: Assignment[], moment: Moment): unknown {
  const byName = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    const { name } = assignment.bundle;
    byName.set(name, [...(byName.get(name) ?? []), assignment]);
  }
  const bundles = Array.from(byName, ([name, assignments]) => ({
    name,
    description: assignments[0]?.bundle.desc,
    assignments: assignments.map((assignment) => assignmentShape(variant, assignment, moment)),
  }));
  return { bundles: bundles.length > 0 ? bundles : null };
}

/** The order is documented as chronological and was seen the other way round, so each shape has one. */
export function historyShape(variant: Variant, esim: Esim, now: number): unknown {
  const actions = historyOf(esim, now).map(({ name, at, bundle, alert, number }) => ({
    name,
    bundleName: bundle ?? '',
    date: timestamp(at, 9, number),
    ...(variant === 'wild' && alert !== undefined && { alertType: alert }),
  }));
  return wholeList(variant, 'actions', variant === 'wild' ? actions.reverse() : actions);
}

/** @returns null for an eSIM that was never on a network, in the documented shape: GUESS, as are the empty texts of the other. */
export function locationShape(variant: Variant, { lastSeen }: Esim): unknown {
  if (!lastSeen) {
    const nowhere = { mobileNetworkCode: '', networkName: '', networkBrandName: '', country: '', lastSeen: '' };
    return variant === 'wild' ? nowhere : null;
  }
  const [network] = networksOf(lastSeen.country);
  return {
    mobileNetworkCode: network.tagid,
    networkName: network.name,
    networkBrandName: network.brandName,
    country: lastSeen.country,
    lastSeen: timestamp(lastSeen.at, 6, 1),
  };
}
