import * as v from 'valibot';
import { readFacts } from './facts-file.ts';

const Bootstrap = v.object({ publication: v.string(), services: v.record(v.string(), v.array(v.string())) });
const Overrides = v.object({ servers: v.record(v.string(), v.string()) });
const Whois = v.object({
  zones: v.record(v.string(), v.string()),
  servers: v.record(
    v.string(),
    v.object({ query: v.optional(v.string()), charset: v.optional(v.string()), refers: v.optional(v.boolean()) }),
  ),
});

export interface RdapService {
  /** Ends in "/". */
  readonly base: string;
  /** In the IANA registry: its 404 is the authority's "there is none". Others may have moved. */
  readonly isListed: boolean;
}

export interface WhoisService {
  readonly server: string;
  /** The line to send for a domain. */
  readonly queryFor: (domain: string) => string;
  readonly charset?: string;
  /** The registry is thin: its reply names the registrar's server. */
  readonly refers: boolean;
}

interface Tables {
  readonly rdap: ReadonlyMap<string, RdapService>;
  readonly whois: v.InferOutput<typeof Whois>;
}

let tables: Tables | undefined;

/** Which server of a registry to ask about a domain. */
export interface Services {
  readonly rdapOf: (domain: string) => RdapService | null;
  readonly whoisOf: (domain: string) => WhoisService | null;
}

/** The servers of data/registration: IANA's bootstrap, dated overrides, and the table of WHOIS servers. */
export const shippedServices: Services = { rdapOf: rdapServiceOf, whoisOf: whoisServiceOf };

/** The bootstrap registry that ships with the package. */
export function shippedBootstrap(): v.InferOutput<typeof Bootstrap> {
  return v.parse(Bootstrap, readFacts('bootstrap'));
}

/** The same with another edition of the bootstrap registry: base URLs and their TLDs. */
export function servicesFrom(bases: Readonly<Record<string, readonly string[]>>): Services {
  const listed = new Map(Object.entries(bases).flatMap(([base, tlds]) => tlds.map((tld) => [tld.toLowerCase(), base])));
  return {
    rdapOf: (domain) => {
      const base = suffixesOf(domain)
        .map((suffix) => listed.get(suffix))
        .find((each) => each !== undefined);
      if (base !== undefined) return { base, isListed: true };
      const shipped = rdapServiceOf(domain);
      return shipped?.isListed === true ? { ...shipped, isListed: false } : shipped;
    },
    whoisOf: whoisServiceOf,
  };
}

/** Servers by suffix for a pretend world, before the shipped ones. */
export function servicesWith(own: {
  readonly rdap?: Readonly<Record<string, string>>;
  readonly whois?: Readonly<Record<string, string>>;
}): Services {
  const find = (table: Readonly<Record<string, string>> | undefined, domain: string): string | undefined => {
    const suffix = suffixesOf(domain).find((each) => table !== undefined && Object.hasOwn(table, each));
    return suffix === undefined ? undefined : table?.[suffix];
  };
  return {
    rdapOf: (domain) => {
      const base = find(own.rdap, domain);
      return base === undefined ? rdapServiceOf(domain) : { base, isListed: true };
    },
    whoisOf: (domain) => {
      const server = find(own.whois, domain);
      return server === undefined ? whoisServiceOf(domain) : whoisServer(server);
    },
  };
}

/** The RDAP service of a domain's registry: the longest listed suffix (RFC 9224 §4), or null. */
function rdapServiceOf(domain: string): RdapService | null {
  const { rdap } = load();
  for (const suffix of suffixesOf(domain)) {
    const service = rdap.get(suffix);
    if (service !== undefined) return service;
  }
  return null;
}

/** The WHOIS service of a domain's registry, or null. A generic TLD that is not in the table is asked at whois.nic.<tld>. */
function whoisServiceOf(domain: string): WhoisService | null {
  const { whois } = load();
  const suffixes = suffixesOf(domain);
  const zone = suffixes.find((suffix) => Object.hasOwn(whois.zones, suffix));
  if (zone !== undefined) return whoisServer(whois.zones[zone] ?? '');
  const tld = suffixes.at(-1) ?? '';
  return tld.length > 2 ? whoisServer(`whois.nic.${tld}`) : null;
}

/** How a WHOIS server wants to be asked. */
export function whoisServer(server: string): WhoisService {
  const { servers } = load().whois;
  const own = Object.hasOwn(servers, server) ? servers[server] : undefined;
  const query = own?.query ?? '{domain}';
  return {
    server,
    queryFor: (domain) => query.replace('{domain}', domain),
    ...(own?.charset === undefined ? {} : { charset: own.charset }),
    refers: own?.refers === true,
  };
}

/** The zones a WHOIS server answers for. */
export function zonesOf(server: string): readonly string[] {
  zones ??= Map.groupBy(Object.keys(load().whois.zones), (zone) => load().whois.zones[zone] ?? '');
  return zones.get(server) ?? [];
}

/** Zones by server, made at the first question. */
let zones: ReadonlyMap<string, readonly string[]> | undefined;

function suffixesOf(domain: string): readonly string[] {
  const labels = domain.split('.');
  return labels.map((_, from) => labels.slice(from).join('.')).slice(1);
}

function load(): Tables {
  if (tables === undefined) {
    const unlisted = Object.entries(v.parse(Overrides, readFacts('rdap-overrides')).servers);
    const listed = Object.entries(shippedBootstrap().services);
    tables = {
      rdap: new Map<string, RdapService>([
        ...unlisted.map(([tld, base]) => [tld, { base, isListed: false }] as const),
        ...listed.flatMap(([base, tlds]) => tlds.map((tld) => [tld, { base, isListed: true }] as const)),
      ]),
      whois: v.parse(Whois, readFacts('whois-servers')),
    };
  }
  return tables;
}
