/** What is said of scans and of the scanner. */
export const scanner = {
  'scan.note': 'Scanner',
  'scan.close': 'Close',
  'scan.unknown':
    'What was scanned is not known: it is no ICCID, and no eSIM of this computer has it as its code. Nothing was done with it.',
  'scan.unknown-code':
    'An activation code was scanned that no eSIM of this computer has. Nothing was done with it; scan or type the ICCID to find any eSIM of the account.',
  'field.holds-code':
    'This holds an activation code, and whoever has the code has the eSIM, so it was not taken. Write a name or a number.',

  'error.text.holds-code':
    'A name, reference or message holds an activation code, and whoever has the code has the eSIM. Nothing was sent; write it without the code.',

  'settings.scanner': 'My scanner',
  'settings.scanner.explain':
    'A scan works on every screen, wherever the cursor is, and is never typed. Usual scanners need nothing set.',
  'settings.scanner.prefix': 'Types before each code',
  'settings.scanner.prefix.hint': 'Empty for nothing.',
  'settings.scanner.suffix': 'Presses after each code',
  'settings.scanner.suffix.Enter': 'Enter',
  'settings.scanner.suffix.Tab': 'Tab',
  'settings.scanner.suffix.none': 'Nothing',
  'settings.scanner.speed': 'Speed',
  'settings.scanner.speed.usual': 'Usual',
  'settings.scanner.speed.slow': 'Slow',
  'settings.scanner.test': 'Try your scanner here',
  'settings.scanner.test.hint': 'Scan a card. Nothing is opened.',
  'settings.scanner.test.read':
    '{what, select, iccid {An ICCID} code {An activation code} other {A text}}, {count, plural, one {# character} other {# characters}}, {pace, plural, one {# millisecond} other {# milliseconds}} from key to key, then {end, select, Enter {Enter} Tab {Tab} other {nothing}}.',
  'settings.scanner.test.typed':
    'This was typed like a person types, {pace, plural, one {# millisecond} other {# milliseconds}} from key to key. If it was scanned, choose “Slow” above, or set the scanner to send faster.',
  'settings.scanner.test.suffix': 'The scanner presses something else after each code than is set above.',
} as const;
