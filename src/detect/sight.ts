import type { Clue } from '../model/facts.ts';
import type { Catalogue, RangeOwner } from './catalogue.ts';
import { certificateFindings, type Finding, httpFindings, nameFindings } from './clues.ts';
import type { Provider, SpecialRange } from './schema.ts';
import type { Seen } from './signals.ts';

/** An address and the ranges that it lies in. */
export interface AddressOwners {
  readonly address: string;
  readonly owners: readonly RangeOwner[];
  readonly special: SpecialRange['reach'] | null;
}

/** Everything that was seen, and whose signs the catalogue recognises in it. */
export interface Sight {
  readonly seen: Seen;
  readonly catalogue: Catalogue;
  readonly ns: readonly Finding[];
  readonly cnames: readonly Finding[];
  readonly reverse: readonly Finding[];
  readonly http: readonly Finding[];
  readonly certificates: readonly Finding[];
  readonly owners: readonly AddressOwners[];
  /** Who is known to announce from the addresses' AS. */
  readonly asnOf: readonly Provider[];
  /** A page was answered, or its headers are known. */
  readonly hasHttp: boolean;
  /** A certificate was shown that only origins carry. */
  readonly isOriginSeen: boolean;
}

/** Holds what was seen against the catalogue. */
export function look(seen: Seen, catalogue: Catalogue): Sight {
  const certificates = certificateFindings(seen, catalogue);
  const hasHttp = seen.headers.size > 0 || seen.status !== null;
  return {
    seen,
    catalogue,
    ns: nameFindings('nameserver', seen.nameservers, catalogue.nameservers),
    cnames: nameFindings('cname', seen.cnames, catalogue.cnames),
    reverse: nameFindings('reverse', seen.reverse, catalogue.reverse),
    http: httpFindings(seen, catalogue),
    certificates,
    owners: seen.addresses.map((address) => {
      const { owners, special } = catalogue.ranges(address);
      return special === 'no-site' ? { address, owners: [], special } : { address, owners, special };
    }),
    asnOf: [...catalogue.providers.values()].filter(({ asns }) => asns.some(({ asn }) => asn === seen.asn)),
    hasHttp,
    isOriginSeen: certificates.some(({ means }) => means === 'not-edge'),
  };
}

const PLATFORMS = new Set(['paas', 'paas-edge', 'site-builder', 'own-platform']);
/** A filter inside another edge, or on the site's own server: it stands in front of nothing by itself. */
const FILTERS = new Set(['bot-filter', 'waf-feature']);

export const isPlatform = ({ category }: Provider): boolean => PLATFORMS.has(category);

/** Whether visitors' traffic passes the provider in front of somebody's own server. */
export const isEdge = (provider: Provider): boolean =>
  provider.roles.includes('edge') &&
  !isPlatform(provider) &&
  !FILTERS.has(provider.category) &&
  provider.status !== 'defunct';

/** Platforms whose visitors pass an edge of the platform's own. */
export const hasOwnEdge = (provider: Provider): boolean =>
  isPlatform(provider) &&
  provider.roles.includes('edge') &&
  provider.behind === undefined &&
  provider.id !== 'google-hosted';

/** The provider's entry for the AS, if it announces from it. */
export const asnRuleOf = ({ asns }: Provider, asn: number | null): Provider['asns'][number] | undefined =>
  asns.find((own) => own.asn === asn);

/** Clues by provider id, in the order in which they were found. */
export type CluesById = Map<string, Clue[]>;

export function push(clues: CluesById, id: string, clue: Clue): void {
  const all = clues.get(id);
  if (all === undefined) clues.set(id, [clue]);
  else all.push(clue);
}
