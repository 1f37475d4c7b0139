/** Failures. Each sentence says what happened, what is safe, and what to do. */
export const errors = {
  'error.internal':
    'Something went wrong inside the station. What was bought is recorded and safe; try again, and restart the station if it happens again.',
  'error.invalid-request':
    'The station could not understand this request, so it did nothing. Check the values and try again.',
  'error.forbidden-sender':
    'A page that is not part of the station asked for something, and was refused. Nothing was done.',

  'error.api.unauthorised':
    'The API does not accept this key, so nothing was spent. Check the key in the eSIM Go portal under Account Settings, API Details, and connect again.',
  'error.api.not-yours':
    'This account has no access to this eSIM, so nothing was done. Check the ICCID; an eSIM that was left without bundles may have gone back to eSIM Go.',
  'error.api.out-of-stock':
    'The API has no {bundle} left to apply, so nothing was spent for these eSIMs. Buy more stock, then retry what failed.',
  'error.api.balance':
    'The balance of the account does not cover this order, so nothing was bought and nothing was charged. Add to the balance in the eSIM Go portal, or order less.',
  'error.api.refused': 'The API refused the request and nothing was spent for it. It said: “{text}”.',
  'error.api.busy': 'The API is busy and asks us to come back later. Nothing is lost; try again in a few minutes.',
  'error.api.forbidden':
    'The API refused to apply {bundle} and did not say why in words the station knows, so nothing was spent for these eSIMs. It said: “{text}”. Look at the stock; if there is some, ask eSIM Go.',
  'error.api.unreachable':
    'The API at {host} cannot be reached, so nothing was spent. Check the network connection and try again.',
  'error.api.name-not-found':
    'The name {host} cannot be found, so nothing was sent and nothing was spent. Check the network connection and the address of the API, then try again.',
  'error.api.connection-refused':
    'The computer at {host} refused the connection, so nothing was sent and nothing was spent. Check the address of the API and the firewall, then try again in a minute.',
  'error.api.no-network':
    'There is no network connection to {host}, so nothing was sent and nothing was spent. Connect this computer to the network and try again.',
  'error.api.certificate':
    'The certificate that was shown for {host} comes from “{issuer}”, which this computer does not trust, so nothing was sent and nothing was spent. If that is a proxy or a virus scanner of your own, have its certificate installed; otherwise use another network.',
  'error.api.certificate-date':
    'The certificate of {host} is valid from {from} to {to}, and this computer shows another time, so nothing was sent and nothing was spent. Set the date and time of this computer right and try again.',
  'error.api.between':
    'Something between this computer and {host} answered in place of the API, such as a Wi-Fi login page, a proxy or a firewall. Nothing is lost; sign in to the network in a browser, or ask who runs it, and try again.',
  'error.api.proxy':
    'A proxy on the way to {host} wants a name and a password, so the API gave no answer. Nothing is lost; sign in to the proxy, or ask who runs the network, and try again.',
  'error.api.malformed':
    'The API sent an answer the station does not understand ({endpoint}, {path}). Nothing was taken from it; try again, and report this if it happens again.',
  'error.api.failed':
    'The API failed on its own side (status {status}, {endpoint}). Nothing is lost; try again in a minute.',
  'error.api.address':
    'The API address must be https, or http on this computer alone. Nothing was sent; correct the address.',
  'error.api.short-list':
    'The API has not yet shown {missing, plural, one {# eSIM} other {# eSIMs}} of this batch. They are bought and safe; resume the batch later to fetch them.',
  'error.api.no-code':
    'The API has not given a usable activation code for this eSIM yet. It is bought and safe; resume the batch later to fetch it.',

  'error.account.no-key':
    'No account is connected, so nothing was sent. Enter the API key, or use the practice account.',
  'error.account.not-practice': 'A key belongs to a live account. Leave practice first, then connect the key.',
  'error.account.key-format':
    'This does not look like an API key: it must be one line without spaces. Nothing was stored; copy the key again from the portal.',
  'error.account.other':
    'This key belongs to the account {account}, and the history that is open to {history}. Nothing was sent and both are safe; start again to work with {account} in a history of its own, or connect the key of {history}.',
  'error.account.unnamed':
    'The API does not say whose account this key belongs to, so nothing was sent. Check the name of the organisation in the eSIM Go portal, and try again.',
  'error.secrets.failed':
    'The keychain of this computer did not answer. Nothing was stored; unlock the keychain and try again.',

  'error.plan.quantity': 'Choose a whole number of eSIMs from 1 to {max}. Nothing was spent.',
  'error.plan.no-bundle': 'Choose a bundle first. Nothing was spent.',
  'error.plan.unknown-bundle':
    'The bundle “{bundle}” is not in stock on this account, so nothing was spent. Choose one from the stock list.',
  'error.plan.bundle-case':
    'There is no bundle “{bundle}”, but there is “{suggestion}”: capitals matter in bundle names. Nothing was spent; use that spelling.',
  'error.plan.stock':
    'The stock holds {left, plural, =0 {no bundles} one {only # bundle} other {only # bundles}} of “{bundle}”, which is not enough for {wanted}. Nothing was spent; ask for fewer or buy more stock.',
  'error.plan.too-many': 'A batch makes at most {max} eSIMs. Nothing was spent; split it into several.',
  'error.plan.start-past': 'The start lies in the past. Nothing was spent; choose a later one, or none.',
  'error.plan.start-bundle':
    'The bundle “{bundle}” starts by itself with its first use, so it takes no start time. Nothing was spent; leave the start out, or choose another bundle.',
  'error.plan.iccid': 'There is no ICCID “{iccid}”, so nothing was spent. One has 18 to 20 digits and begins with 89.',
  'error.plan.iccid-twice': 'The eSIM {iccid} is in the list twice, so nothing was spent. Take one of them out.',
  'error.plan.reference': 'The reference is longer than {max} characters. Nothing was spent; shorten it.',

  'error.unknown.apply':
    'This purchase was sent but its answer got lost, so it may or may not have been made. The station finds out from the account and sends nothing of it again before it knows; resume the batch if it has stopped.',
  'error.unknown.replace':
    'The replacement was sent but its answer got lost, so it may or may not have been made. The station finds out from the account and sends nothing of it again before it knows; it stands in the history as a batch of one.',
  'error.unknown.top-up':
    'The top-up was sent but its answer got lost, so it may or may not be on the eSIM. The station asks the eSIM until it knows and sends nothing again before that; the top-up stands in the history as a batch, which you resume if it has stopped.',
  'error.unknown.order':
    'The purchase was sent but its answer got lost, so it may or may not have been made. It is not sent again; the station looks for it among the orders of the account and says under Stock what became of it.',
  'error.unknown.refund':
    'The refund was sent but its answer got lost, so it may or may not have been made. It is not sent again; the station looks at the lot and says under Stock what became of it.',
  'error.unknown.revoke':
    'Taking the bundle off was sent but its answer got lost, so it may or may not have been done. It is not sent again; the station asks the eSIM and says in its history what became of it, or asks you under Stock where the eSIM does not tell.',
  'error.unknown.sms':
    'The message was sent but the answer got lost, and nobody can find out whether it arrived. It is not sent again; ask the customer before you repeat it.',
  'error.unknown.refresh':
    'The refresh was sent but the answer got lost, and nobody can find out whether it was done. It is not sent again; refreshing once more does no harm.',
  'error.unknown.reference':
    'The reference was sent but the answer got lost, so it may or may not be written. Nothing was spent; write it once more, which changes nothing when it is there already.',
  'error.journal.full':
    'The disk is full, so what came of this call could not be written down. {done, select, done {The API has carried it out} nothing {The API has not carried it out} other {The API may have carried it out}}; it is recorded as sent, and nothing is sent again by itself. Free some space and resume: the station then finds out from the account.',
  'error.reconcile.ask':
    'The answer to this purchase got lost, and the account does not show for sure whether it was made. Nothing is sent again by itself; look at the question of this batch and decide.',
  'error.reconcile.not-again':
    'The station does not send this again by itself. Nothing was changed; say whether it was done, and do it once more if you still want it.',
  'error.reconcile.cannot-look':
    'The account does not let the station look at this eSIM, so nobody knows whether it has the bundle. Nothing was sent again; look at the eSIM in the eSIM Go portal.',
  'error.reconcile.no-question':
    'This question is already settled. Nothing was changed; look again at what it was about.',
  'error.reconcile.no-candidate': 'This was not among what there is to choose from. Nothing was changed; choose again.',
  'error.reconcile.outdated':
    'The account shows more by now that this purchase may have made. Nothing was sent; look at the question again, which is number {number} now, and decide.',
  'error.reconcile.taken':
    'These eSIMs belong to another order or another station by now, so they were not taken. Nothing was changed; choose again.',
  'error.provisioning.item-refused': 'The API did not provision this eSIM. It said: “{text}”.',
  'error.provisioning.duplicate':
    'The API named an eSIM that already belongs to another order. It is set aside and cannot be printed; report ICCID {iccid} to eSIM Go.',
  'error.provisioning.gave-up':
    'The API was asked {times, plural, one {once} other {# times}} for this eSIM and never made it, as the account shows. Nothing was spent for it; retry it later.',
  'error.provisioning.more':
    'The API made this eSIM although nobody asked for it. It is kept here and not printed; use it for somebody, or give it back in the eSIM Go portal.',
  'error.provisioning.more-on-esim':
    'The API put this bundle on the eSIM more than once for one top-up. All of it is on the eSIM; look at it, and take off what is too much.',
  'error.provisioning.other-bundle':
    'The API put another bundle on this eSIM than was asked for: {bundle}. It is bought, set aside and not printed; report it to eSIM Go.',
  'error.provisioning.other-esim':
    'The API answered about another eSIM, {iccid}. What was asked for was not done as far as the eSIM shows; look at both eSIMs before you repeat it.',
  'error.provisioning.gone':
    'The eSIM {iccid} left the account before its code was fetched. It was bought, is set aside and not printed; look for it in the eSIM Go portal, or ask eSIM Go.',
  'error.provisioning.bad-code':
    'The activation code that the API gave for eSIM {iccid} is none that a phone can read. The eSIM is bought, set aside and not printed; report it to eSIM Go.',
  'error.provisioning.same-code':
    'The API gave this eSIM the same activation code as eSIM {iccid}. Both are set aside and neither is printed; report them to eSIM Go.',

  'error.care.incompatible':
    'This bundle does not fit this eSIM, so nothing was spent. Choose another bundle, or give the customer a new eSIM.',
  'error.care.message': 'A message has 1 to {max} characters. Nothing was sent; shorten it.',
  'error.care.no-assignment': 'This bundle is no longer on the eSIM. Nothing was changed; look at the eSIM again.',
  'error.stock.quantity': 'Choose a whole number of bundles from 1 to {max}. Nothing was bought or given back.',
  'error.stock.invalid-order':
    'The API would not accept this order, most likely because the balance is too small. Nothing was charged; top up the balance in the portal, or order fewer.',

  'error.stock.not-made':
    'The account shows that this was not done, so nothing was charged or given back. Do it once more if you still want it.',
  'error.stock.no-lot': 'There is no lot {lot} in the stock, so nothing was given back. Look at the stock again.',
  'error.stock.price':
    'The price has changed from {before} to {now} {currency} since you said yes, so nothing was bought. Look at the new price and say yes again, or leave it.',

  'error.qr.contradicts':
    'The QR image of this eSIM says another code than the API did. It is set aside and cannot be printed; report ICCID {iccid} to eSIM Go.',
  'error.qr.needs-confirmation-code':
    'The QR image of this eSIM asks for a confirmation code, and the API gave none. It is set aside and cannot be printed; ask eSIM Go for the confirmation code of ICCID {iccid}.',
  'error.qr-bundle.unreadable':
    'The QR images the API sent cannot be opened, so none of them was used. The eSIMs are bought and safe; resume the batch to fetch the images again.',
  'error.qr-bundle.too-many':
    'The QR images the API sent were refused: {count} files where at most {max} are accepted. The eSIMs are bought and safe; resume the batch to fetch the images again.',
  'error.qr-bundle.too-large':
    'The QR images the API sent were refused: they unpack to more than {max} MB. The eSIMs are bought and safe; resume the batch to fetch the images again.',

  'error.store.in-use':
    'The history file {file} is in use by another program. Nothing was changed; close the other eSIM Station, or choose another data folder.',
  'error.store.damaged':
    'The history file {file} is damaged, is no history file, or is encrypted with another key. It was left as it is; restore a backup of it, or move it away to start with an empty history.',
  'error.store.newer':
    'The history file {file} was written by a newer eSIM Station. It was left as it is; install the newer program, or choose another data folder.',
  'error.store.changed-migration':
    'The history file {file} was made by a different build of eSIM Station. It was left as it is; install that program again, or choose another data folder.',
  'error.store.no-key':
    'The history file {file} is damaged, or encrypted with a key that is not in the keychain of this computer. It was left as it is; unlock the keychain and start again, or restore a backup of the file.',
  'error.store.full':
    'The disk that holds {file} is full or cannot be written. Nothing was sent that is not recorded; free some space and try again, or move the data folder to another disk.',
  'error.store.folder':
    'The data folder {folder} cannot be used. Nothing was changed; make it writable, or choose another data folder.',
  'error.store.batch-not-found': 'There is no such batch in the history.',
  'error.store.esim-not-found': 'There is no eSIM {iccid} in the history of this computer.',
  'error.store.image-not-found': 'There is no QR image for eSIM {iccid} in the history of this computer.',

  'error.sheet.empty': 'No eSIM of this batch is ready to be printed yet.',
  'error.sheet.failed': 'The sheet could not be drawn. Nothing was printed; try again, or restart the station.',
  'error.sheet.print-failed':
    'The printer did not take the sheet ({reason}). Save it as a PDF, or choose another printer.',
  'error.file.write': 'The file {file} could not be written. Choose another place and try again.',

  'error.training.port': 'Port {port} is in use. Choose another port for the training API.',
} as const;
