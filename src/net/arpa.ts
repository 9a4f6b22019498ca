import { parseAddress } from './address.ts';

/**
 * An address's labels in reverse order, as names under in-addr.arpa (octets), ip6.arpa (nibbles) and origin services
 * have them; null when it is no address (RFC 1035 §3.5, RFC 3596 §2.5).
 *
 *   192.0.2.7 → 7.2.0.192 · 2001:db8::7 → 7.0.0.0…8.b.d.0.1.0.0.2
 */
export function reverseLabels(address: string): { readonly labels: string; readonly family: 4 | 6 } | null {
  const bytes = parseAddress(address);
  if (bytes === null) return null;
  if (bytes.length === 4) return { labels: [...bytes].reverse().join('.'), family: 4 };
  const nibbles = [...bytes].flatMap((byte) => [byte >> 4, byte & 0x0f]);
  return {
    labels: nibbles
      .reverse()
      .map((nibble) => nibble.toString(16))
      .join('.'),
    family: 6,
  };
}
