/** Who the practice account belongs to. */
import type { Account } from './account.ts';
import { catalogue, FIXED, UNLIMITED } from './catalogue.ts';
import { CURRENCY, money, type Variant } from './shapes.ts';

/** Of an account that nobody has named. */
export const ORGANISATION = 'Practice Travel Ltd';

/** Opens nothing. The real answer holds the real key, so a client proves that this one shows up nowhere. */
export const ORGANISATION_API_KEY = 'not-a-real-key-practice-secret-0000';

export function organisationShape({ balance, organisation: name }: Account, variant: Variant): unknown {
  const organisation = {
    name,
    apiKey: ORGANISATION_API_KEY,
    taxLiable: 'No',
    addr1: '1 Practice Street',
    addr2: '',
    city: 'Exampleton',
    country: 'GB',
    postcode: 'EX1 1EX',
    callbackUrl: '',
    notes: '',
    groups: [FIXED, UNLIMITED],
    currency: CURRENCY,
    balance: money(balance),
    testCredit: 0,
    testCreditExpiry: null,
    businessType: 'Travel',
    website: 'https://practice.example.test',
    productDescription: 'eSIMs to practise with',
    users: [
      {
        firstName: 'Pat',
        lastName: 'Practice',
        role: 'Admin',
        emailAddress: 'pat@practice.example.test',
        phoneNumber: '',
        timeZone: 'Europe/London',
      },
    ],
  };
  return variant === 'wild' ? { organisations: [organisation] } : organisation;
}

export function groupsShape(): unknown {
  const groups = new Set(Array.from(catalogue.values(), ({ group }) => group));
  return { groups: Array.from(groups, (name) => ({ name, desc: `${name} of the practice account` })) };
}
