import type { Fronting } from '../model/facts.ts';
import { type Catalogue, loadCatalogue } from './catalogue.ts';
import { layersOf } from './layers.ts';
import { notesOf } from './notes.ts';
import { judgePage } from './page.ts';
import { hostOf, operatorsOf, parkingOf, platformOf } from './place.ts';
import { coverage, proxiedOf } from './proxied.ts';
import { look } from './sight.ts';
import { type FrontingSignals, normaliseSignals } from './signals.ts';

/**
 * Who stands in front of a domain, from what was seen of it. Pure and deterministic. A name server never proves an edge;
 * each address is judged alone; layers stand outermost first; what nothing betrays stays unknown.
 *
 *   NS at Cloudflare, address elsewhere             → proxied no, dnsOperators [cloudflare]
 *   104.16.3.4                                      → proxied yes, edges [cloudflare]
 *   104.16.3.4 and 95.216.1.2                       → proxied partial, note visible-origin
 *   cf-ray and x-amz-cf-id, address at Cloudflare   → edges [cloudflare, cloudfront]
 *   cf-ray at an address of Hetzner                 → proxied unknown: self-run, mis-set or from behind
 *   CNAME x.llnwd.net, whose owner has ceased       → proxied no, note dangling-cname
 */
export function detectFronting(signals: FrontingSignals, catalogue: Catalogue = loadCatalogue()): Fronting {
  const sight = look(normaliseSignals(signals), catalogue);
  const { seen, ns, cnames, reverse, certificates } = sight;
  const platform = platformOf(sight);
  const edges = layersOf(sight, platform);
  const covered = coverage(sight, edges, platform);
  const proxied = proxiedOf(sight, edges, covered, platform);
  const dns = operatorsOf(ns);
  const page = judgePage(seen, catalogue.pages, {
    parking: parkingOf(sight),
    isSeized: ns.some(({ means }) => means === 'seizure'),
  });
  const isStandIn = page.kind === 'challenge' || page.kind === 'block' || page.kind === 'origin-error';
  return {
    edges: proxied === 'no' ? [] : edges,
    proxied,
    dnsOperators: dns.map(({ provider }) => provider.id),
    platform: platform?.id ?? null,
    host: hostOf(sight, proxied, platform),
    pageKind: page.kind,
    pageProvider: page.provider ?? (isStandIn ? (edges[0]?.provider ?? null) : null),
    siteTitle: page.siteTitle,
    notes: notesOf(sight, edges, proxied, covered),
    clues: [...dns, ...cnames, ...reverse, ...certificates].map(({ clue }) => clue).concat(page.clues),
  };
}
