import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Certificate } from '../model/evidence.ts';
import type { Fault } from '../model/outcome.ts';
import { readCertificate } from './certificate.ts';
import { withDeadline } from './deadline.ts';
import { FaultError, faultOf, stoppedFault } from './fault.ts';
import { decodeBody } from './http-body.ts';
import { ConnectError, connectTo, findAddresses } from './http-connect.ts';
import type { Network } from './network.ts';

/** One request, one hop: redirects are the caller's to judge. */
export interface HttpRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the decoded body; what lies beyond is not read and `truncated` says so. */
  readonly maxBytes: number;
  /** Where to connect, in this order; without it the URL's host is looked up. */
  readonly addresses?: readonly string[];
  /** For connection and TLS, per address; by default the network's timeout over the number of addresses tried. */
  readonly connectMs?: number;
}

interface HttpHead {
  readonly status: number;
  /** Names in lower case; repeated values joined by ", ". Without set-cookie. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly certificate: Certificate | null;
  /** The address that was asked for and answered (before the dial moved it). */
  readonly address: string;
}

export interface HttpReply extends HttpHead {
  readonly body: Uint8Array;
  readonly truncated: boolean;
}

/** A reply whose body is still coming: decoded, in chunks, ended at the cap. Iterating throws when it breaks. */
export interface HttpStream extends HttpHead {
  readonly body: AsyncIterable<Uint8Array>;
  /** True once the cap cut the body. */
  readonly isTruncated: () => boolean;
}

export type HttpAnswer = { readonly reply: HttpReply } | { readonly fault: Fault };

const MAX_HEADER_BYTES = 16_384;
const MAX_INFORMATIONAL = 5;
const MAX_ADDRESSES = 4;
const MIN_CONNECT_MS = 1_000;

/**
 * GETs one URL within the network's timeout: the whole body up to the cap. The connection goes to an address that we
 * looked up and the dial has checked, one after the other; HTTP/1.1, no keep-alive, no cookies, no redirects.
 * Never throws.
 */
export async function askHttp(request: HttpRequest, network: Network, signal: AbortSignal): Promise<HttpAnswer> {
  return await withDeadline(network.timeoutMs, signal, async (limited) => {
    const opened = await openHttp(request, network, limited);
    if ('fault' in opened) return opened;
    const { body, isTruncated, ...head } = opened.stream;
    const chunks: Uint8Array[] = [];
    try {
      for await (const chunk of body) chunks.push(chunk);
      return { reply: { ...head, body: Buffer.concat(chunks), truncated: isTruncated() } };
    } catch (error) {
      return { fault: limited.aborted ? stoppedFault(limited) : faultOf(error) };
    }
  });
}

/**
 * As `askHttp`, but hands over the body as it comes; only the signal limits the time of a long download. Whoever does
 * not iterate the body to its end must abort the signal. Never throws; the body does.
 */
export async function openHttp(
  request: HttpRequest,
  network: Network,
  signal: AbortSignal,
): Promise<{ readonly stream: HttpStream } | { readonly fault: Fault }> {
  const { hostname, protocol } = request.url;
  if (protocol !== 'http:' && protocol !== 'https:') {
    return { fault: { code: 'malformed', detail: `${protocol} is not a web address`, attempts: 0 } };
  }
  let attempts = 0;
  try {
    const addresses = request.addresses ?? (await findAddresses(hostname, network, signal));
    const tried = addresses.slice(0, MAX_ADDRESSES);
    const share = Math.max(MIN_CONNECT_MS, Math.floor(network.timeoutMs / (tried.length + 1)));
    const faults: Fault[] = [];
    for (const address of tried) {
      attempts += 1;
      try {
        const socket = await connectTo(address, request.url, network, signal, request.connectMs ?? share);
        return { stream: await exchange(socket, address, request, network, signal) };
      } catch (error) {
        if (signal.aborted) return { fault: stoppedFault(signal, attempts) };
        faults.push(faultOf(error, attempts));
        if (!(error instanceof ConnectError)) break; // it answered: another address would say the same
      }
    }
    return { fault: joinFaults(tried, faults) };
  } catch (error) {
    return { fault: signal.aborted ? stoppedFault(signal, attempts) : faultOf(error, attempts) };
  }
}

async function exchange(
  socket: Socket,
  address: string,
  request: HttpRequest,
  network: Network,
  signal: AbortSignal,
): Promise<HttpStream> {
  const certificate = socket instanceof TLSSocket ? readCertificate(socket) : null;
  const { url } = request;
  const sent = requestHttp({
    createConnection: () => socket,
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      'user-agent': network.userAgent,
      accept: '*/*',
      'accept-encoding': 'gzip, deflate, br, zstd',
      connection: 'close',
      ...request.headers,
    },
    setHost: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    insecureHTTPParser: false,
  });
  try {
    const response = await headOf(sent, socket, signal);
    const { body, isTruncated } = decodeBody(response, request.maxBytes, () => socket.destroy());
    return { status: response.statusCode ?? 0, ...readHeaders(response), certificate, address, body, isTruncated };
  } catch (error) {
    sent.destroy();
    socket.destroy();
    throw error;
  }
}

function headOf(sent: ClientRequest, socket: Socket, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let informational = 0;
    sent.on('information', () => {
      informational += 1;
      if (informational > MAX_INFORMATIONAL) sent.destroy(new FaultError('malformed', 'endless informational replies'));
    });
    sent.once('response', (response) => {
      response.on('error', () => undefined); // whoever reads the body is told; nobody may be reading yet
      sent.on('error', (error) => response.destroy(error)); // node:http tells a broken body to the request
      resolve(response);
    });
    sent.on('error', reject);
    sent.once('upgrade', () => reject(new FaultError('malformed', 'the server switched protocols unasked')));
    socket.once('close', () => reject(signal.aborted ? signal.reason : new FaultError('refused', 'connection closed')));
    sent.end();
  });
}

/** From the raw list: node:http's own tables trip over a header named `constructor` or `__proto__`. */
function readHeaders({ rawHeaders }: IncomingMessage): Pick<HttpHead, 'headers' | 'cookies'> {
  const headers = new Map<string, string>();
  const cookies = new Set<string>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    const value = rawHeaders[at + 1] ?? '';
    if (name === 'set-cookie') cookies.add((value.split(/[=;]/, 1)[0] ?? '').trim());
    else headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
  }
  cookies.delete('');
  return { headers: Object.fromEntries(headers), cookies: [...cookies] };
}

/** Every attempt told; the code is the last one's, unless it says less than an earlier one (a timeout after a refusal). */
function joinFaults(addresses: readonly string[], faults: readonly Fault[]): Fault {
  const [first] = faults;
  if (first === undefined) return { code: 'unreachable', detail: 'no address to connect to', attempts: 0 };
  const detail = faults.map((fault, index) => `${addresses[index] ?? ''}: ${fault.detail}`).join('; ');
  const best = faults.find(({ code }) => code !== 'timeout' && code !== 'unreachable') ?? first;
  return { code: best.code, detail, attempts: faults.length };
}
