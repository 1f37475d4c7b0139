/** The text with the digits of every script written as 0 to 9. */
export function ownDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** The digits of each script stand together in tens, beginning with its zero. */
function digitValue(digit: string): number {
  const at = digit.codePointAt(0) ?? 0;
  let zero = at;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (at - zero) % 10;
}
