import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { pour } from './pour.ts';

/** What a publisher's server does with one of its documents, and what goes wrong. */
export interface Publication {
  readonly body: string;
  readonly etag?: string;
  /** As HTTP writes it. */
  readonly lastModified?: string;
  /** Absolute URL of where the document really lies. */
  readonly location?: string;
  readonly fault?: PublicationFault;
}

export type PublicationFault =
  /** The connection ends in the middle: of an announced length, of a chunked body, of a gzip stream. */
  | 'cut'
  | 'cut-chunked'
  | 'cut-gzip'
  /** No answer, and half an answer. */
  | 'silent'
  | 'stalled'
  /** All of it, in eight parts with pauses. */
  | 'drip'
  /** As long as somebody reads; and 16 MB of blanks in a small parcel. */
  | 'endless'
  | 'bomb'
  | 'denied'
  | 'not-modified';

const DRIP_MS = 50;

/** Answers like a publisher: 403 to whoever does not name itself, 304 to whoever knows the document. */
export function servePublication(
  request: IncomingMessage,
  response: ServerResponse,
  { body, etag, lastModified, location, fault }: Publication,
): void {
  const { 'user-agent': agent = '', 'if-none-match': known, 'if-modified-since': since } = request.headers;
  const isKnown =
    (etag !== undefined && known === etag) || (known === undefined && since !== undefined && since === lastModified);
  const headers = {
    'content-type': 'application/xml',
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { 'last-modified': lastModified }),
  };
  const half = body.slice(0, body.length / 2);
  if (agent === '' || fault === 'denied') {
    response.writeHead(403, { 'content-type': 'text/html' }).end('<title>Access denied</title>');
  } else if (location !== undefined) response.writeHead(302, { location }).end();
  else if (isKnown || fault === 'not-modified') response.writeHead(304, headers).end();
  else serveBody(request, response, { body, half, headers, fault });
}

function serveBody(
  { socket }: IncomingMessage,
  response: ServerResponse,
  {
    body,
    half,
    headers,
    fault,
  }: {
    readonly body: string;
    readonly half: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly fault: PublicationFault | undefined;
  },
): void {
  switch (fault) {
    case 'silent':
      return;
    case 'stalled':
      response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) }).write(half);
      return;
    case 'drip': {
      const parts = Array.from({ length: 8 }, (_, at) =>
        body.slice((at * body.length) / 8, ((at + 1) * body.length) / 8),
      );
      response.writeHead(200, headers);
      const next = (): void => {
        const part = parts.shift();
        if (part === undefined) response.end();
        else response.write(part, () => setTimeout(next, DRIP_MS));
      };
      next();
      return;
    }
    case 'cut':
      response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) });
      response.write(half, () => socket.destroy());
      return;
    case 'cut-chunked':
      response.writeHead(200, headers).write(half, () => socket.destroy());
      return;
    case 'cut-gzip': {
      const coded = gzipSync(body);
      response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(coded.subarray(0, coded.length - 12));
      return;
    }
    case 'endless':
      response.writeHead(200, headers).write(body);
      pour(response, '<!-- and on along the quay -->\n');
      return;
    case 'bomb':
      response
        .writeHead(200, { ...headers, 'content-encoding': 'gzip' })
        .end(gzipSync(body + ' '.repeat(16e6), { level: 1 }));
      return;
    case 'denied':
    case 'not-modified':
    case undefined:
      response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body));
  }
}
