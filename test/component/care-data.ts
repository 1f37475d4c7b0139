/** Synthetic eSIMs as an account tells of them; nothing here belongs to anyone. */
import type { Act, EsimBundle, EsimState } from '../../shared/model.ts';
import { BUNDLE, iccid } from './data.ts';

export const MATCHING_ID = 'K7QPA-2ZTWM-X94RC-DH6VN';
export const ACTIVATION_CODE = `LPA:1$rsp.example.com$${MATCHING_ID}`;

export function esimBundle(changes: Partial<EsimBundle> = {}): EsimBundle {
  return {
    name: BUNDLE,
    description: '',
    assignmentId: '215000001',
    state: 'active',
    initialBytes: 1_000_000_000,
    remainingBytes: 320_000_000,
    unlimited: false,
    startsAt: '2026-11-18T08:00:00Z',
    endsAt: '2026-11-25T08:00:00Z',
    assignedAt: '2026-11-17T10:05:07Z',
    reference: null,
    ...changes,
  };
}

export function esimState(changes: Partial<EsimState> = {}): EsimState {
  return {
    iccid: iccid(3),
    smdpAddress: 'rsp.example.com',
    matchingId: MATCHING_ID,
    activationCode: ACTIVATION_CODE,
    customerRef: '',
    profileStatus: 'Installed',
    verdict: { kind: 'installed', since: '2026-11-17T12:30:00Z' },
    bundles: [esimBundle()],
    events: [{ name: 'Bundle Applied', bundle: BUNDLE, at: '2026-11-17T10:05:07.618780311Z', alert: null }],
    location: { country: 'GB', network: 'EE', lastSeen: '2026-11-20T18:22:00Z' },
    ...changes,
  };
}

export function oneAct(changes: Partial<Act> = {}): Act {
  return {
    id: '0190c0de-0000-7000-8000-00000000000a',
    kind: 'refresh',
    at: '2026-11-20T10:00:00Z',
    operator: 'Marta',
    outcome: 'answered',
    problem: null,
    about: '',
    quantity: null,
    settled: null,
    ...changes,
  };
}
