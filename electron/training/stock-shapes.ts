/** The inventory, as the API shows it. */
import type { Account, Lot } from './account.ts';
import { type Bundle, bundleOf } from './catalogue.ts';
import { timestamp } from './numbers.ts';
import { type Variant, wholeList } from './shapes.ts';

export const SPEEDS = ['2G', '3G', '4G', '5G'];

export function allowanceOf({ countries, dataText, data, unlimited }: Bundle): unknown {
  const service = countries.length > 1 ? 'Roaming' : 'Standard';
  return { type: 'DATA', service, description: dataText, amount: data, unit: 'MB', unlimited };
}

function lotShape(variant: Variant, { id, total, remaining, expires }: Lot): unknown {
  const expiry = timestamp(expires, 0);
  return { id, total, remaining, expiry: variant === 'wild' ? expiry : expiry.slice(0, 10) };
}

function bundleShape(variant: Variant, name: string, lots: Lot[], now: number): unknown {
  const bundle = bundleOf(name);
  const { desc, countries, data, unlimited, days, autostart } = bundle;
  const available = lots
    .filter((lot) => now < lot.expires)
    // Whether used-up lots are listed is not known either.
    .filter((lot) => variant === 'wild' || lot.remaining > 0)
    .map((lot) => lotShape(variant, lot));
  return {
    name,
    desc,
    useDms: false,
    available: available.length > 0 ? available : null,
    countries: countries.length > 0 ? countries.map((country) => country.name) : null,
    data,
    duration: days,
    durationUnit: 'day',
    autostart,
    unlimited,
    speed: variant === 'wild' ? SPEEDS : null,
    allowances: [allowanceOf(bundle)],
  };
}

export function inventoryShape(account: Account, variant: Variant, now: number): unknown {
  const bundles = Array.from(account.stock, ([name, lots]): [string, Lot[]] => [
    name,
    lots.filter(({ direct, remaining }) => !direct || remaining > 0),
  ]);
  const shown = bundles.filter(([name, lots]) => lots.length > 0 || account.stock.get(name)?.length === 0);
  return wholeList(
    variant,
    'bundles',
    shown.map(([name, lots]) => bundleShape(variant, name, lots, now)),
  );
}
