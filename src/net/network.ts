import type { Dial } from './dial.ts';

/** A recursive resolver to ask: where, and how (RFC 1035, RFC 7766, RFC 7858, RFC 8484). */
export interface Resolver {
  readonly protocol: 'udp' | 'tcp' | 'tls' | 'https';
  readonly address: string;
  readonly port: number;
  /** For tls and https: the name the certificate must carry; for https also the path. */
  readonly serverName?: string;
  readonly path?: string;
}

/** All that a probe needs of the outside: handed down, never global, so that tests and `demo` steer it. */
export interface Network {
  /** The one seam: where a connection really goes, or a refusal. */
  readonly dial: Dial;
  readonly resolvers: readonly Resolver[];
  /** Certificate authorities (PEM) trusted besides the system's; only while a network map is set. */
  readonly extraAuthorities: readonly string[];
  /** Registration servers of a pretend world, by zone; only while a network map is set. */
  readonly registration?: {
    readonly rdap: Readonly<Record<string, string>>;
    readonly whois: Readonly<Record<string, string>>;
  };
  readonly userAgent: string;
  /** Deadline of one probe, all tries. */
  readonly timeoutMs: number;
  /** The wall clock, for stamps; deadlines run on the monotonic clock. */
  readonly now: () => Date;
}
