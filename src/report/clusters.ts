import type { Assessment } from '../model/assessment.ts';
import { told } from './outcome-words.ts';

/** Domains that share something only one holder would have. */
export interface Cluster {
  readonly what: 'registrant' | 'e-mail' | 'name servers' | 'address' | 'certificate';
  readonly value: string;
  readonly domains: readonly string[];
  /** All of them, also beyond those that are named. */
  readonly count: number;
}

export interface Clusters {
  readonly add: (assessment: Assessment) => void;
  /** Of two domains or more, the largest first. */
  readonly found: () => readonly Cluster[];
}

const MOST_KEYS = 200_000;
const MOST_NAMED = 20;
const MOST_FOUND = 40;

/**
 * Collects what domains share: registrant, e-mail, name servers, address, certificate. What many share by nature is left
 * out: addresses of an edge or a platform, name servers of a known DNS operator. Memory is bounded.
 */
export function collectClusters(): Clusters {
  const seen = new Map<string, { what: Cluster['what']; value: string; domains: string[]; count: number }>();
  const note = (what: Cluster['what'], value: string | undefined, domain: string): void => {
    if (value === undefined || value === '') return;
    const key = `${what} ${value.toLowerCase()}`;
    const known = seen.get(key);
    if (known === undefined) {
      if (seen.size < MOST_KEYS) seen.set(key, { what, value, domains: [domain], count: 1 });
      return;
    }
    known.count += 1;
    if (known.domains.length < MOST_NAMED && !known.domains.includes(domain)) known.domains.push(domain);
  };
  return {
    add: ({ evidence, fronting }) => {
      const domain = evidence.domain?.registrable;
      if (domain === undefined) return;
      const record = told(evidence.registration);
      const party = record === undefined ? undefined : told(record.registrant);
      if (party !== undefined) {
        note('registrant', told(party.organisation) ?? told(party.name), domain);
        note('e-mail', told(party.email), domain);
      }
      const front = told(fronting);
      const answer = told(evidence.dns);
      if (front?.dnsOperators.length === 0)
        note(
          'name servers',
          told(answer?.nameservers ?? evidenceless)
            ?.toSorted()
            .join(', '),
          domain,
        );
      if (front?.edges.length === 0 && front.platform === null) {
        for (const address of (answer === undefined ? undefined : told(answer.ipv4)) ?? [])
          note('address', address, domain);
      }
      const page = told(evidence.web);
      const certificate = page === undefined ? undefined : told(page.certificate);
      if (certificate !== undefined && front?.edges.length === 0) note('certificate', certificate.sha256, domain);
    },
    found: () =>
      [...seen.values()]
        .filter(({ domains }) => domains.length > 1)
        .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
        .slice(0, MOST_FOUND),
  };
}

const evidenceless = { kind: 'skipped', why: 'no answer' } as const;
