/** What is sold, as the API shows it: flat in the list and in the documents, nested in the wild when one bundle is asked for. */
import type { Bundle } from './catalogue.ts';
import type { Country } from './countries.ts';
import { networksOf } from './networks.ts';
import { money, type Variant } from './shapes.ts';
import { allowanceOf, SPEEDS } from './stock-shapes.ts';

const countryShape = ({ name, region, iso }: Country) => ({ name, region, iso });

/** Only bundles of several countries roam; the others have null (GUESS). */
function roamingOf<Shape>({ countries }: Bundle, shape: (country: Country) => Shape): Shape[] | null {
  return countries.length > 1 ? countries.map(shape) : null;
}

const imageUrl = ({ countries }: Bundle): string =>
  `https://images.example.test/${countries[0]?.iso.toLowerCase() ?? 'world'}.jpg`;

/** @param bundle with what it costs now */
export function listedBundle(variant: Variant, bundle: Bundle): unknown {
  const { name, desc, group, countries, data, days, autostart, unlimited, price } = bundle;
  return {
    name,
    description: desc,
    groups: [group],
    countries: countries.map(countryShape),
    dataAmount: data,
    duration: days,
    speed: SPEEDS,
    autostart,
    unlimited,
    roamingEnabled: roamingOf(bundle, countryShape),
    ...(variant === 'wild' && { imageUrl: imageUrl(bundle) }),
    price: money(price),
    billingType: 'FixedCost',
  };
}

function nestedCountry(country: Country): unknown {
  const [first, ...others] = networksOf(country.iso).map(({ name, brandName, speed }) => ({
    name,
    brandName,
    speeds: speed,
  }));
  return { country: countryShape(country), networks: [first], potentialNetworks: others };
}

function nestedBundle(bundle: Bundle): unknown {
  const { name, desc, group, countries, data, days, autostart, unlimited, price } = bundle;
  return {
    name,
    description: desc,
    countries: countries.map(nestedCountry),
    dataAmount: data,
    duration: days,
    speed: { speeds: SPEEDS, potentialSpeeds: [] },
    autostart,
    unlimited,
    roamingEnabled: roamingOf(bundle, nestedCountry),
    imageUrl: imageUrl(bundle),
    price: money(price),
    group: [group],
    allowances: [allowanceOf(bundle)],
    billingType: 'FixedCost',
  };
}

export function catalogueBundle(variant: Variant, bundle: Bundle): unknown {
  if (variant === 'wild') return nestedBundle(bundle);
  const { groups: _, ...flat } = listedBundle(variant, bundle) as Record<string, unknown>;
  return flat;
}
