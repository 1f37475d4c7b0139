/**
 * Chromium knows no scheme of ours and drops such a navigation before anything can answer it, so a page of
 * `station://app/` lives at `https://app.station.invalid/`, which is a secure context too. Only pages ever see that name.
 */
const schemes = new Set<string>();

export function addScheme(scheme: string): void {
  schemes.add(scheme);
}

export function toWeb(address: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z]+):\/\/([^/?#]*)(.*)$/s.exec(address) ?? [];
  return schemes.has(scheme) ? `https://${host}.${scheme}.invalid${rest}` : address;
}

export function toOwn(address: string): string {
  const [, host = '', scheme = '', rest = ''] = /^https:\/\/([^/?#]*)\.([a-z]+)\.invalid(.*)$/s.exec(address) ?? [];
  return schemes.has(scheme) ? `${scheme}://${host}${rest}` : address;
}
