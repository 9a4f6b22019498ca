import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import type { DomainName } from '../model/domain.ts';
import { hostPart } from './host-part.ts';
import { type Refusal, refuse } from './problem.ts';

export type Normalised = { readonly domain: DomainName } | Refusal;

/**
 * Reduces the words of a line to one host name (UTS #46, non-transitional) and the parts that are registered.
 *
 *   "https://Shop.Bücher.example:8443/x?y" → host shop.xn--bcher-kva.example, registrable xn--bcher-kva.example
 *   "*.northquay.test", "ops@northquay.test", "northquay.test." → northquay.test
 *   "a..b", "xn--a", "co.uk", "0x7f.1", "①②⑦.0.0.1"           → a refusal
 *
 * Its own answer is a fixed point: normalising `host` again gives the same name. Node's `domainToASCII` alone is not
 * enough: it lets "a..b", "*.a.com", "xn--a" and 64-character labels pass and turns "0x7f.1" into 127.0.0.1.
 */
export function normaliseDomain(line: string): Normalised {
  if (PLAIN.test(line)) return fromAscii(line.toLowerCase());
  const part = hostPart(line);
  if ('code' in part) return part;
  const { host } = part;
  if (PLAIN.test(host)) return fromAscii(withoutFinalDot(host.toLowerCase()));
  if (host.includes('\ufffd')) return refuse('encoding', host);
  if (host.includes('*')) return refuse('wildcard', host);
  if (/[\p{Cc}\s]/u.test(host)) return refuse('character', host);
  const ascii = domainToASCII(host);
  return ascii === '' ? refuse('character', host) : fromAscii(withoutFinalDot(ascii));
}

/** Only letters, digits, dots, hyphens and underscores: nothing that UTS #46 would change but the case. */
const PLAIN = /^[a-z0-9._-]+$/i;

const withoutFinalDot = (host: string): string => (host.endsWith('.') ? host.slice(0, -1) : host);

function fromAscii(name: string): Normalised {
  const host = withoutFinalDot(name);
  if (host === '') return refuse('empty-label', name);
  if (!PLAIN.test(host)) return refuse('character', host);
  if (host.length > 253) return refuse('long-name', host);
  const labels = host.split('.');
  for (const label of labels) {
    if (label === '') return refuse('empty-label', host);
    if (label.length > 63) return refuse('long-label', label);
    if (label.startsWith('xn--') && !isALabel(label)) return refuse('bad-label', label);
  }
  // A name whose last label is a number is read as an IPv4 address by every browser (WHATWG URL, "ends in a number").
  const last = labels.at(-1) ?? '';
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(last)) return refuse('ip-address', host);
  if (NOT_PUBLIC.has(last)) return refuse('not-public', host);
  return withSuffix(host, labels.length);
}

function withSuffix(host: string, labels: number): Normalised {
  const whole = parse(host, { ...NAMES_ONLY, allowPrivateDomains: true });
  const icann = whole.isPrivate === true ? parse(host, { ...NAMES_ONLY, allowPrivateDomains: false }) : whole;
  // A private suffix itself ("github.io") is somebody's domain all the same.
  const known = whole.domain === null ? icann : whole;
  if (known.domain === null || icann.domain === null || known.publicSuffix === null) {
    return refuse(labels === 1 && whole.isIcann !== true ? 'no-dot' : 'public-suffix', host);
  }
  if (/^[-_]|_|-$/.test(known.domain.slice(0, known.domain.indexOf('.')))) return refuse('bad-label', known.domain);
  return {
    domain: { host, registrable: known.domain, registered: icann.domain, publicSuffix: known.publicSuffix },
  };
}

/** The host is already extracted and checked; tldts only looks at the suffixes. */
const NAMES_ONLY = { extractHostname: false, validateHostname: false, detectIp: false } as const;

/** Decodes, and encodes to itself again: "xn--a" does not. */
function isALabel(label: string): boolean {
  const unicode = domainToUnicode(label);
  return unicode !== '' && !unicode.startsWith('xn--') && domainToASCII(unicode) === label;
}

/** Never asked of the public DNS: RFC 6761 §6.3, RFC 6762 §3, RFC 7686 §2, RFC 9476 §2, ICANN board 2024-07-29. */
const NOT_PUBLIC: ReadonlySet<string> = new Set(['localhost', 'local', 'onion', 'alt', 'internal']);
