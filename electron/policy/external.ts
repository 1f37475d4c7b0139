/** Sites that a link in the program may lead to, in the browser of the operator. */
const HOSTS = new Set(['portal.esim-go.com', 'docs.esim-go.com', 'help.esim-go.com']);

/** The address to open, or null when it must not be opened. */
export function externalAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const allowed =
    url.protocol === 'https:' &&
    HOSTS.has(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === '';
  return allowed ? url.href : null;
}

/**
 * The one way by which an address leaves the program.
 * @param open hands an address to the operating system
 * @returns false when the address was refused
 */
export async function openExternal(address: string, open: (address: string) => Promise<void>): Promise<boolean> {
  const allowed = externalAddress(address);
  if (allowed === null) return false;
  await open(allowed);
  return true;
}
