import { createServer, type Socket } from 'node:net';
import { closeServer, listenOn } from './listen.ts';
import { pour } from './pour.ts';
import type { Fault, World } from './world.ts';

/** How long a slow server thinks. */
const SLOW_MS = 30_000;

/** A lying server gives a whole record of a domain that nobody asked about. */
const OTHER_RECORD =
  'Domain Name: SOMEBODY-ELSE.TEST\r\nRegistrar: Harbour Names\r\nRegistrant Organization: Somebody Else Ltd\r\n';

/** One WHOIS server (RFC 3912) of the world, on loopback. */
export async function startWhois(
  server: string,
  world: World,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const fault = world.whoisServers[server]?.fault;
  const tcp = createServer((socket) => {
    let query = '';
    let isAnswered = false;
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      query += chunk.toString('utf8');
      if (isAnswered || !query.includes('\n') || fault === 'silent') return;
      isAnswered = true;
      serve(socket, fault, () => world.whois(server, query.trim()) ?? '');
    });
  });
  const port = await listenOn(tcp);
  return { port, close: () => closeServer(tcp) };
}

function serve(socket: Socket, fault: Fault | undefined, replyOf: () => string): void {
  switch (fault) {
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'slow':
      setTimeout(() => socket.end(replyOf()), SLOW_MS).unref();
      return;
    case 'throttled':
      socket.end('Query rate limit exceeded. Please try again later.\r\n');
      return;
    case 'lying':
      socket.end(OTHER_RECORD);
      return;
    case 'cut': {
      const reply = replyOf();
      socket.write(reply.slice(0, reply.length / 2), () => socket.resetAndDestroy());
      return;
    }
    case 'endless':
      pour(socket, '% the harbour office wishes you a pleasant stay\r\n');
      return;
    case 'silent':
      return;
    case 'servfail':
    case 'refused':
    case 'truncated':
    case undefined:
      socket.end(replyOf());
  }
}
