import { formatAddress, parseAddress } from './address.ts';
import { isGloballyReachable } from './guard.ts';
import { type NetworkMap, parseEndpoint } from './network-map.ts';

/** An endpoint someone wants to reach. `address` is an IP literal, never a name. */
export interface Endpoint {
  readonly transport: 'udp' | 'tcp';
  readonly address: string;
  readonly port: number;
}

/** Where a connection goes, or why it may not. */
export type Dialled = { readonly to: Endpoint } | { readonly refused: string };

/**
 * The one seam every connection passes. In life it gives back what it was given, unless the address is not globally
 * reachable; while a network map is set it sends elsewhere and refuses whatever is not in the map.
 */
export type Dial = (wanted: Endpoint) => Dialled;

/**
 * The dial of real life. Refuses addresses that are not globally reachable, except the resolvers that the user's system
 * or the user named: those are often 127.0.0.53 or a router, and only their own port is let through.
 */
export function openDial(resolvers: readonly { readonly address: string; readonly port: number }[] = []): Dial {
  const trusted = new Set(resolvers.map(({ address, port }) => `${canonical(address)} ${port}`));
  return (wanted) => {
    if (isGloballyReachable(wanted.address)) return { to: wanted };
    if (trusted.has(`${canonical(wanted.address)} ${wanted.port}`)) return { to: wanted };
    return { refused: `${wanted.address} is not a globally reachable address` };
  };
}

/** The dial of a network map: exact address before `*`, the map's own resolvers as they are, all else refused. */
export function mappedDial(map: NetworkMap): Dial {
  const targets = new Map<string, Endpoint>();
  const add = (transport: Endpoint['transport'], address: string, port: number, to: string) => {
    const target = parseEndpoint(to);
    const key = `${transport} ${address === '*' ? '*' : canonical(address)} ${port}`;
    if (target !== null && !targets.has(key)) targets.set(key, { transport, ...target });
  };
  for (const { transport, address, port, to } of map.routes) add(transport, address, port, to);
  for (const resolver of map.resolvers) {
    const target = parseEndpoint(resolver);
    if (target === null) continue;
    add('udp', target.address, target.port, resolver);
    add('tcp', target.address, target.port, resolver);
  }
  return ({ transport, address, port }) => {
    const to = targets.get(`${transport} ${canonical(address)} ${port}`) ?? targets.get(`${transport} * ${port}`);
    return to === undefined ? { refused: `${transport} ${address} port ${port} is not in the network map` } : { to };
  };
}

function canonical(address: string): string {
  const bytes = parseAddress(address);
  return bytes === null ? address : formatAddress(bytes);
}
