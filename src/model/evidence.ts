import type { DomainName } from './domain.ts';
import type { Outcome, Source } from './outcome.ts';

/** Start of authority: the zone's first name server and its contact (RFC 1035 §3.3.13). */
export interface Soa {
  readonly mname: string;
  readonly rname: string;
}

/** What DNS says of a host. Names in lower case without trailing dot, addresses in canonical text form. */
export interface DnsAnswer {
  /** The chain in the order followed, without the host itself. */
  readonly cnames: readonly string[];
  readonly ipv4: Outcome<readonly string[]>;
  readonly ipv6: Outcome<readonly string[]>;
  /** Of the closest enclosing zone: the host, or the registrable domain. */
  readonly nameservers: Outcome<readonly string[]>;
  readonly soa: Outcome<Soa>;
}

/** A person or organisation in registration data. Each field says for itself whether it is known. */
export interface Party {
  readonly name: Outcome<string>;
  readonly organisation: Outcome<string>;
  readonly email: Outcome<string>;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: Outcome<string>;
}

/** Registration data of a registrable domain, from RDAP or WHOIS. Days are ISO 8601 dates. */
export interface Registration {
  /** A-labels, lower case, as the answering server named it. */
  readonly domain: string;
  /** EPP status values as RDAP spells them: `client transfer prohibited` (RFC 8056). */
  readonly status: Outcome<readonly string[]>;
  readonly registrar: Outcome<string>;
  /** IANA registrar id, digits. */
  readonly registrarId: Outcome<string>;
  /** ok when name or organisation is told; redacted (with what is told nevertheless) when neither is. */
  readonly registrant: Outcome<Party>;
  readonly createdOn: Outcome<string>;
  readonly updatedOn: Outcome<string>;
  readonly expiresOn: Outcome<string>;
  readonly nameservers: Outcome<readonly string[]>;
  /** Every server that was heard, in the order asked. */
  readonly sources: readonly Source[];
}

export interface Certificate {
  readonly issuer: string;
  readonly subject: string;
  readonly names: readonly string[];
  /** Day, ISO 8601. */
  readonly validTo: string;
  /** Lower-case hex SHA-256 of the DER. */
  readonly sha256: string;
}

/** A reply that sent the visitor on. What betrays the edge of the domain's own host may be seen here and nowhere else. */
export interface Hop {
  readonly url: string;
  readonly status: number;
  /** As in WebPage. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly address: string;
}

export interface WebPage {
  readonly finalUrl: string;
  readonly status: number;
  /** Names in lower case; a repeated header's values joined by ", ". Without set-cookie. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names only: values are the visitor's. */
  readonly cookies: readonly string[];
  /** As the page has it, whatever page it is; whether it is the site's own is for `detect` to say. */
  readonly title: Outcome<string>;
  /** The page's decoded beginning, at most 16 KiB: what page rules look at. */
  readonly body: string;
  /** Lower-case hex SHA-256 of the bytes received (at most 256 KiB). */
  readonly bodySha256: string;
  readonly certificate: Outcome<Certificate>;
  /** The address that served the last page. */
  readonly address: string;
  /** URLs asked before the final one. */
  readonly redirects: readonly string[];
  /** What each of them answered, in the same order. */
  readonly hops?: readonly Hop[];
}

/** Who announces an address: the origin AS and its name. */
export interface AddressOrigin {
  readonly address: string;
  readonly asn: number;
  readonly asName: string;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
}

/** What the customer records say. Plain words, as typed; a missing field is undeclared. */
export interface DeclaredParty {
  readonly name?: string;
  readonly organisation?: string;
  readonly email?: string;
  readonly country?: string;
}

/** One line of the input that wants a row. */
export interface InputRow {
  /** Path as given, or `-`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The row's own words for the domain. */
  readonly asked: string;
  readonly declared: DeclaredParty | null;
  /** Other columns, in input order: name, value. */
  readonly extra: readonly (readonly [name: string, value: string])[];
  /** Why the line itself could not be read (bad quoting, say), or null. */
  readonly problem: string | null;
}

/** All that was learnt of one domain. The joint between gathering and judging: plain data, saved as JSON. */
export interface Evidence {
  readonly row: InputRow;
  /** null: not a domain name, so every probe is skipped; `problem` says why not. */
  readonly domain: DomainName | null;
  readonly problem: string | null;
  /** Instant, ISO 8601, UTC. */
  readonly gatheredAt: string;
  readonly dns: Outcome<DnsAnswer>;
  readonly registration: Outcome<Registration>;
  readonly web: Outcome<WebPage>;
  /** Reverse names of the addresses (RFC 1035 §3.5). */
  readonly reverse: Outcome<readonly string[]>;
  readonly origins: Outcome<readonly AddressOrigin[]>;
}
