import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDns } from './dns.ts';
import { startWeb } from './web.ts';
import { startWhois } from './whois.ts';
import type { World } from './world.ts';
import { createAuthority } from './x509.ts';

/** A running pretend Internet. */
export interface Internet {
  /** The network map to hand to `--network-map`; it lies in a folder of its own until `close`. */
  readonly mapFile: string;
  readonly close: () => Promise<void>;
}

/** The address at which the pretend resolver is asked; the map sends it to loopback. */
const RESOLVER = '192.0.2.53';

/**
 * Starts every server of a world on free ports of 127.0.0.1 and writes the map that sends connections there: DNS, web and
 * RDAP whatever the address, each WHOIS server by its own. Nothing that is not in the map can be reached.
 */
export async function startInternet(world: World, now: Date): Promise<Internet> {
  const authority = createAuthority(now);
  const dns = await startDns(world);
  const web = await startWeb(world, authority);
  const whois = await Promise.all(
    Object.entries(world.whoisServers).map(async ([server, { address }]) => ({
      address,
      ...(await startWhois(server, world)),
    })),
  );
  const folder = await mkdtemp(join(tmpdir(), 'audit-domains-'));
  const to = (port: number): string => `127.0.0.1:${port}`;
  const map = {
    format: 1,
    authorities: ['authority.pem'],
    resolvers: [`${RESOLVER}:53`],
    routes: [
      { transport: 'udp', address: RESOLVER, port: 53, to: to(dns.port) },
      { transport: 'tcp', address: RESOLVER, port: 53, to: to(dns.port) },
      { transport: 'tcp', address: '*', port: 80, to: to(web.http) },
      { transport: 'tcp', address: '*', port: 443, to: to(web.https) },
      ...whois.map(({ address, port }) => ({ transport: 'tcp', address, port: 43, to: to(port) })),
    ],
    registration: world.registration,
  };
  const mapFile = join(folder, 'network-map.json');
  await writeFile(join(folder, 'authority.pem'), authority.certificate);
  await writeFile(mapFile, JSON.stringify(map, null, 2));
  return {
    mapFile,
    close: async () => {
      await Promise.all([dns.close(), web.close(), ...whois.map(({ close }) => close())]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
