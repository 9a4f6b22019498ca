import type { Publication } from './publisher.ts';

/** What goes wrong at a server; docs/simulate.md says what each does where. */
export const FAULTS = [
  'silent',
  'reset',
  'slow',
  'servfail',
  'refused',
  'truncated',
  'throttled',
  'lying',
  'cut',
  'endless',
] as const;
export type Fault = (typeof FAULTS)[number];

/** What DNS says of one name. No record of a kind is "no such record"; no entry at all is NXDOMAIN. */
export interface Names {
  readonly a?: readonly string[];
  readonly aaaa?: readonly string[];
  readonly ns?: readonly string[];
  readonly cname?: string;
  readonly txt?: readonly string[];
  readonly ptr?: string;
  readonly fault?: Fault;
}

/** What a web server answers for one host. */
export interface Page {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly html?: string;
  /** Absolute URL to redirect to. */
  readonly location?: string;
  readonly fault?: Fault;
}

/** Everything the pretend Internet knows: looked up by name, nothing else. */
export interface World {
  readonly names: (name: string) => Names | null;
  readonly page: (host: string) => Page | null;
  /** A document that lies at an https address: what list publishers serve. */
  readonly document?: (url: URL) => Publication | null;
  /** The RDAP object of a registrable domain, or null: 404. */
  readonly rdap: (domain: string) => unknown;
  /** The text a WHOIS server answers; null: it closes without a word. */
  readonly whois: (server: string, query: string) => string | null;
  /** Addresses of WHOIS servers by host name; each is a server of its own. */
  readonly whoisServers: Readonly<Record<string, { readonly address: string; readonly fault?: Fault }>>;
  /** Where registrations of a TLD are asked. */
  readonly registration: {
    readonly rdap: Readonly<Record<string, string>>;
    readonly whois: Readonly<Record<string, string>>;
  };
}
