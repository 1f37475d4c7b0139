/** What the headless verbs say on the terminal. */
export const commands = {
  'command.usage': `usage: station                  opens the window    [--data DIR] [--api URL]
       station provision --bundle NAME --quantity N [--reference TEXT] [--sheet FILE.pdf] [--codes FILE.csv]
                         [--json] [--data DIR] [--api URL] [--practice]
       station resume    [--sheet FILE.pdf] [--codes FILE.csv] [--json] [--data DIR] [--api URL] [--practice]
       station stock
       station esim ICCID
       station topup ICCID --bundle NAME
       station revoke ICCID --bundle NAME [--assignment ID] --yes
       station sms ICCID --message TEXT
The last five take [--json] [--data DIR] [--api URL] [--practice] too.

The API key is read from ESIM_GO_API_KEY, else from the keychain.
Exit status: 0 all ready, 2 usage, 3 refused with nothing spent, 4 some items need attention,
             5 outcome unknown, 6 unreachable with nothing spent.`,
  'command.progress':
    '{ready} of {quantity} ready, {bought} bought{attention, plural, =0 {} other {, # need attention}}',
  'command.saved': 'Saved {file}',
  'command.left-out': '{count, plural, one {# eSIM is} other {# eSIMs are}} not ready and not on the sheet.',
  'command.summary':
    '{ready, plural, one {# eSIM} other {# eSIMs}} ready, {failed} failed, {unknown} unknown, {quarantined} quarantined, {calls} API calls (batch {batch}).',
  'command.revoke-preview': 'Nothing was changed. The API says: {said} Say --yes to do it.',
  'command.verdict.never-installed': 'Never installed.',
  'command.verdict.installed': 'Installed.',
  'command.verdict.removed': 'Was installed and removed; it may be possible to install it again.',
  'command.verdict.withdrawn': 'Withdrawn.',
  'command.verdict.other': 'In a state this program does not know.',
  'command.history-unencrypted':
    'This computer has no keychain: activation codes are kept unencrypted in the data folder.',
} as const;
