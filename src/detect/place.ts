import type { Proxied } from '../model/facts.ts';
import type { Finding } from './clues.ts';
import type { Provider } from './schema.ts';
import { asnRuleOf, hasOwnEdge, isEdge, isPlatform, type Sight } from './sight.ts';

/** One finding for each DNS operator, in alphabetical order; of two that share a name rule the general one. */
export function operatorsOf(ns: readonly Finding[]): readonly Finding[] {
  const byId = new Map(ns.map((finding) => [finding.provider.id, finding]));
  if (byId.has('google-cloud-dns')) byId.delete('google-domains');
  return [...byId.values()].toSorted((a, b) => (a.provider.id < b.provider.id ? -1 : 1));
}

/** The site builder or platform that serves the site: by CNAME, by its own header, by an address it documents, by its own AS. */
export function platformOf({ seen, cnames, http, owners, asnOf }: Sight): Provider | null {
  const byName = cnames.findLast(({ means }) => means === 'paas');
  if (byName !== undefined) return byName.provider;
  const byHeader = http.find(({ provider, clue }) => isPlatform(provider) && clue.strength === 'proof');
  if (byHeader !== undefined) return byHeader.provider;
  const documented = owners
    .flatMap((each) => each.owners)
    .filter(({ kind, provider }) => kind === 'documented' && isPlatform(provider));
  const ids = new Set(documented.map(({ provider }) => provider.id));
  if (ids.size > 0) return ids.size === 1 ? (documented[0]?.provider ?? null) : null;
  const announcer = asnOf.find((each) => hasOwnEdge(each) && asnRuleOf(each, seen.asn)?.exclusive === true);
  return cnames.length === 0 ? (announcer ?? null) : null;
}

const isHost = (provider: Provider): boolean => provider.roles.includes('host') && !isEdge(provider);

/** Where the site lives as far as it can be seen; a proxy hides it unless a header or name from behind passes through. */
export function hostOf(sight: Sight, proxied: Proxied, platform: Provider | null): string {
  const { seen, cnames, reverse, asnOf, http, owners } = sight;
  if (platform !== null) return platform.id;
  const passing = http.find(({ provider, clue }) => isHost(provider) && clue.strength !== 'weak');
  if (passing !== undefined) return passing.provider.id;
  const named = cnames.findLast(({ means }) => means === 'host');
  if (named !== undefined) return named.provider.id;
  if (proxied === 'yes') return 'hidden';
  const reversed = reverse.find(({ means }) => means === 'host');
  if (reversed !== undefined) return reversed.provider.id;
  const ranges = owners.flatMap((each) => each.owners);
  const documented = new Set(
    ranges.flatMap(({ provider }) => (provider.roles.includes('parking') || isHost(provider) ? [provider.id] : [])),
  );
  const [only, ...others] = documented;
  if (only !== undefined && others.length === 0) return only;
  const network = asnOf.filter(isHost).toSorted((a, b) => hostRank(a, seen.asn) - hostRank(b, seen.asn))[0];
  if (network !== undefined) return network.id;
  if (proxied === 'partial') return 'unknown';
  const hosting = [...asnOf, ...(proxied === 'no' ? ranges.map(({ provider }) => provider) : [])];
  return hosting.find(({ roles }) => roles.includes('host'))?.id ?? 'unknown';
}

/** A hosting company before a platform that rents from it. */
function hostRank(provider: Provider, asn: number | null): number {
  const kind = { host: 0, paas: 2, 'host-lb': 2 }[provider.category] ?? 1;
  return kind + (asnRuleOf(provider, asn)?.exclusive === true ? 0 : 0.5);
}

/** The parking service that a CNAME, an address or a name server betrays. */
export function parkingOf({ cnames, owners, ns }: Sight): string | null {
  const isParking = ({ roles }: Provider): boolean => roles.includes('parking');
  const named = cnames.find(({ means, provider }) => means === 'parking' || isParking(provider));
  const addressed = owners.flatMap((each) => each.owners).find(({ provider }) => isParking(provider));
  const served = ns.find(({ means }) => means === 'parking');
  return named?.provider.id ?? addressed?.provider.id ?? served?.provider.id ?? null;
}
