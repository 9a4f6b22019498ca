import type { HttpReply } from '../net/http-client.ts';

const MAX_LOCATION_LENGTH = 2_048;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Where a reply sends the visitor; null when it is a page of its own (also a redirect without Location, as some block
 * pages are). Only http and https, ports 80 and 443, no user or password, at most 2 KB (reliability: a redirect is the
 * easiest way to make a crawler knock at other doors). Which address it means is checked when it is dialled.
 */
export function nextHop(
  from: URL,
  reply: Pick<HttpReply, 'status' | 'headers'>,
): { readonly url: URL } | { readonly problem: string } | null {
  const header = reply.headers['location'];
  if (!REDIRECTS.has(reply.status) || header === undefined || header === '') return null;
  const location = asUtf8(header);
  if (location.length > MAX_LOCATION_LENGTH) return { problem: 'redirect to an address longer than 2 KB' };
  if (!URL.canParse(location, from.href)) return { problem: 'redirect to something that is no address' };
  const url = new URL(location, from);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { problem: `redirect to ${url.protocol}` };
  if (url.username !== '' || url.password !== '') return { problem: 'redirect with user and password' };
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  if (port !== '80' && port !== '443') return { problem: `redirect to port ${port}` };
  url.hash = '';
  return { url };
}

/** Header bytes come as Latin-1; browsers read those of Location as UTF-8 where they can be. */
function asUtf8(header: string): string {
  const text = Buffer.from(header, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? header : text;
}
