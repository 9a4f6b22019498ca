import { mappedDial } from '../../src/net/dial.ts';
import type { Network } from '../../src/net/network.ts';
import type { Route } from '../../src/net/network-map.ts';

/** A network whose resolver is 192.0.2.53 and whose every route leads to loopback. */
export function networkFor(
  ports: { readonly dns?: number; readonly http?: number; readonly https?: number; readonly tcp?: number },
  options: Partial<Network> = {},
): Network {
  const route = (transport: Route['transport'], port: number, to: number | undefined): readonly Route[] =>
    to === undefined ? [] : [{ transport, address: '*', port, to: `127.0.0.1:${to}` }];
  const routes = [
    ...route('udp', 53, ports.dns),
    ...route('tcp', 53, ports.dns),
    ...route('tcp', 80, ports.http),
    ...route('tcp', 443, ports.https),
    ...route('tcp', 43, ports.tcp),
  ];
  return {
    dial: mappedDial({ format: 1, authorities: [], resolvers: [], routes }),
    resolvers: [{ protocol: 'udp', address: '192.0.2.53', port: 53 }],
    extraAuthorities: [],
    userAgent: 'audit-domains/test (+https://audit.example/)',
    timeoutMs: 4_000,
    now: () => new Date('2026-11-23T12:00:00Z'),
    ...options,
  };
}

export const never = new AbortController().signal;
