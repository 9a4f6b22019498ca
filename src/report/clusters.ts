import type { Assessment } from '../model/assessment.ts';
import { brief } from './cell.ts';
import { told } from './outcome-words.ts';

/** Domains that share something only one holder would have. */
export interface Cluster {
  readonly what: 'registrant' | 'e-mail' | 'name servers' | 'address' | 'certificate';
  readonly value: string;
  readonly domains: readonly string[];
  /** All of them, also beyond those that are named. */
  readonly count: number;
}

/** One thing that a domain has and another may have too. */
export type Shared = readonly [what: Cluster['what'], value: string];

export interface Clusters {
  readonly add: (domain: string | undefined, shared: readonly Shared[]) => void;
  /** Of two domains or more, the largest first. */
  readonly found: () => readonly Cluster[];
}

const MOST_KEYS = 200_000;
const MOST_NAMED = 20;
const MOST_FOUND = 40;

/**
 * Collects what domains share. Memory is bounded: of the values, the first 200,000 are held; of a cluster's domains, the
 * first 20 are named and all are counted.
 */
export function collectClusters(): Clusters {
  const seen = new Map<string, { what: Cluster['what']; value: string; domains: string[]; count: number }>();
  return {
    add: (domain, shared) => {
      if (domain === undefined) return;
      for (const [what, value] of shared) {
        const key = `${what} ${value.toLowerCase()}`;
        const known = seen.get(key);
        if (known === undefined) {
          if (seen.size < MOST_KEYS) seen.set(key, { what, value, domains: [domain], count: 1 });
          continue;
        }
        known.count += 1;
        if (known.domains.length < MOST_NAMED && !known.domains.includes(domain)) known.domains.push(domain);
      }
    },
    found: () =>
      [...seen.values()]
        .filter(({ domains }) => domains.length > 1)
        .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
        .slice(0, MOST_FOUND),
  };
}

/**
 * Registrant, e-mail, name servers, addresses and certificate of a domain. What many share by nature is left out: addresses
 * and certificates of an edge or a platform, name servers of a known DNS operator.
 */
export function sharedOf({ evidence, fronting }: Assessment): readonly Shared[] {
  const record = told(evidence.registration);
  const party = record === undefined ? undefined : told(record.registrant);
  const front = told(fronting);
  const answer = told(evidence.dns);
  const page = told(evidence.web);
  const shared: Shared[] = [];
  const note = (what: Cluster['what'], value: string | undefined): void => {
    if (value !== undefined && value !== '') shared.push([what, value]);
  };
  if (party !== undefined) {
    note('registrant', told(party.organisation) ?? told(party.name));
    note('e-mail', told(party.email));
  }
  if (answer !== undefined && front?.dnsOperators.length === 0) {
    note('name servers', told(answer.nameservers)?.toSorted().join(', '));
  }
  if (answer !== undefined && front?.edges.length === 0 && front.platform === null) {
    for (const address of told(answer.ipv4) ?? []) note('address', address);
  }
  if (page !== undefined && front?.edges.length === 0) note('certificate', told(page.certificate)?.sha256);
  return shared;
}

/** `registrant "Northquay Ltd": 3 rows (a.example, b.example …)`, the at most three named. */
export function clusterWords({ what, value, domains, count }: Cluster): string {
  const named = domains.slice(0, 3).join(', ');
  return `${what} ${brief(value, 80)}: ${count} rows (${named}${domains.length > 3 ? ' …' : ''})`;
}
