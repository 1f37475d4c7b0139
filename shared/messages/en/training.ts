/** What the practice API says on the terminal. What it says over HTTP is the API's own English. */
export const training = {
  'training.usage': `usage: node electron/training/cli.ts --key KEY [--port N] [--stock BUNDLE=COUNT]… [--balance N] [--seed N]
                                      [--rate N] [--latency MS] [--processing MS] [--organisation NAME]
                                      [--variant wild|documented] [--file FILE]
                                      [--fault NAME[=VALUE][:TIMES][@PATH]]…

Plays the eSIM Go API v2.4 on this computer until Ctrl+C.
--rate is requests a second, --latency is added to every answer, --processing is how long more than five
bundles take. With --file the account is kept, and a file that is there decides stock, balance, seed and name.
A fault strikes the next TIMES requests (1; 0 is all) below PATH, such as reset-after:2@/esims/apply. Some can be
told more: late-effect=90 does the work after 90 seconds, between=409-json answers in another's name once it is done.

Beside the API, without a key and with JSON bodies:
  GET /__ledger      what was truly done and spent
  POST /__clock      '{'"advanceMs": 86400000'}' moves the clock of the account forward, for good
  POST /__customer   '{'"iccid": …, "does": "install"'}'; download, install, attach, use (with bytes), remove, break
  POST /__reference  '{'"iccid": …, "customerRef": ""'}'; edits it, as the portal does
  POST /__remove     '{'"iccid": …'}'; the eSIM leaves the account
  POST /__stock      '{'"bundle": …, "by": -2'}'; others buy some, or use some up
  POST /__price      '{'"bundle": …, "price": 2.5'}'
  POST /__stranger   '{'"method": "POST", "path": "/esims/apply", "body": …'}'; a call of somebody else
  POST /__organisation  '{'"name": …'}'
  POST /__key        '{'"key": …'}'; the only one from now on
  POST /__fault      '{'"name": "503", "value": …, "times": 2, "path": "/esims"'}'; GET lists them, DELETE releases them

Faults: {faults}.`,
  'training.listening': 'Practice API listening on {url}',
  'training.bad-usage': 'The practice API was not started: {reason}.',
  'training.unknown-option': 'there is no option {option}',
  'training.missing-value': 'the option --{option} is missing its value',
  'training.missing-option': 'the option --{option} is missing',
  'training.not-a-number': '--{option} wants a whole number from {min} to {max}, not “{value}”',
  'training.not-a-stock': '--stock wants BUNDLE=COUNT, not “{value}”',
  'training.not-a-variant': '--variant is wild or documented, not “{value}”',
  'training.not-a-fault': '--fault wants NAME[=VALUE][:TIMES][@PATH], and there is no fault “{value}”',
  'error.training.control': 'The practice API did not do that, and nothing was changed: {reason}.',
  'error.training.file':
    'The practice account in {file} cannot be read. It was left as it is; move it away to start a new practice account.',
} as const;
