import { isIP } from 'node:net';
import { parseAddress } from './address.ts';
import type { Resolver } from './network.ts';

/**
 * A resolver as the user writes it, or null. For `tls://` and `https://` with a host name, `address` is that name until
 * `settleResolver` has looked it up.
 *
 *   9.9.9.9 · 127.0.0.1:5353 · [2620:fe::fe]:53 · tcp://9.9.9.9 · tls://dns.example · https://dns.example/dns-query
 */
export function parseResolver(text: string): Resolver | null {
  const found = /^(?:(?<protocol>udp|tcp|tls|https):\/\/)?(?<rest>[^/]+)(?<path>\/.*)?$/.exec(text.trim());
  const protocol = asProtocol(found?.groups?.['protocol'] ?? 'udp');
  const rest = found?.groups?.['rest'] ?? '';
  const path = found?.groups?.['path'];
  const bare = isIP(rest) !== 0 ? { host: rest, port: undefined } : splitPort(rest);
  if (protocol === null || bare === null) return null;
  const port = bare.port ?? { udp: 53, tcp: 53, tls: 853, https: 443 }[protocol];
  const isLiteral = isIP(bare.host) !== 0;
  const isEncrypted = protocol === 'tls' || protocol === 'https';
  if (port < 1 || port > 65_535 || (!isEncrypted && (!isLiteral || path !== undefined))) return null;
  if (!isLiteral && !/^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*$/i.test(bare.host)) return null;
  if (!isEncrypted) return { protocol, address: bare.host, port };
  const named = { protocol, address: bare.host, port, serverName: bare.host };
  return protocol === 'https' ? { ...named, path: path ?? '/dns-query' } : named;
}

/** The resolvers of a resolv.conf(5), in order, at most three as glibc; none → the one on this machine. */
export function readResolvConf(text: string): readonly Resolver[] {
  const addresses = [...text.matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)].map(([, address = '']) => address);
  const usable = addresses.filter((address) => isIP(address) !== 0).slice(0, 3);
  return (usable.length > 0 ? usable : ['127.0.0.1']).map((address) => ({ protocol: 'udp', address, port: 53 }));
}

/** True when the resolver's address is a name that must be looked up first. */
export const needsLookup = ({ address }: Resolver): boolean => parseAddress(address) === null && isIP(address) === 0;

function asProtocol(text: string): Resolver['protocol'] | null {
  return text === 'udp' || text === 'tcp' || text === 'tls' || text === 'https' ? text : null;
}

function splitPort(text: string): { readonly host: string; readonly port: number | undefined } | null {
  const found = /^(?:\[(?<six>[^\]]+)\]|(?<host>[^:[\]]+))(?::(?<port>\d{1,5}))?$/.exec(text);
  const six = found?.groups?.['six'];
  const host = six ?? found?.groups?.['host'];
  if (host === undefined || (six !== undefined && isIP(six) !== 6)) return null;
  const port = found?.groups?.['port'];
  return { host, port: port === undefined ? undefined : Number(port) };
}
