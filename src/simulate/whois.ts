import { createServer } from 'node:net';
import { closeServer, listenOn } from './listen.ts';
import type { World } from './world.ts';

/** How long a slow server thinks. */
const SLOW_MS = 30_000;

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
      if (fault === 'reset') return socket.resetAndDestroy();
      const send = (): void => {
        socket.end(world.whois(server, query.trim()) ?? '');
      };
      if (fault === 'slow') setTimeout(send, SLOW_MS).unref();
      else send();
    });
  });
  const port = await listenOn(tcp);
  return { port, close: () => closeServer(tcp) };
}
