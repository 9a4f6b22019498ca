import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { DeadlineReached } from './deadline.ts';
import { compareQuestion, decodeMessage, encodeQuery } from './dns-message.ts';
import type { Heard, Transport } from './dns-transport.ts';
import { FaultError, faultOf } from './fault.ts';
import type { Network, Resolver } from './network.ts';
import { openTcp } from './tcp.ts';
import { openTls } from './tls.ts';

const MAX_MESSAGE_BYTES = 65_535;
const IDLE_MS = 5_000;
const CONNECT_MS = 5_000;
const PATIENCE_MS = 2_500;

/** DNS over HTTPS (RFC 8484): POST over one HTTP/2 session, id 0, opened anew when it is gone. */
export function httpsTransport(resolver: Resolver, network: Network): Transport {
  let session: Promise<ClientHttp2Session> | null = null;
  const name = resolver.serverName ?? resolver.address;
  const authority = `https://${name.includes(':') ? `[${name}]` : name}:${resolver.port}`;

  const open = async (): Promise<ClientHttp2Session> => {
    const secured = await openWithin(CONNECT_MS, async (signal) => {
      const socket = await openTcp(resolver.address, resolver.port, network, signal);
      return await openTls(socket, { name, alpn: 'h2' }, network);
    });
    if (secured.alpnProtocol !== 'h2') {
      secured.destroy();
      throw new FaultError('refused', 'the resolver does not speak HTTP/2');
    }
    const opened = connectHttp2(authority, { createConnection: () => secured });
    opened.on('error', () => undefined);
    opened.on('close', () => {
      session = null;
    });
    opened.setTimeout(IDLE_MS, () => opened.close());
    opened.unref();
    return opened;
  };
  const current = (): Promise<ClientHttp2Session> => {
    session ??= open().catch((error: unknown) => {
      session = null;
      throw error;
    });
    return session;
  };

  return {
    patienceMs: () => PATIENCE_MS,
    send: (question, edns, hear) => {
      const controller = new AbortController();
      const query = encodeQuery(0, question, edns);
      const asked =
        query === null ? Promise.reject(new FaultError('malformed', 'not a name DNS can carry')) : current();
      asked
        .then((opened) => post(opened, resolver, name, query ?? new Uint8Array(), controller.signal))
        .catch((error: unknown): Heard => ({ fault: faultOf(error) }))
        .then((heard) => {
          if (!controller.signal.aborted) hear(heard);
        })
        .catch(() => undefined);
      return () => controller.abort();
    },
  };
}

/** The signal aborts only while the work lasts: sockets opened with it live on. */
async function openWithin<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new DeadlineReached(`no connection within ${ms} ms`)), ms);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

function post(
  session: ClientHttp2Session,
  resolver: Resolver,
  name: string,
  query: Uint8Array,
  signal: AbortSignal,
): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const stream = session.request(
      {
        ':method': 'POST',
        ':path': resolver.path ?? '/dns-query',
        ':authority': name,
        accept: 'application/dns-message',
        'content-type': 'application/dns-message',
        'content-length': query.length,
      },
      { signal },
    );
    const chunks: Buffer[] = [];
    let length = 0;
    let status = 0;
    stream.on('response', (headers) => {
      status = headers[':status'] ?? 0;
    });
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_MESSAGE_BYTES) stream.destroy(new FaultError('malformed', 'DNS message too long'));
      else chunks.push(chunk);
    });
    stream.on('error', reject);
    stream.on('close', () => reject(new FaultError('refused', 'the resolver closed the stream')));
    stream.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const message = status === 200 ? decodeMessage(bytes) : null;
      if (status !== 200) {
        const code = status === 429 ? 'throttled' : 'refused';
        resolve({ fault: { code, detail: `the resolver answered HTTP ${status}`, attempts: 1 } });
      } else if (message === null || compareQuestion(query, bytes) !== 'same') {
        resolve({ fault: { code: 'malformed', detail: 'broken DNS message', attempts: 1 } });
      } else {
        resolve({ message });
      }
    });
    stream.end(query);
  });
}
