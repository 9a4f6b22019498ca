import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** What a fake site does with a connection once the request's head is there. */
export type Site = (head: string, socket: Socket) => void;

/** A server on loopback that speaks HTTP as raw bytes, so that it can also speak it wrongly. */
export async function startWebServer(site: Site, tls?: { readonly key: string; readonly cert: string }) {
  const sockets = new Set<Socket>();
  const heads: string[] = [];
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let head = '';
    socket.on('data', (chunk) => {
      const before = head.includes('\r\n\r\n');
      head += chunk.toString('latin1');
      if (before || !head.includes('\r\n\r\n')) return;
      heads.push(head);
      site(head, socket);
    });
  };
  const server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heads,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A whole reply with its length, then the end. */
export const page =
  (body: string | Uint8Array, headers: readonly string[] = ['content-type: text/html'], status = '200 OK'): Site =>
  (_head, socket) => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    socket.write([`HTTP/1.1 ${status}`, ...headers, `content-length: ${bytes.length}`, '', ''].join('\r\n'));
    socket.end(bytes);
  };
