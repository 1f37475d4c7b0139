/** What the headless verbs say on the terminal. */
export const commands = {
  'command.usage': `usage: station                  opens the window    [--data DIR] [--api URL]
       station provision --bundle NAME --quantity N [--reference TEXT] [--sheet FILE.pdf] [--codes FILE.csv]
                         [--json] [--data DIR] [--api URL] [--practice]
       station resume    [--sheet FILE.pdf] [--codes FILE.csv] [--json] [--data DIR] [--api URL] [--practice]

The API key is read from ESIM_GO_API_KEY, else from the keychain.
Exit status: 0 all ready, 2 usage, 3 refused with nothing spent, 4 some items need attention,
             5 outcome unknown, 6 unreachable with nothing spent.`,
  'command.progress':
    '{ready} of {quantity} ready, {bought} bought{attention, plural, =0 {} other {, # need attention}}',
  'command.saved': 'Saved {file}',
  'command.left-out': '{count, plural, one {# eSIM is} other {# eSIMs are}} not ready and not on the sheet.',
  'command.summary':
    '{ready, plural, one {# eSIM} other {# eSIMs}} ready, {failed} failed, {unknown} unknown, {quarantined} quarantined, {calls} API calls (batch {batch}).',
  'command.history-unencrypted':
    'This computer has no keychain: activation codes are kept unencrypted in the data folder.',
} as const;
