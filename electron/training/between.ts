/** What stands between a client and the API says: a gateway, a proxy, a captive portal. Nothing of it is the API's own word. */
import type { Reply } from './replies.ts';

/** No HTTP at all, as of a box that speaks into an established connection. */
export const garbage: Reply = { status: 0, type: '', body: '\x17\x03\x03\x00\x20 this is no answer' };

const TITLES: Record<string, string> = {
  '302': 'Found',
  '408': 'Request Timeout',
  '409': 'Conflict',
  '499': 'Client Closed Request',
  '502': 'Bad Gateway',
  '504': 'Gateway Time-out',
};

/** @param what a status, 504 when empty; with `-json` behind it for a body in JSON. @returns null for anything else */
export function between(what: string): Reply | null {
  const [, digits = '504', form] = /^(\d{3})?(-json)?$/.exec(what) ?? [null, ''];
  const status = Number(digits);
  if (digits === '' || status < 200 || status > 599) return null;
  const title = TITLES[digits] ?? 'Error';
  const headers: Record<string, string> =
    status >= 300 && status < 400 ? { Location: 'http://portal.example.test/' } : {};
  if (form) return { status, type: 'application/json', body: JSON.stringify({ error: title, code: status }), headers };
  const body = `<html><head><title>${status} ${title}</title></head><body><h1>${status} ${title}</h1></body></html>`;
  return { status, type: 'text/html', body, headers };
}
