import type { Clue, Edge } from '../model/facts.ts';
import { addressClue, asnClue } from './clues.ts';
import type { Provider } from './schema.ts';
import { asnRuleOf, type CluesById, hasOwnEdge, isEdge, isPlatform, push, type Sight } from './sight.ts';

/** Layers outermost first: who owns the address, then the CNAME's last hop, then what passes through in headers. */
export function layersOf(sight: Sight, platform: Provider | null): readonly Edge[] {
  const named = cluesOfNames(sight);
  const signed = cluesOfSigns(sight, named, platform);
  const owned = cluesOfAddresses(sight, [named, signed], platform);
  addNetwork(sight, platform, named, signed, owned);
  addPlatform(sight, platform, [owned, named], signed);
  for (const { provider, means, clue } of sight.certificates) {
    if (means === 'other' && clue.strength === 'strong' && signed.has(provider.id)) push(signed, provider.id, clue);
  }
  if (owned.has('azure-front-door') || named.has('azure-front-door') || signed.has('azure-front-door')) {
    // Azure CDN's old names now lead to Front Door: one edge, not two.
    for (const group of [owned, named, signed]) group.delete('azure-cdn');
  }
  return inOrder(owned, named, signed);
}

/** The last hop of a CNAME chain is the outermost. */
function cluesOfNames({ cnames, reverse }: Sight): CluesById {
  const clues: CluesById = new Map();
  for (const { provider, means, clue } of [...cnames].reverse()) {
    if (means === 'edge' && provider.status !== 'defunct') push(clues, provider.id, clue);
  }
  for (const { provider, means, clue } of reverse) if (means === 'edge') push(clues, provider.id, clue);
  return clues;
}

/** Published ranges speak for themselves; announced ones, in which customers' servers lie too, want a second clue. */
function cluesOfAddresses(sight: Sight, others: readonly CluesById[], platform: Provider | null): CluesById {
  const clues: CluesById = new Map();
  for (const { address, owners } of sight.owners) {
    const own = owners.find(({ kind, provider }) => kind === 'published' && isEdge(provider));
    if (own === undefined) continue;
    const isBacked = others.some((group) => group.has(own.provider.id)) || platform !== null;
    if (own.provider.ranges?.shared === true && !isBacked && sight.hasHttp && !isBackedByNetwork(sight, own.provider)) {
      continue;
    }
    push(clues, own.provider.id, addressClue(address, own));
  }
  return clues;
}

/** Its own network, and none of its customers' servers in it as far as the catalogue knows. */
const isBackedByNetwork = ({ seen }: Sight, provider: Provider): boolean =>
  asnRuleOf(provider, seen.asn)?.exclusive === true && !provider.roles.includes('host');

/** Headers and cookies. `proof` counts alone; `strong` where nothing contradicts it; `weak` only beside another. */
function cluesOfSigns(sight: Sight, named: CluesById, platform: Provider | null): CluesById {
  const { seen, http, owners, asnOf } = sight;
  const clues: CluesById = new Map();
  const addressed = new Set(
    owners.flatMap((each) => each.owners.filter(({ kind }) => kind === 'published').map(({ provider }) => provider.id)),
  );
  const hasEdgeAddress = owners.some((each) =>
    each.owners.some(({ kind, provider }) => kind === 'published' && isEdge(provider)),
  );
  for (const { provider, clue } of http) {
    const isOwn = hasOwnEdge(provider) && clue.strength === 'proof';
    if (!isEdge(provider) && !isOwn) continue;
    const isBacked = addressed.has(provider.id) || named.has(provider.id);
    const isBare = owners.length === 0 && seen.cnames.length === 0;
    const isInOwnNetwork = asnOf.some(({ id }) => id === provider.id);
    const isStanding = !isMisplaced(sight, provider) || platform !== null || named.size > 0 || hasEdgeAddress;
    const counts =
      (isBacked && (clue.strength !== 'weak' || addressed.has(provider.id) || named.has(provider.id))) ||
      (clue.strength === 'proof' && isStanding) ||
      (clue.strength === 'strong' && (isBare || isInOwnNetwork)) ||
      (clue.strength === 'strong' && clue.kind === 'cookie' && isStanding && !hasEdgeAddress);
    if (counts) push(clues, provider.id, clue);
  }
  return clues;
}

/**
 * The address lies in a hosting company's network that the provider, who has a network of its own, does not answer from:
 * its header there is self-run, mis-set or from behind.
 */
export function isMisplaced({ seen, owners, asnOf }: Sight, provider: Provider): boolean {
  if (owners.length === 0 || owners.some((each) => each.owners.length > 0)) return false;
  if (!asnOf.some(({ category }) => category === 'host' || category === 'registrar-dns')) return false;
  if (asnRuleOf(provider, seen.asn) !== undefined || provider.rents || isPlatform(provider)) return false;
  return provider.ranges !== undefined || provider.asns.some(({ exclusive, mixed }) => exclusive || mixed);
}

/**
 * An AS is one clue more beside another. Alone it betrays an edge only where nobody else lives in it and nothing else was
 * seen: Akamai's edges beyond its published blocks, say.
 */
function addNetwork(
  sight: Sight,
  platform: Provider | null,
  named: CluesById,
  signed: CluesById,
  owned: CluesById,
): void {
  for (const provider of sight.asnOf) {
    const own = asnRuleOf(provider, sight.seen.asn);
    if (own === undefined) continue;
    const group = [owned, named, signed].find((each) => each.has(provider.id));
    if (group !== undefined) push(group, provider.id, asnClue(provider, own.asn));
    else if (
      named.size === 0 &&
      owned.size === 0 &&
      (platform === null || platform.id === provider.id ? isSoleOwner(sight, provider) : isLent(provider))
    ) {
      push(named, provider.id, asnClue(provider, own.asn));
    }
  }
}

/**
 * The AS is the edge's alone, and customers' servers do not lie behind it unproxied; or a platform's that is its own edge.
 * Where some do, a page without any sign of the edge speaks against it, and no page does not.
 */
function isSoleOwner({ seen, asnOf, owners, hasHttp }: Sight, provider: Provider): boolean {
  return (
    asnRuleOf(provider, seen.asn)?.exclusive === true &&
    (provider.category === 'edge' || hasOwnEdge(provider)) &&
    provider.status === 'active' &&
    (provider.ranges?.shared !== true || (!hasHttp && !provider.roles.includes('host'))) &&
    owners.every(({ special }) => special === null) &&
    asnOf.every((other) => other.id === provider.id || !isEdge(other))
  );
}

/** Platforms bring their own addresses to these edges: a platform's site in the edge's AS is answered by the edge. */
const isLent = (provider: Provider): boolean => provider.ranges?.complete === true && isEdge(provider);

/** A platform is its own edge, or stands behind another's, unless somebody else's was seen in front. */
function addPlatform(sight: Sight, platform: Provider | null, outer: readonly CluesById[], signed: CluesById): void {
  if (platform === null) return;
  const { behind } = platform;
  const isOwn = hasOwnEdge(platform) || isEdge(platform);
  const edge = behind === undefined ? (isOwn ? platform : null) : sight.catalogue.providers.get(behind);
  if (edge === undefined || edge === null) return;
  const found = [...outer.flatMap((group) => [...group.keys()]), ...signed.keys()];
  const hasOther = found.some((id) => id !== edge.id);
  const yields = behind !== undefined || platform.category === 'site-builder';
  if (hasOther && yields) {
    if (edge === platform) signed.delete(platform.id);
    return;
  }
  for (const clue of platformClues(platform, sight)) push(signed, edge.id, clue);
}

function platformClues(platform: Provider, { cnames, owners, http }: Sight): readonly Clue[] {
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
  'tencent-edgeone',
  'cloudflare',
  'imperva',
  'sucuri',
  'ddos-guard',
  'qrator',
  'akamai',
  'azure-front-door',
  'fastly',
  'bunny',
  'cloudfront',
  'google-cloud-lb',
];

function inOrder(...groups: readonly ReadonlyMap<string, readonly Clue[]>[]): readonly Edge[] {
  const ids = new Set<string>();
  groups.forEach((group, index) => {
    const own = [...group.keys()];
    for (const id of index === groups.length - 1 ? own.toSorted(outsideFirst) : own) ids.add(id);
  });
  return [...ids].map((provider) => {
    const clues = [...new Set(groups.flatMap((group) => group.get(provider) ?? []))];
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

const WEIGHTS = {
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
} as const satisfies Record<Clue['kind'], number>;
const SHARE = { proof: 1, strong: 0.6, weak: 0.4 } as const;

/** Log-weights by kind of evidence, each kind once and by its best clue: ten cookies do not outvote an address. */
function confidenceOf(clues: readonly Clue[]): number {
  const kinds = new Map<Clue['kind'], number>();
  for (const { kind, strength } of clues) {
    kinds.set(kind, Math.max(kinds.get(kind) ?? 0, WEIGHTS[kind] * SHARE[strength]));
  }
  const total = [...kinds.values()].reduce((sum, weight) => sum + weight, 0);
  return Math.round((1 - Math.exp(-total / 4)) * 100) / 100;
}
