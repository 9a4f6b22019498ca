import { domainToASCII, domainToUnicode } from 'node:url';

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const HOST = new RegExp(`^(?:${LABEL}\\.)+${LABEL}$`);

/** A host name in lower case, A-labels, without trailing dot; null when the text is no host name (an address, say). */
export function hostName(text: string): string | null {
  const bare = text.trim().replace(/\.$/, '').toLowerCase();
  if (bare.length > 253 || bare === '') return null;
  const ascii = /^[ -~]*$/.test(bare) ? bare : domainToASCII(bare);
  return HOST.test(ascii) && /[a-z]/.test(ascii.slice(ascii.lastIndexOf('.') + 1)) ? ascii : null;
}

/**
 * The name servers in what a reply prints after the label: addresses, notes and repetitions dropped.
 *
 *   "NS1.NORTHQUAY.EXAMPLE. 192.0.2.1" → ns1.northquay.example · "ns1.a.example ns2.a.example" → both
 */
export function nameServers(printed: readonly string[]): readonly string[] {
  const hosts = printed.flatMap((line) => line.slice(0, 2_000).split(/[\s,;|+()[\]]+/)).map(hostName);
  return [...new Set(hosts.filter((host) => host !== null).filter((host) => host !== 'not.defined'))].slice(0, 64);
}

/** Whether two spellings name the same domain: letter case, a trailing dot and U- or A-labels do not matter. */
export function sameDomain(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

/** The spellings under which a domain may stand in a reply: A-labels, U-labels; lower case. */
export function spellingsOf(domain: string): readonly string[] {
  const ascii = plain(domain);
  const unicode = domainToUnicode(ascii).toLowerCase();
  return unicode === '' || unicode === ascii ? [ascii] : [ascii, unicode];
}

function plain(domain: string): string {
  const bare = domain.trim().replace(/\.$/, '').toLowerCase().slice(0, 300);
  return domainToASCII(bare) || bare;
}
