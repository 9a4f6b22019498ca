import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { closeServer, listenOn } from './listen.ts';
import { pour } from './pour.ts';
import { servePublication } from './publisher.ts';
import type { Page, World } from './world.ts';
import type { Authority } from './x509.ts';

const MAX_CONTEXTS = 2_000;

/** All web servers of the world, HTTP and HTTPS, by the Host header; RDAP servers (hosts named `rdap.…`) among them. */
export async function startWeb(
  world: World,
  authority: Authority,
): Promise<{ readonly http: number; readonly https: number; readonly close: () => Promise<void> }> {
  const contexts = new Map<string, SecureContext>();
  const contextOf = (name: string): SecureContext => {
    const known = contexts.get(name);
    if (known !== undefined) return known;
    if (contexts.size >= MAX_CONTEXTS) contexts.clear();
    const { certificate, key } = authority.issue([name]);
    const made = createSecureContext({ cert: certificate, key });
    contexts.set(name, made);
    return made;
  };
  const nobody = authority.issue(['nobody.test']);
  const plain = createPlain((request, response) => serve(request, response, world, 'http'));
  const secure = createSecure(
    { cert: nobody.certificate, key: nobody.key, SNICallback: (name, done) => done(null, contextOf(name)) },
    (request, response) => serve(request, response, world, 'https'),
  );
  for (const server of [plain, secure]) server.on('clientError', (_, socket) => socket.destroy());
  return {
    http: await listenOn(plain),
    https: await listenOn(secure),
    close: async () => {
      await closeServer(plain);
      await closeServer(secure);
    },
  };
}

function serve(request: IncomingMessage, response: ServerResponse, world: World, scheme: 'http' | 'https'): void {
  const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  if (host.startsWith('rdap.')) {
    serveRdap(request.url ?? '', response, world);
    return;
  }
  const publication = scheme === 'https' ? world.document?.(new URL(request.url ?? '/', `https://${host}`)) : null;
  if (publication) {
    servePublication(request, response, publication);
    return;
  }
  const page = world.page(host);
  if (page === null) {
    response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end('<title>Not found</title>');
    return;
  }
  if (scheme === 'http' && page.location === undefined && page.fault === undefined) {
    response.writeHead(301, { location: `https://${host}/` }).end();
    return;
  }
  serveFaultily(request, response, page);
}

function serveFaultily(request: IncomingMessage, response: ServerResponse, page: Page): void {
  const { html = '' } = page;
  switch (page.fault) {
    case 'silent':
    case 'slow':
      return;
    case 'reset':
      reset(request.socket);
      return;
    case 'throttled':
      send(response, { ...page, status: 429, headers: { 'retry-after': '3600' } });
      return;
    case 'cut': {
      const promised = { 'content-type': 'text/html; charset=utf-8', 'content-length': html.length + 4_096 };
      response.writeHead(200, promised).write(html, () => request.socket.destroy());
      return;
    }
    case 'endless':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).write(html);
      pour(response, '<p>and on along the quay</p>\n');
      return;
    case 'lying':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' }).end(html);
      return;
    case 'servfail':
    case 'refused':
    case 'truncated':
    case undefined:
      send(response, page);
  }
}

/** A reset is TCP's; under TLS, whose socket cannot send one, the connection ends without a closing word. */
function reset(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

function send(response: ServerResponse, { status = 200, headers = {}, html = '', location }: Page): void {
  const where = location === undefined ? {} : { location };
  response.writeHead(location === undefined ? status : 302, {
    'content-type': 'text/html; charset=utf-8',
    ...headers,
    ...where,
  });
  response.end(html);
}

function serveRdap(path: string, response: ServerResponse, world: World): void {
  const domain = decodeURIComponent(path.split('/').at(-1) ?? '').toLowerCase();
  const record = world.rdap(domain);
  if (record === 'throttled') {
    response.writeHead(429, { 'retry-after': '3600' }).end();
    return;
  }
  response.writeHead(record === null ? 404 : 200, { 'content-type': 'application/rdap+json' });
  response.end(
    JSON.stringify(record ?? { errorCode: 404, title: 'Not Found', description: [`${domain} is not registered`] }),
  );
}
