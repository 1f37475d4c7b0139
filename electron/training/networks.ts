/** Mobile networks by country. A few are real, as a phone would show them; the others are invented. */

export interface Network {
  name: string;
  brandName: string;
  mcc: string;
  mnc: string;
  /** The TADIG code, spelled as the API spells it. */
  tagid: string;
  speed: string[];
}

/** Name, brand, country code, network code, TADIG code. */
const KNOWN: Record<string, [string, string, string, string, string][]> = {
  GB: [
    ['EE', 'EE', '234', '30', 'GBRME'],
    ['O2', 'O2 UK', '234', '10', 'GBRCN'],
  ],
  FR: [['Orange', 'Orange France', '208', '01', 'FRAF1']],
  DE: [
    ['Telekom', 'Telekom Deutschland', '262', '01', 'DEUD1'],
    ['O2', 'O2 Germany', '262', '07', 'DEUE2'],
  ],
  ES: [['Movistar', 'Movistar', '214', '07', 'ESPTE']],
  IT: [['TIM', 'TIM', '222', '01', 'ITASI']],
  TR: [['Turkcell', 'Turkcell', '286', '01', 'TURTC']],
  US: [
    ['AT&T', 'AT&T', '310', '410', 'USACG'],
    ['T-Mobile', 'T-Mobile USA', '310', '260', 'USAW6'],
  ],
  JP: [['NTT Docomo', 'Docomo', '440', '10', 'JPNDO']],
};

/** 001 is the country code of test networks (ITU-T E.212). */
const invented = (iso: string): [string, string, string, string, string] => [
  `Practice Mobile ${iso}`,
  'Practice Mobile',
  '001',
  '01',
  `${iso}PM1`,
];

export function networksOf(iso: string): [Network, ...Network[]] {
  const [first = invented(iso), ...others] = KNOWN[iso] ?? [];
  const network = ([name, brandName, mcc, mnc, tagid]: typeof first): Network => ({
    name,
    brandName,
    mcc,
    mnc,
    tagid,
    speed: ['4G', '5G'],
  });
  return [network(first), ...others.map(network)];
}
