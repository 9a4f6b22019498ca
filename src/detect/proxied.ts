import type { Edge, Proxied } from '../model/facts.ts';
import { isMisplaced } from './layers.ts';
import type { Provider } from './schema.ts';
import { asnRuleOf, hasOwnEdge, isEdge, type Sight } from './sight.ts';

/** For each address, whether an edge is known to answer there: true, false, or null where nothing tells. */
export function coverage(
  { owners, cnames, reverse, catalogue }: Sight,
  edges: readonly Edge[],
  platform: Provider | null,
): readonly (boolean | null)[] {
  const ids = new Set(edges.map(({ provider }) => provider));
  const isNamed = platform !== null || cnames.some(({ means, provider }) => means === 'edge' && ids.has(provider.id));
  const reversed = reverse.filter(({ means }) => means === 'edge').map(({ clue }) => clue.seen);
  const addressed = edges.filter(({ clues }) => clues.some(({ kind }) => kind === 'address'));
  const isWhole = addressed.some(({ provider }) => catalogue.providers.get(provider)?.ranges?.complete === true);
  return owners.map(({ address, owners: ranges }) => {
    const isOfEdge = ranges.some(
      ({ kind, provider }) =>
        (kind === 'published' && isEdge(provider)) ||
        (kind === 'documented' && (hasOwnEdge(provider) || provider.behind !== undefined)),
    );
    if (isOfEdge) return true;
    if (isNamed) return edges.length > 0 ? true : null;
    if (reversed.some((name) => name.includes(address.replaceAll('.', '-')))) return true;
    return isWhole ? false : null;
  });
}

/** Does the visitor's traffic pass somebody? Never a yes without a clue that stands alone. */
export function proxiedOf(
  sight: Sight,
  edges: readonly Edge[],
  covered: readonly (boolean | null)[],
  platform: Provider | null,
): Proxied {
  if (edges.length === 0) return unprovenOf(sight, platform);
  const isOnlyHeader = edges.every(({ clues }) =>
    clues.every(({ kind }) => kind === 'header' || kind === 'cookie' || kind === 'certificate'),
  );
  if (sight.isOriginSeen && isOnlyHeader) return 'no';
  if (edges.every((edge) => isOnlyAnnounced(sight, edge)) && platform === null) return 'unknown';
  return covered.includes(true) && covered.includes(false) ? 'partial' : 'yes';
}

/** Nothing but an address among announced networks, where its owner hosts too: the page would tell, and there is none. */
function isOnlyAnnounced({ catalogue, hasHttp }: Sight, { provider: id, clues }: Edge): boolean {
  const provider = catalogue.providers.get(id);
  if (provider?.ranges?.shared !== true || hasHttp) return false;
  const others = clues.filter(({ kind }) => kind !== 'address');
  return others.length === 0 || (provider.roles.includes('host') && others.every(({ kind }) => kind === 'asn'));
}

/** No edge was betrayed. That is a "no" only where something says where the site is instead. */
function unprovenOf(sight: Sight, platform: Provider | null): Proxied {
  const { seen, cnames, reverse, owners, asnOf, hasHttp } = sight;
  if (sight.isOriginSeen) return 'no';
  if (owners.length > 0 && owners.every(({ special }) => isBlind(special, hasHttp || seen.asn !== null)))
    return 'unknown';
  if (hasStraySign(sight) || hasUnknownCdn(sight)) return 'unknown';
  const isHosted = platform !== null || cnames.some(({ means }) => HOSTED.has(means));
  if (reverse.some(({ means }) => means === 'host' || means === 'not-edge')) return 'no';
  if (asnOf.some((provider) => isOpaque(provider, sight))) return 'unknown';
  if (isHosted || sight.ns.some(({ means }) => means === 'parking')) return 'no';
  if (cnames.some(({ means, provider }) => means === 'edge' && provider.status === 'defunct')) return 'no';
  if (owners.some((each) => each.owners.some(({ kind, provider }) => kind === 'documented' && hasOwnEdge(provider)))) {
    return 'unknown'; // two platforms document the address, and nothing tells which
  }
  if (isSwitchedOff(sight)) return 'no';
  if (cnames.some(({ means }) => means === 'dns-glb') && !(hasHttp && asnOf.length > 0)) return 'unknown';
  if (hasHttp) return 'no';
  return seen.asn === null || asnOf.some((provider) => asnRuleOf(provider, seen.asn)?.mixed === true)
    ? 'unknown'
    : 'no';
}

const HOSTED = new Set(['host', 'paas', 'parking']);

/** Nothing can be told of the address: a public service that is no site, or one that nobody is seen to reach. */
const isBlind = (special: Sight['owners'][number]['special'], isReached: boolean): boolean =>
  special === 'no-site' || (special === 'never' && !isReached);

/** Traffic may pass the AS unseen: scrubbing, customers' own prefixes, an exclusive AS of an edge that shows no other sign. */
function isOpaque(provider: Provider, { seen, hasHttp }: Sight): boolean {
  const own = asnRuleOf(provider, seen.asn);
  if (own === undefined || provider.status === 'defunct') return false;
  if (provider.category === 'edge-l4') return own.mixed || own.exclusive || provider.roles.includes('host');
  if (own.routed) return true;
  if (!isEdge(provider) && !hasOwnEdge(provider)) return false;
  return own.exclusive && !(hasHttp && provider.roles.includes('host'));
}

/** A sign that counts nowhere by itself was seen where nothing explains it. */
const hasStraySign = (sight: Sight): boolean =>
  sight.http.some(
    ({ provider, clue }) =>
      isEdge(provider) &&
      clue.kind === 'header' &&
      (clue.strength === 'proof'
        ? isMisplaced(sight, provider)
        : clue.strength === 'strong' && sight.asnOf.length === 0),
  );

/**
 * The zone lies at an edge's own name servers, every address of that edge is published, and none of these is one: its
 * proxy is off for this name (Cloudflare's "DNS only").
 */
function isSwitchedOff({ ns, owners, catalogue }: Sight): boolean {
  const operators = ns.map(({ provider }) => catalogue.providers.get(provider.id));
  return (
    owners.length > 0 &&
    owners.every(({ special }) => special === null) &&
    operators.some((provider) => provider !== undefined && isEdge(provider) && provider.ranges?.complete === true)
  );
}

/** Headers in which a CDN names itself that the catalogue does not know. */
function hasUnknownCdn({ seen: { headers } }: Sight): boolean {
  const names = ['x-cdn', 'x-cdn-name', 'cdn-cache-control-provider', 'cdn-provider', 'x-edge', 'x-cdn-id'];
  return (
    names.some((name) => (headers.get(name) ?? '') !== '') ||
    /\bcdn\b|cdn$/i.test(headers.get('server') ?? '') ||
    /[a-z]cdn\b/i.test(headers.get('via') ?? '')
  );
}
