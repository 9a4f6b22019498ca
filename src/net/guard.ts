import { parseAddress } from './address.ts';

type Prefix = readonly [address: string, bits: number];

/** Not globally reachable (IANA IPv4 Special-Purpose Address Registry, 2025-10-09), multicast, and two cloud services. */
const IPV4_REFUSED: readonly Prefix[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // shared address space; holds 100.100.100.200, Alibaba's instance metadata
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure's host, inside a public block
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3], // multicast, reserved, broadcast
];

/** Only 2000::/3 is allotted to global unicast; what in it is not, or hides an IPv4 address (IANA IPv6 registry, 2025-10-09). */
const IPV6_ALLOWED: Prefix = ['2000::', 3];
const IPV6_REFUSED: readonly Prefix[] = [
  ['2001::', 23], // protocol assignments: Teredo, benchmarking, ORCHID
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4
  ['3fff::', 20],
  ['3ffe::', 16], // the old 6bone
];

/**
 * Whether a packet to this address reaches a public host. Decided on the bytes that will be dialled, never on a name:
 * private, loopback, link-local, shared, documentation and multicast ranges are refused, and so is every IPv6 form that
 * embeds an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo, ISATAP), because a translator may carry it inside.
 *
 *   198.41.0.4 → true · 10.0.0.1, 2130706433, ::ffff:8.8.8.8, 64:ff9b::808:808, fe80::1 → false
 */
export function isGloballyReachable(address: string): boolean {
  const bytes = parseAddress(address);
  if (bytes === null) return false;
  if (bytes.length === 4) return !refusedIPv4.some((prefix) => isInside(bytes, prefix));
  return isInside(bytes, allowedIPv6) && !isIsatap(bytes) && !refusedIPv6.some((prefix) => isInside(bytes, prefix));
}

interface Bits {
  readonly bytes: Uint8Array;
  readonly bits: number;
}

const compile = ([address, bits]: Prefix): Bits => ({ bytes: parseAddress(address) ?? new Uint8Array(), bits });
const refusedIPv4 = IPV4_REFUSED.map(compile);
const refusedIPv6 = IPV6_REFUSED.map(compile);
const allowedIPv6 = compile(IPV6_ALLOWED);

function isInside(address: Uint8Array, prefix: Bits): boolean {
  for (let bit = 0; bit < prefix.bits; bit += 8) {
    const mask = prefix.bits - bit >= 8 ? 0xff : (0xff << (8 - (prefix.bits - bit))) & 0xff;
    if (((address[bit >> 3] ?? 0) & mask) !== ((prefix.bytes[bit >> 3] ?? 0) & mask)) return false;
  }
  return true;
}

/** RFC 5214 §6.1: interface identifier 00-00-5E-FE or 02-00-5E-FE, then an IPv4 address. */
function isIsatap(bytes: Uint8Array): boolean {
  return ((bytes[8] ?? 0) & 0xfd) === 0 && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe;
}
