import { absent, type Outcome, ok } from '../model/outcome.ts';
import { parseAddress } from './address.ts';
import { askRecords } from './dns-records.ts';
import type { Network } from './network.ts';

/**
 * A host's addresses, IPv4 first, asked of our own resolvers and never of the system's getaddrinfo. An IP literal
 * (brackets allowed) is its own answer. `absent` only when both questions were answered with "none".
 */
export async function lookupAddresses(
  host: string,
  network: Network,
  signal: AbortSignal,
): Promise<Outcome<readonly string[]>> {
  const literal = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (parseAddress(literal) !== null) {
    return ok([literal], { protocol: 'dns', server: 'none', askedAt: network.now().toISOString() });
  }
  const [ipv4, ipv6] = await Promise.all([
    askRecords({ name: host, type: 'A' }, network, signal),
    askRecords({ name: host, type: 'AAAA' }, network, signal),
  ]);
  return joinAddresses(ipv4.values, ipv6.values);
}

/** What two address questions say together: any address is ok, "none" needs both, else the first that failed. */
export function joinAddresses(
  ipv4: Outcome<readonly string[]>,
  ipv6: Outcome<readonly string[]>,
): Outcome<readonly string[]> {
  const found = [ipv4, ipv6].flatMap((outcome) => (outcome.kind === 'ok' ? outcome.value : []));
  if (found.length > 0) return ok(found, (ipv4.kind === 'ok' ? ipv4 : ipv6.kind === 'ok' ? ipv6 : neither()).source);
  if (ipv4.kind !== 'absent') return ipv4;
  if (ipv6.kind !== 'absent') return ipv6;
  return absent(ipv4.proof === ipv6.proof ? ipv4.proof : 'NODATA', ipv4.source);
}

function neither(): never {
  throw new Error('addresses without an outcome that is ok');
}
