/** What was seen of a domain, as far as it was looked at (CONTRACT §6). Any field may be missing; letter case is free. */
export interface FrontingSignals {
  readonly host?: string;
  readonly nameservers?: readonly string[];
  /** The chain in the order followed. */
  readonly cnames?: readonly string[];
  readonly addresses?: readonly string[];
  /** Origin AS of the addresses. */
  readonly asn?: number;
  readonly asName?: string;
  /** Reverse names of the addresses. */
  readonly reverse?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Names, or whole `name=value`. */
  readonly cookies?: readonly string[];
  readonly certificate?: { readonly issuer: string; readonly subject: string; readonly names: readonly string[] };
  readonly status?: number;
  readonly title?: string;
  readonly body?: string;
}

/** The same, in one spelling: names lower case without trailing dot, cookies by name, nothing missing. */
export interface Seen {
  readonly host: string;
  readonly nameservers: readonly string[];
  readonly cnames: readonly string[];
  readonly addresses: readonly string[];
  readonly asn: number | null;
  readonly reverse: readonly string[];
  readonly headers: ReadonlyMap<string, string>;
  readonly cookies: readonly string[];
  readonly certificate: NonNullable<FrontingSignals['certificate']> | null;
  readonly status: number | null;
  readonly title: string | null;
  readonly body: string;
}

export function normaliseSignals(signals: FrontingSignals): Seen {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(signals.headers ?? {}))
    headers.set(name.toLowerCase(), String(value).trim());
  const cookies = [...(signals.cookies ?? []), ...(headers.get('set-cookie') ?? '').split(/,\s*(?=[^;,\s]+=)/)];
  const title = signals.title?.replace(/\s+/g, ' ').trim() ?? null;
  return {
    host: hostName(signals.host ?? ''),
    nameservers: (signals.nameservers ?? []).map(hostName),
    cnames: (signals.cnames ?? []).map(hostName).filter((name) => name !== ''),
    addresses: (signals.addresses ?? []).map((address) => address.trim().toLowerCase()).filter((text) => text !== ''),
    asn: signals.asn ?? null,
    reverse: (signals.reverse ?? []).map(hostName),
    headers,
    cookies: cookies.map((cookie) => (cookie.split(/[=;]/)[0] ?? '').trim()).filter((name) => name !== ''),
    certificate: certificateOf(signals.certificate),
    status: signals.status ?? null,
    title: title === '' ? null : title,
    body: (signals.body ?? '').slice(0, MAX_BODY),
  };
}

/** A certificate of which only a part is told is still a certificate. */
function certificateOf(told: FrontingSignals['certificate']): Seen['certificate'] {
  if (told === undefined || told === null) return null;
  const { issuer, subject, names }: Partial<NonNullable<Seen['certificate']>> = told;
  return { issuer: issuer ?? '', subject: subject ?? '', names: names ?? [] };
}

/** Page marks are looked for in the beginning of a page. */
const MAX_BODY = 65_536;

const hostName = (name: string): string => name.trim().toLowerCase().replace(/\.$/, '');
