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
       station buy BUNDLE --quantity N --yes
       station refund LOT --quantity N --yes
       station esim ICCID
       station topup ICCID --bundle NAME
       station revoke ICCID --bundle NAME [--assignment ID] --yes
       station sms ICCID --message TEXT
LIST:  [--leave-out-wrong] [--repeats-are-meant] [--encoding NAME] [--bundle NAME] [--column quantity=HEADER ...]
ORDER: [--reference TEXT] [--starts 2026-12-24T09:00:00Z]
FILES: [--sheet FILE.pdf] [--codes FILE.csv|FILE.xlsx]
All take [--data DIR] [--api URL] [--practice] [--processing SECONDS], all but the window also [--json].
station VERB --help tells what a verb does and takes; it takes nothing else.

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

  'error.command.opening':
    'The switch “{name}” would let others look into the station, so it did not start. Nothing was done; start it without that switch.',
  'error.command.usage': 'Nothing was done: {reason}. Say --help to see how it is used.',
  'command.reason.no-verb': 'there is no verb “{verb}”',
  'command.reason.no-option': '“{verb}” has no option {option}',
  'command.reason.no-window-option': 'without a verb there is no option {option}',
  'command.reason.no-value': '--{option} takes no value',
  'command.reason.value-missing': 'the value of --{option} is missing',
  'command.reason.option-missing': '--{option} is missing',
  'command.reason.twice': '--{option} was given more than once',
  'command.reason.subject-missing':
    '{subject, select, iccid {the ICCID} call {the id of the call} bundle {the name of the bundle} lot {the number of the lot} other {the id of the batch}} is missing',
  'command.reason.lot': 'a lot is named by its number, as “stock --json” shows it',
  'command.reason.unexpected': '“{text}” was not expected',
  'command.reason.no-iccid': 'what was given is not an ICCID, which has 18 to 20 digits and begins with 89',
  'command.reason.activation-code': 'an activation code was given where a name belongs',
  'command.reason.practice-or-api': '--practice and --api exclude each other',
  'command.reason.manifest-quantity': '--manifest says the quantities, so --quantity does not go with it',
  'command.reason.about-manifest': '--{option} is about a --manifest',
  'command.reason.one-quantity-each': 'there is not one --quantity for each --bundle',
  'command.reason.column': '--column is one of name=, reference=, bundle= or quantity= and a header',
  'command.reason.starts': '“{text}” is not a time such as 2026-12-24T09:00:00Z',
  'command.reason.one-choice': 'say one of --adopt REFERENCE, --send-again and --leave',
  'command.reason.number': '--number is the number of a question, as “questions” shows it',
  'command.reason.processing': '--processing is a number of seconds',
  'command.reason.which-assignment': 'the bundle is on the eSIM more than once, say --assignment {ids}',

  'command.help.provision': `usage: station provision --bundle NAME --quantity N [--bundle NAME --quantity N ...] [OPTIONS]
       station provision --manifest FILE.csv [OPTIONS]
Buys and fetches one batch. Spends stock. Unfinished batches from before go on beside it.`,
  'command.help.topups': `usage: station topups --iccids FILE --bundle NAME [OPTIONS]
Puts a bundle on each of these eSIMs, or on none when one of them cannot get it. Spends stock.`,
  'command.help.resume': `usage: station resume [OPTIONS]
Goes on with every unfinished batch that nobody paused. May spend stock.`,
  'command.help.questions': `usage: station questions [OPTIONS]
Shows what became of lost calls where only a person can say.`,
  'command.help.settle': `usage: station settle CALL --adopt REFERENCE | --send-again | --leave [OPTIONS]
Answers a question and works the batch to its end. May spend stock.`,
  'command.help.retry': `usage: station retry BATCH [OPTIONS]
Asks again for what the API refused. Spends stock.`,
  'command.help.cancel': `usage: station cancel BATCH [OPTIONS]
Gives up what has not been sent; what was sent still comes in.`,
  'command.help.stock': `usage: station stock [OPTIONS]
Shows what can be applied now.`,
  'command.help.buy': `usage: station buy BUNDLE --quantity N --yes [OPTIONS]
Buys bundles into the stock, which charges the balance. Without --yes it says what it would cost and ends with 2.`,
  'command.help.refund': `usage: station refund LOT --quantity N --yes [OPTIONS]
Gives a part of one lot back for its price. Without --yes it says what the lot holds and ends with 2.`,
  'command.quote':
    'Nothing was bought. {quantity} × {bundle} cost {total} {currency}, the balance is {balance}. Say --yes to buy.',
  'command.lot': 'Nothing was given back. Lot {lot} of {bundle} holds {remaining}. Say --yes to give {quantity} back.',
  'command.found-out-done': 'It was done, as the account shows.',
  'command.help.esim': `usage: station esim ICCID [OPTIONS]
Shows what the account says of an eSIM.`,
  'command.help.topup': `usage: station topup ICCID --bundle NAME [OPTIONS]
Puts another bundle on an eSIM, after asking whether it fits. Spends stock.`,
  'command.help.revoke': `usage: station revoke ICCID --bundle NAME [--assignment ID] --yes [OPTIONS]
Takes a bundle off. Without --yes it says what would happen and ends with 2.`,
  'command.help.sms': `usage: station sms ICCID --message TEXT [OPTIONS]
Sends a message to an eSIM.`,
  'command.option.bundle': '--bundle NAME         bundle from your stock; capitals matter',
  'command.option.quantity':
    '--quantity N          whole number; of a batch from 1 to 1,000, one for each bundle in the same order',
  'command.option.reference': '--reference TEXT      customer or event, up to 200 characters; printed on the cards',
  'command.option.starts':
    '--starts TIME         when the bundles start, such as 2026-12-24T09:00:00Z; only for those that do not start by themselves',
  'command.option.manifest': '--manifest FILE.csv   list of people, instead of bundles and quantities',
  'command.option.leave-out-wrong': '--leave-out-wrong     provision the lines of the list that are right',
  'command.option.repeats-are-meant':
    '--repeats-are-meant   lines of the list that ask for the same for the same person are no mistake',
  'command.option.encoding': '--encoding NAME       how the letters of the list are to be read',
  'command.option.column':
    '--column WHAT=HEADER  which column of the list is name, reference, bundle or quantity; without HEADER, none is',
  'command.option.iccids': '--iccids FILE         the ICCIDs of the eSIMs, one a line',
  'command.option.adopt': '--adopt REFERENCE     what was made is ours',
  'command.option.send-again': '--send-again          it was never made: buy again',
  'command.option.leave': '--leave               neither: give these eSIMs up',
  'command.option.number': '--number N            the number of the question that you have seen',
  'command.option.assignment': '--assignment ID       which one, where the bundle is on the eSIM more than once',
  'command.option.yes': '--yes                 do it',
  'command.option.message': '--message TEXT        1 to 160 characters',
  'command.option.sheet': '--sheet FILE.pdf      write the cards',
  'command.option.codes': '--codes FILE.csv      write a line for each eSIM; a workbook where the name ends with .xlsx',
  'command.option.json': '--json                the last line on the standard output is JSON',
  'command.option.practice': '--practice            the practice account; not together with --api',
  'command.option.data': "--data DIR            keep everything in this folder instead of the user's own",
  'command.option.api': '--api URL             another address of the API',
  'command.option.processing':
    '--processing SECONDS  how long the API may work on a purchase before an eSIM that does not show counts as not made',
  'command.option.help': '--help                this text',
} as const;
