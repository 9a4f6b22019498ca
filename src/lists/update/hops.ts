import { DeadlineReached } from '../../net/deadline.ts';
import { type HttpStream, openHttp } from '../../net/http-client.ts';
import type { Network } from '../../net/network.ts';

/** A document that is coming, by the address that gave it; that it has not changed; or why there is none. */
export type Opened =
  | {
      readonly stream: HttpStream;
      readonly url: URL;
      /** Hosts that the request was sent on to, in this order. */
      readonly via: readonly string[];
      /** Ends the connection, for a reason. Whoever does not read the body to its end must call it. */
      readonly stop: (reason: Error) => void;
      readonly stopped: AbortSignal;
    }
  | { readonly unchanged: true }
  | { readonly fault: string };

const MAX_HOPS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Opens a publisher's document, hop by hop: https on its own port only, no user or password, and each address is looked up and
 * checked like the first. A presigned address on another host is followed, without the conditions: they are the
 * publisher's. Never throws.
 */
export async function openDocument(
  {
    url: first,
    conditions,
    maxBytes,
  }: { readonly url: URL; readonly conditions: Conditions; readonly maxBytes: number },
  network: Network,
  signal: AbortSignal,
): Promise<Opened> {
  let url = first;
  const via: string[] = [];
  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    const headers = url.origin === first.origin ? conditions : {};
    const opened = await openOne({ url, headers, maxBytes }, network, signal);
    if ('fault' in opened) return { fault: `${[...via.slice(0, -1), url.host].join(' → ')}: ${opened.fault}` };
    const { stream, stop } = opened;
    if (stream.status === 200) return { ...opened, url, via };
    stop(new Error('not read'));
    if (stream.status === 304 && Object.keys(headers).length > 0) return { unchanged: true };
    const next = REDIRECTS.has(stream.status) ? nextOf(url, stream.headers['location'] ?? '') : null;
    if (next === null) return { fault: `${url.host}: ${statusText(stream.status)}` };
    if ('fault' in next) return { fault: `${url.host}: ${next.fault}` };
    url = next.url;
    if (url.host !== (via.at(-1) ?? first.host)) via.push(url.host);
  }
  return { fault: `${first.host}: more than ${MAX_HOPS} redirects` };
}

/** `If-None-Match`, `If-Modified-Since`. */
export type Conditions = Readonly<Record<string, string>>;

/** One hop, with a connection that can be ended and a deadline for the head. */
async function openOne(
  request: { readonly url: URL; readonly headers: Conditions; readonly maxBytes: number },
  network: Network,
  signal: AbortSignal,
) {
  const controller = new AbortController();
  const stopped = AbortSignal.any([signal, controller.signal]);
  const stop = (reason: Error): void => controller.abort(reason);
  const timer = setTimeout(
    () => stop(new DeadlineReached(`no answer within ${network.timeoutMs} ms`)),
    network.timeoutMs,
  );
  try {
    const opened = await openHttp(request, network, stopped);
    if ('fault' in opened) return { fault: `${opened.fault.code}: ${opened.fault.detail}` };
    return { stream: opened.stream, stop, stopped };
  } finally {
    clearTimeout(timer);
  }
}

/** Where a redirect leads, or why it is not followed. What a presigned address carries as query is never told. */
function nextOf(from: URL, location: string): { readonly url: URL } | { readonly fault: string } {
  if (location === '') return { fault: 'redirected to nowhere' };
  if (!URL.canParse(location, from.href)) return { fault: 'redirected to something that is no address' };
  const url = new URL(location, from.href);
  if (url.protocol !== 'https:') return { fault: `redirected to ${url.protocol}//${url.host}: only https is taken` };
  if (url.username !== '' || url.password !== '') return { fault: `redirected to ${url.host} with user and password` };
  if (url.port !== '') return { fault: `redirected to port ${url.port} of ${url.hostname}` };
  url.hash = '';
  return { url };
}

function statusText(status: number): string {
  switch (status) {
    case 403:
    case 429:
      return `HTTP ${status}: the publisher does not serve programs now. Save the file in a browser and use --from.`;
    case 404:
    case 410:
      return `HTTP ${status}: the publisher has moved it. Save the file in a browser and use --from.`;
    default:
      return `HTTP ${status}`;
  }
}
