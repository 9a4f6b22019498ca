import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import { closeServer, listenOn } from './listen.ts';
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
  const page = world.page(host);
  if (page === null) {
    response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end('<title>Not found</title>');
    return;
  }
  if (page.fault === 'silent' || page.fault === 'slow') return;
  if (page.fault === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  if (scheme === 'http' && page.location === undefined) {
    response.writeHead(301, { location: `https://${host}/` }).end();
    return;
  }
  send(response, page);
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
