/** What the headless verbs say on the terminal. */
export const commands = {
  'command.usage': `usage: station                  opens the window
       station provision --bundle NAME --quantity N [--bundle NAME --quantity N ...] [ORDER] [FILES]
       station provision --manifest FILE.csv [LIST] [ORDER] [FILES]
       station topups    --iccids FILE --bundle NAME [--reference TEXT] [FILES]
       station resume    [FILES]
       station questions
       station settle CALL --adopt REFERENCE | --send-again | --leave [FILES]
       station retry BATCH [FILES]
       station cancel BATCH [FILES]
       station stock
       station esim ICCID
       station topup ICCID --bundle NAME
       station revoke ICCID --bundle NAME [--assignment ID] --yes
       station sms ICCID --message TEXT
LIST:  [--leave-out-wrong] [--repeats-are-meant] [--encoding NAME] [--bundle NAME] [--column quantity=HEADER ...]
ORDER: [--reference TEXT] [--starts 2026-12-24T09:00:00Z]
FILES: [--sheet FILE.pdf] [--codes FILE.csv|FILE.xlsx]
All take [--data DIR] [--api URL] [--practice] [--processing SECONDS], all but the window also [--json].

The API key is read from ESIM_GO_API_KEY, else from the keychain.
Exit status: 0 all ready, 2 usage, 3 refused with nothing spent, 4 some items need attention,
             5 outcome unknown, 6 unreachable with nothing spent.`,
  'command.progress':
    '{ready} of {quantity} ready, {bought} bought{attention, plural, =0 {} other {, # need attention}}',
  'command.saved': 'Saved {file}',
  'command.left-out': '{count, plural, one {# eSIM is} other {# eSIMs are}} not ready and not on the sheet.',
  'command.summary':
    '{ready, plural, one {# eSIM} other {# eSIMs}} ready, {failed} failed, {unknown} unknown, {quarantined} quarantined, {cancelled} cancelled, {calls} API calls (batch {batch}).',
  'command.references':
    'Writing {count, plural, one {the customer reference of # eSIM} other {the customer references of # eSIMs}} to the account…',
  'command.line': 'line {line}: {sentence}',
  'command.line-column': 'line {line}, column {column}: there is no ICCID here.',
  'command.lines-left-out': '{count, plural, one {# line is} other {# lines are}} left out.',
  'command.esim': '{iccid}: {sentence}',
  'command.asked':
    '{count, plural, one {One purchase of this batch waits} other {# purchases of this batch wait}} for a decision. The verb “questions” shows what is known, the verb “settle” decides.',
  'command.asked-before':
    '{count, plural, one {One purchase of an earlier batch waits} other {# purchases of earlier batches wait}} for a decision. The verb “questions” shows what is known, the verb “settle” decides.',
  'command.found-out': 'The bundle is on the eSIM, as the account shows.',
  'command.no-questions': 'No question is open.',
  'command.question':
    'Call {call} of batch {batch}, question number {number}: {quantity} × {bundle} ({what}), sent {sent} by {operator}. Stock before {before}, now {now}. {others, select, true {Others work with this account too.} other {Nobody else was seen to work with this account.}}',
  'command.question.new': 'new eSIMs',
  'command.question.top-up': 'top-up',
  'command.question.order': 'purchase of stock',
  'command.question.refund': 'refund',
  'command.question.revoke': 'taking a bundle off',
  'command.question-unseen': '  could not be looked at: {unseen}',
  'command.candidate':
    '  may have made {reference}, assigned {assigned}: {count, plural, one {# eSIM} other {# eSIMs}}, {iccids}',
  'command.revoke-preview': 'Nothing was changed. The API says: {said} Say --yes to do it.',
  'command.verdict.never-installed': 'Never installed.',
  'command.verdict.installed': 'Installed.',
  'command.verdict.removed': 'Was installed and removed; it may be possible to install it again.',
  'command.verdict.withdrawn': 'Withdrawn.',
  'command.verdict.other': 'In a state this program does not know.',
  'command.history-unencrypted':
    'This computer has no keychain: activation codes are kept unencrypted in the data folder.',
} as const;
