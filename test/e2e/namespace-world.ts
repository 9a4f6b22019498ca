// Run inside a network namespace in which every address is local: serves the pretend Internet on real ports at real
// addresses, runs the program on stdin's list without a network map, and ends as it ends.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { NetworkMap } from '../../src/net/network-map.ts';
import { readWorld } from '../../src/simulate/fixtures.ts';
import { startInternet } from '../../src/simulate/internet.ts';
import type { Names, World } from '../../src/simulate/world.ts';

/** Documentation addresses are refused by the program's guard, as they should be: here they become public ones. */
const PUBLIC = { '192.0.2.': '5.61.2.', '198.51.100.': '5.61.100.', '203.0.113.': '5.61.113.' };

function publicAddress(address: string): string {
  const moved = Object.entries(PUBLIC).find(([prefix]) => address.startsWith(prefix));
  return moved === undefined ? address : address.replace(moved[0], moved[1]);
}

function moved(world: World): World {
  const move = (names: Names | null): Names | null =>
    names?.a === undefined ? names : { ...names, a: names.a.map(publicAddress) };
  const whoisServers = Object.entries(world.whoisServers).map(
    ([host, server]) => [host, { ...server, address: publicAddress(server.address) }] as const,
  );
  return { ...world, names: (name) => move(world.names(name)), whoisServers: Object.fromEntries(whoisServers) };
}

const internet = await startInternet(moved(readWorld()), new Date());
const { routes } = JSON.parse(readFileSync(internet.mapFile, 'utf8')) as NetworkMap;

/** The pretend server behind an address and port. */
function behind(address: string, port: number): number | null {
  const own = routes.filter((route) => route.transport === 'tcp' && route.port === port);
  const found =
    own.find((route) => route.address === address) ?? own.find((route) => route.address === '*' || port === 53);
  return found === undefined ? null : Number(found.to.split(':').at(-1));
}

for (const port of [53, 43, 80, 443]) {
  const relay = createServer((socket) => {
    const target = behind(socket.localAddress ?? '', port);
    socket.on('error', () => socket.destroy());
    if (target === null) {
      socket.resetAndDestroy();
      return;
    }
    const server = connect(target, '127.0.0.1');
    server.on('error', () => socket.destroy());
    server.on('close', () => socket.end());
    socket.on('close', () => server.destroy());
    socket.pipe(server).pipe(socket);
  });
  await new Promise<void>((settle) => relay.listen(port, '0.0.0.0', settle));
}

const dns = createSocket('udp4');
dns.on('message', (query, from) => {
  const onward = createSocket('udp4');
  setTimeout(() => onward.close(), 3_000);
  onward.on('message', (reply) => dns.send(reply, from.port, from.address));
  onward.send(query, behind('', 53) ?? 0, '127.0.0.1');
});
await new Promise<void>((settle) => dns.bind(53, '127.0.0.1', settle));

const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(dirname(internet.mapFile), 'authority.pem') };
const program = spawn(process.execPath, ['src/cli.ts', '-', '--timeout', '2s', '--no-progress'], {
  env,
  stdio: 'inherit',
});
const code = await new Promise<number | null>((settle) => program.on('close', settle));
await internet.close();
process.exit(code ?? 70);
