import type { Clue, Edge, Fronting, FrontingNote, Proxied } from '../model/facts.ts';
import { type Catalogue, loadCatalogue, type Provider } from './catalogue.ts';
import { addressClue, asnClue, certificateFindings, type Finding, httpFindings, nameFindings } from './clues.ts';
import { judgePage } from './page.ts';
import { indexRanges, type RangeIndex } from './ranges.ts';
import { type FrontingSignals, normaliseSignals, type Seen } from './signals.ts';

const indexes = new WeakMap<Catalogue, RangeIndex>();

/**
 * Who stands in front of a domain, from what was seen of it. Pure and deterministic. A name server never proves an edge;
 * each address is judged alone; layers stand outermost first; what nothing betrays stays unknown.
 *
 *   NS at Cloudflare, address elsewhere             → proxied no, dnsOperators [cloudflare]
 *   104.16.3.4                                      → proxied yes, edges [cloudflare]
 *   104.16.3.4 and 203.0.113.5                      → proxied partial, note visible-origin
 *   cf-ray and x-amz-cf-id, address at Cloudflare   → edges [cloudflare, cloudfront]
 *   CNAME x.llnwd.net, whose owner has ceased       → note dangling-cname
 */
export function detectFronting(signals: FrontingSignals, catalogue: Catalogue = loadCatalogue()): Fronting {
  const seen = normaliseSignals(signals);
  const ns = nameFindings('nameserver', seen.nameservers, catalogue.nameservers);
  const cnames = nameFindings('cname', seen.cnames, catalogue.cnames);
  const reverse = nameFindings('reverse', seen.reverse, catalogue.reverse);
  const http = httpFindings(seen, catalogue);
  const certificates = certificateFindings(seen, catalogue);
  const owners = seen.addresses.map((address) => ({ address, owners: rangesOf(catalogue)(address) }));
  const asnOf = [...catalogue.providers.values()].filter(({ asns }) => asns.some(({ asn }) => asn === seen.asn));

  const platform = platformOf(cnames, owners, http);
  const edges = edgesOf({ seen, cnames, reverse, http, certificates, owners, asnOf, platform, catalogue });
  const covered = coverage(owners, edges, cnames, platform);
  const proxied = proxiedOf({ seen, edges, covered, cnames, reverse, asnOf, platform, certificates });
  const host = hostOf({ seen, proxied, platform, cnames, reverse, asnOf, http, owners });
  const parking = parkingOf(cnames, owners, ns);
  const page = judgePage(seen, catalogue.pages, { parking, isSeized: ns.some(({ means }) => means === 'seizure') });
  const dns = operatorsOf(ns);
  return {
    edges: proxied === 'no' ? [] : edges,
    proxied,
    dnsOperators: dns.map(({ provider }) => provider.id),
    platform: platform?.id ?? null,
    host,
    pageKind: page.kind,
    pageProvider: page.provider ?? (isStandIn(page.kind) ? (edges[0]?.provider ?? null) : null),
    siteTitle: page.siteTitle,
    notes: notesOf({ cnames, owners, proxied, certificates, edges, covered }),
    clues: [...dns, ...cnames, ...reverse, ...certificates].map(({ clue }) => clue).concat(page.clues),
  };
}

const isStandIn = (kind: Fronting['pageKind']): boolean =>
  kind === 'challenge' || kind === 'block' || kind === 'origin-error';

function rangesOf(catalogue: Catalogue): RangeIndex {
  const known = indexes.get(catalogue);
  if (known !== undefined) return known;
  const made = indexRanges(catalogue.providers.values());
  indexes.set(catalogue, made);
  return made;
}

export interface AddressOwners {
  readonly address: string;
  readonly owners: ReturnType<RangeIndex>;
}

/** One finding for each DNS operator, in alphabetical order; of two that share a name rule the general one. */
function operatorsOf(ns: readonly Finding[]): readonly Finding[] {
  const byId = new Map(ns.filter(({ means }) => means !== 'seizure').map((finding) => [finding.provider.id, finding]));
  if (byId.has('google-cloud-dns')) byId.delete('google-domains');
  return [...byId.values()].toSorted((a, b) => (a.provider.id < b.provider.id ? -1 : 1));
}

function platformOf(
  cnames: readonly Finding[],
  owners: readonly AddressOwners[],
  http: readonly Finding[],
): Provider | null {
  const byName = cnames.findLast(({ means }) => means === 'paas');
  if (byName !== undefined) return byName.provider;
  const byHeader = http.find(({ provider, clue }) => isPlatform(provider) && clue.strength === 'proof');
  if (byHeader !== undefined) return byHeader.provider;
  const documented = owners
    .flatMap((each) => each.owners)
    .filter(({ kind, provider }) => kind === 'documented' && isPlatform(provider));
  const ids = new Set(documented.map(({ provider }) => provider.id));
  return ids.size === 1 ? (documented[0]?.provider ?? null) : null;
}

const PLATFORMS = new Set(['paas', 'paas-edge', 'site-builder', 'own-platform']);
const isPlatform = ({ category }: Provider): boolean => PLATFORMS.has(category);
/** Platforms whose visitors pass an edge of the platform's own. */
const hasOwnEdge = (provider: Provider): boolean =>
  isPlatform(provider) &&
  provider.roles.includes('edge') &&
  provider.behind === undefined &&
  provider.id !== 'google-hosted';
const isEdge = (provider: Provider): boolean => provider.roles.includes('edge') && !isPlatform(provider);

interface EdgeInput {
  readonly seen: Seen;
  readonly cnames: readonly Finding[];
  readonly reverse: readonly Finding[];
  readonly http: readonly Finding[];
  readonly certificates: readonly Finding[];
  readonly owners: readonly AddressOwners[];
  readonly asnOf: readonly Provider[];
  readonly platform: Provider | null;
  readonly catalogue: Catalogue;
}

/** Layers outermost first: who owns the address, then the CNAME's last hop, then what passes through in headers. */
function edgesOf(input: EdgeInput): readonly Edge[] {
  const { seen, cnames, reverse, http, certificates, owners, asnOf, platform, catalogue } = input;
  const byAddress = new Map<string, Clue[]>();
  for (const { address, owners: ranges } of owners) {
    const own = ranges.find(({ kind, provider }) => kind === 'published' && isEdge(provider));
    if (own !== undefined) push(byAddress, own.provider.id, addressClue(address, own));
  }
  const byName = new Map<string, Clue[]>();
  for (const { provider, means, clue } of [...cnames].reverse()) {
    if (means === 'edge' && provider.status !== 'defunct') push(byName, provider.id, clue);
  }
  for (const { provider, means, clue } of reverse) if (means === 'edge') push(byName, provider.id, clue);
  const isHosted = onHostOnly(owners, asnOf) && byName.size === 0 && byAddress.size === 0 && platform === null;
  const byHeader = new Map<string, Clue[]>();
  for (const { provider, clue } of http) {
    if (!isEdge(provider) && !(hasOwnEdge(provider) && clue.strength === 'proof')) continue;
    const isBacked = byAddress.has(provider.id) || byName.has(provider.id);
    const counts =
      isBacked ||
      (clue.strength === 'proof' && !isHosted) ||
      (clue.strength === 'strong' && owners.length === 0 && seen.cnames.length === 0) ||
      (clue.strength === 'strong' && asnOf.some(({ id }) => id === provider.id));
    if (counts) push(byHeader, provider.id, clue);
  }
  for (const provider of asnOf) {
    const own = provider.asns.find(({ asn }) => asn === seen.asn);
    const others = asnOf.filter((other) => other.id !== provider.id && isEdge(other));
    const isSure =
      own?.exclusive === true && provider.category === 'edge' && provider.status === 'active' && others.length === 0;
    const isOwn = isSure && byAddress.size === 0 && byName.size === 0 && platform === null;
    if (isOwn || (own !== undefined && byHeader.has(provider.id)))
      push(byName, provider.id, asnClue(provider, own.asn));
  }
  if (platform !== null) {
    const edge =
      platform.behind === undefined
        ? hasOwnEdge(platform)
          ? platform
          : null
        : catalogue.providers.get(platform.behind);
    const others = new Set([...byAddress.keys(), ...byName.keys(), ...byHeader.keys()].filter((id) => id !== edge?.id));
    if (edge !== undefined && edge !== null && (platform.behind === undefined || others.size === 0)) {
      for (const clue of platformClues(platform, input)) push(byHeader, edge.id, clue);
    }
  }
  for (const { provider, means, clue } of certificates) {
    if (means === 'other' && clue.strength === 'strong' && byHeader.has(provider.id)) push(byHeader, provider.id, clue);
  }
  return inOrder(byAddress, byName, byHeader);
}

function platformClues(platform: Provider, { cnames, owners, http }: EdgeInput): readonly Clue[] {
  const names = cnames.filter(({ provider }) => provider.id === platform.id).map(({ clue }) => clue);
  const headers = http
    .filter(({ provider, clue }) => provider.id === platform.id && clue.strength === 'proof')
    .map(({ clue }) => clue);
  const addresses = owners.flatMap(({ address, owners: ranges }) =>
    ranges.filter(({ provider }) => provider.id === platform.id).map((owner) => addressClue(address, owner)),
  );
  return [...names, ...headers, ...addresses];
}

/** Header-only layers, from those that usually stand outside to those that usually stand inside. */
const OUTSIDE_FIRST = [
  'cloudflare',
  'imperva',
  'sucuri',
  'ddos-guard',
  'qrator',
  'akamai',
  'tencent-edgeone',
  'azure-front-door',
  'fastly',
  'bunny',
  'cloudfront',
  'google-cloud-lb',
];

function inOrder(...groups: readonly ReadonlyMap<string, readonly Clue[]>[]): readonly Edge[] {
  const ids: string[] = [];
  groups.forEach((group, index) => {
    const own = [...group.keys()];
    for (const id of index === groups.length - 1 ? own.toSorted(outsideFirst) : own)
      if (!ids.includes(id)) ids.push(id);
  });
  return ids.map((provider) => {
    const clues = groups.flatMap((group) => group.get(provider) ?? []);
    return { provider, confidence: confidenceOf(clues), clues };
  });
}

function outsideFirst(a: string, b: string): number {
  const place = (id: string): number => {
    const at = OUTSIDE_FIRST.indexOf(id);
    return at < 0 ? OUTSIDE_FIRST.length : at;
  };
  return place(a) - place(b) || (a < b ? -1 : 1);
}

/** Log-weights by kind of evidence, each kind once: ten cookies do not outvote an address. */
function confidenceOf(clues: readonly Clue[]): number {
  const weights = {
    address: 8,
    cname: 6,
    header: 6,
    cookie: 5,
    reverse: 4,
    asn: 2,
    certificate: 1,
    nameserver: 0,
    title: 0,
    body: 0,
    registrar: 0,
  };
  const kinds = new Map(
    clues.map(({ kind, strength }) => [
      kind,
      weights[kind] * (strength === 'proof' ? 1 : strength === 'strong' ? 0.6 : 0.4),
    ]),
  );
  const total = [...kinds.values()].reduce((sum, weight) => sum + weight, 0);
  return Math.round((1 - Math.exp(-total / 4)) * 100) / 100;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const all = map.get(key);
  if (all === undefined) map.set(key, [value]);
  else all.push(value);
}

/** The address lies in a network that only hosts: a proxy's header there is self-run or mis-set. */
function onHostOnly(owners: readonly AddressOwners[], asnOf: readonly Provider[]): boolean {
  if (owners.length === 0) return false;
  if (owners.some((each) => each.owners.length > 0)) return false;
  return (
    asnOf.length > 0 &&
    asnOf.every(
      (provider) =>
        !provider.roles.includes('edge') && (provider.category === 'host' || provider.category === 'registrar-dns'),
    )
  );
}

/** For each address, whether an edge is known to answer there: true, false, or null where nothing tells. */
function coverage(
  owners: readonly AddressOwners[],
  edges: readonly Edge[],
  cnames: readonly Finding[],
  platform: Provider | null,
): readonly (boolean | null)[] {
  const ids = new Set(edges.map(({ provider }) => provider));
  const isNamed = cnames.some(({ means, provider }) => means === 'edge' && ids.has(provider.id)) || platform !== null;
  return owners.map(({ owners: ranges }) => {
    if (ranges.some(({ kind, provider }) => kind === 'published' && isEdge(provider))) return true;
    if (
      ranges.some(
        ({ kind, provider }) => kind === 'documented' && (hasOwnEdge(provider) || provider.behind !== undefined),
      )
    )
      return true;
    if (isNamed) return edges.length > 0 ? true : null;
    const hasRanges = edges.some(({ clues }) => clues.some(({ kind }) => kind === 'address'));
    return hasRanges ? false : null;
  });
}

interface ProxiedInput {
  readonly seen: Seen;
  readonly edges: readonly Edge[];
  readonly covered: readonly (boolean | null)[];
  readonly cnames: readonly Finding[];
  readonly reverse: readonly Finding[];
  readonly asnOf: readonly Provider[];
  readonly platform: Provider | null;
  readonly certificates: readonly Finding[];
}

function proxiedOf({ seen, edges, covered, cnames, reverse, asnOf, platform, certificates }: ProxiedInput): Proxied {
  const isOriginSeen = certificates.some(({ means }) => means === 'not-edge');
  if (edges.length > 0) {
    const isOnlyHeader = edges.every(({ clues }) =>
      clues.every(({ kind }) => kind === 'header' || kind === 'cookie' || kind === 'certificate'),
    );
    if (isOriginSeen && isOnlyHeader) return 'no';
    if (covered.some((is) => is === true) && covered.some((is) => is === false)) return 'partial';
    return 'yes';
  }
  if (isOriginSeen) return 'no';
  if (cnames.some(({ means }) => means === 'dns-glb')) return 'unknown';
  if (asnOf.some(({ category, status }) => category === 'edge-l4' && status === 'active')) return 'unknown';
  if (asnOf.some((provider) => isEdge(provider) && provider.category === 'edge')) return 'unknown';
  if (hasUnknownCdn(seen)) return 'unknown';
  if (platform !== null || reverse.some(({ means }) => means === 'host' || means === 'not-edge')) return 'no';
  if (cnames.some(({ means }) => means === 'host' || means === 'paas' || means === 'parking')) return 'no';
  if (seen.headers.size > 0 || seen.status !== null || seen.asn !== null) return 'no';
  return 'unknown';
}

/** Headers in which a CDN names itself that the catalogue does not know. */
function hasUnknownCdn({ headers }: Seen): boolean {
  const names = ['x-cdn', 'x-cdn-name', 'cdn-cache-control-provider', 'cdn-provider', 'x-edge', 'x-cdn-id'];
  return (
    names.some((name) => headers.has(name)) ||
    /\bcdn\b|cdn$/i.test(headers.get('server') ?? '') ||
    /[a-z]cdn\b/i.test(headers.get('via') ?? '')
  );
}

interface HostInput {
  readonly seen: Seen;
  readonly proxied: Proxied;
  readonly platform: Provider | null;
  readonly cnames: readonly Finding[];
  readonly reverse: readonly Finding[];
  readonly asnOf: readonly Provider[];
  readonly http: readonly Finding[];
  readonly owners: readonly AddressOwners[];
}

/** Where the site lives as far as it can be seen; a proxy hides it unless a header from behind passes through. */
function hostOf({ seen, proxied, platform, cnames, reverse, asnOf, http, owners }: HostInput): string {
  if (platform !== null) return platform.id;
  const isHost = (provider: Provider): boolean => provider.roles.includes('host') && !isEdge(provider);
  const passing = http.find(({ provider, clue }) => isHost(provider) && clue.strength !== 'weak');
  if (passing !== undefined) return passing.provider.id;
  if (proxied === 'yes') return 'hidden';
  const named =
    [...cnames].reverse().find(({ means }) => means === 'host') ?? reverse.find(({ means }) => means === 'host');
  if (named !== undefined) return named.provider.id;
  const documented = owners
    .flatMap((each) => each.owners)
    .find(({ provider }) => provider.roles.includes('parking') || isHost(provider));
  if (documented !== undefined) return documented.provider.id;
  const network = asnOf.filter(isHost).toSorted((a, b) => hostRank(a, seen.asn) - hostRank(b, seen.asn));
  const own =
    network[0] ?? (proxied === 'partial' ? undefined : asnOf.find((provider) => provider.roles.includes('host')));
  return own?.id ?? 'unknown';
}

/** A hosting company before a platform that rents from it. */
function hostRank({ category, asns }: Provider, asn: number | null): number {
  const own = asns.find((each) => each.asn === asn);
  return (
    (category === 'host' ? 0 : category === 'paas' || category === 'host-lb' ? 2 : 1) +
    (own?.exclusive === true ? 0 : 0.5)
  );
}

function parkingOf(
  cnames: readonly Finding[],
  owners: readonly AddressOwners[],
  ns: readonly Finding[],
): string | null {
  const isParking = ({ roles }: Provider): boolean => roles.includes('parking');
  const named = cnames.find(({ means, provider }) => means === 'parking' || isParking(provider));
  const addressed = owners.flatMap((each) => each.owners).find(({ provider }) => isParking(provider));
  const served = ns.find(({ means }) => means === 'parking');
  return named?.provider.id ?? addressed?.provider.id ?? served?.provider.id ?? null;
}

interface NotesInput {
  readonly cnames: readonly Finding[];
  readonly owners: readonly AddressOwners[];
  readonly proxied: Proxied;
  readonly certificates: readonly Finding[];
  readonly edges: readonly Edge[];
  readonly covered: readonly (boolean | null)[];
}

function notesOf({ cnames, owners, proxied, certificates, edges, covered }: NotesInput): readonly FrontingNote[] {
  const notes: FrontingNote[] = [];
  const ceased = cnames.filter(({ provider, means }) => provider.status === 'defunct' && means === 'edge');
  for (const { provider, clue } of ceased) {
    const since = provider.since === undefined ? '' : ` (${provider.since})`;
    notes.push({
      id: 'dangling-cname',
      message: `${clue.seen} points to ${provider.name}, which has ceased${since}: whoever takes the name over answers for the domain`,
      clues: [clue],
    });
  }
  if (proxied === 'partial') {
    const visible = owners.filter((_, index) => covered[index] === false).map(({ address }) => address);
    notes.push({
      id: 'visible-origin',
      message: `${visible.join(', ')} answers beside the proxy (${edges.map(({ provider }) => provider).join(', ')})`,
      clues: edges.flatMap(({ clues }) => clues),
    });
  }
  const origin = certificates.filter(({ means }) => means === 'not-edge');
  if (origin.length > 0) {
    notes.push({
      id: 'origin-certificate',
      message: 'a certificate that only origins carry was shown to a visitor: the proxy was off or passed by',
      clues: origin.map(({ clue }) => clue),
    });
  }
  return notes;
}
