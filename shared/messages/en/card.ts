/** What stands on a printed card and in the margin of its page. */
export const card = {
  'card.practice': 'PRACTICE – this code installs nothing',
  'card.position': '{position}/{quantity}',
  'card.iccid': 'ICCID',
  'card.address': 'SM-DP+ address',
  'card.activation-code': 'Activation code',
  'card.android-typing': '(Android: LPA:1$address$code)',
  'card.reference': 'Ref.',
  'card.qr': 'QR code of eSIM {position} of {quantity}',
  'card.iphone': 'iPhone: Settings › Mobile Service › Add eSIM › Use QR Code.',
  'card.android': 'Android: Settings › Network & internet › SIMs › Add eSIM.',
  'card.advice': 'One phone, one time. Use Wi-Fi without a login page.',
  'card.footer.batch': '{reference} · {bundle}',
  'card.footer.page': '{date} · page {page} of {pages} · {cards, plural, one {# card} other {# cards}}',
  'card.footer.left-out':
    '{count, plural, one {# eSIM of this batch is not ready and not on this sheet} other {# eSIMs of this batch are not ready and not on this sheet}}',
  'card.no-reference': 'No reference',
} as const;
