import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { boundsOf } from './range-rows.ts';
import { lookupIn } from './ranges.ts';
import { readRanges } from './ranges-file.ts';
import {
  type NameRule,
  type PageRule,
  type Provider,
  pageFile,
  providerFile,
  type SpecialRange,
  specialFile,
} from './schema.ts';

/** A name rule and whose it is. */
export interface OwnedRule {
  readonly provider: Provider;
  readonly rule: NameRule;
}

/** Everything that is known of providers and of the pages that stand in for sites. */
export interface Catalogue {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly pages: readonly PageRule[];
  /** The ranges that an address in text lies in. */
  readonly ranges: RangeIndex;
  readonly nameservers: NameIndex;
  readonly cnames: NameIndex;
  readonly reverse: NameIndex;
}

/** What an address range says: whose it is, and whether it is a published edge list or a platform's documented address. */
export interface RangeOwner {
  readonly provider: Provider;
  readonly kind: 'published' | 'documented';
  readonly cidr: string;
}

/** The owners of the ranges that an address lies in, the narrowest first, and whether no site is told at it. */
export type RangeIndex = (address: string) => {
  readonly owners: readonly RangeOwner[];
  readonly special: SpecialRange['reach'] | null;
};

/** Finds the rules that a host name meets: those of its longest known suffix, then patterns. */
export type NameIndex = (host: string) => readonly OwnedRule[];

/** The facts that ship with the program. */
export const DATA = new URL('../../data/', import.meta.url);
let cached: Catalogue | undefined;

/** The bundled catalogue, read once. Throws when a file does not hold to the schema. */
export function loadCatalogue(): Catalogue {
  cached ??= read();
  return cached;
}

function read(): Catalogue {
  const providers = readProviders();
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  const { rules } = v.parse(pageFile, JSON.parse(readFileSync(new URL('pages.json', DATA), 'utf8')));
  return {
    providers: byId,
    pages: rules,
    ranges: indexRanges(byId),
    nameservers: indexNames(providers, ({ nameservers }) => nameservers),
    cnames: indexNames(providers, ({ cnames }) => cnames),
    reverse: indexNames(providers, ({ reverse }) => reverse),
  };
}

/** The providers of data/providers, in alphabetical order of their ids. */
export function readProviders(folder: URL = new URL('providers/', DATA)): readonly Provider[] {
  return readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => v.parse(providerFile, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
}

/** The special-purpose addresses of data/special-addresses.json. */
export function readSpecial(folder: URL = DATA): readonly SpecialRange[] {
  return v.parse(specialFile, JSON.parse(readFileSync(new URL('special-addresses.json', folder), 'utf8'))).ranges;
}

function indexRanges(providers: Catalogue['providers']): RangeIndex {
  const text = readFileSync(new URL('ranges.manifest.json', DATA), 'utf8');
  const { ranges, manifest } = readRanges(readFileSync(new URL('ranges.bin', DATA)), text);
  const setOf = lookupIn(ranges);
  return (address) => {
    const owners: RangeOwner[] = [];
    let special: SpecialRange['reach'] | null = null;
    for (const number of manifest.sets[setOf(address)] ?? []) {
      const { provider: id = '', kind } = manifest.owners[number] ?? {};
      const provider = providers.get(id);
      if (kind === 'never' || kind === 'no-site') special ??= kind;
      else if (kind !== undefined && provider !== undefined) {
        owners.push({
          provider,
          kind,
          cidr: cidrOf(address, kind === 'published' ? provider.ranges?.published : provider.addresses),
        });
      }
    }
    return { owners, special };
  };
}

/** Which of the provider's ranges the address lies in: the narrowest. */
function cidrOf(address: string, cidrs: readonly string[] = []): string {
  const own = boundsOf(address);
  if (own === null) return '';
  const around = cidrs.flatMap((cidr) => {
    const bounds = boundsOf(cidr);
    const isAround = bounds !== null && bounds.bits === own.bits && bounds.from <= own.from && own.to <= bounds.to;
    return isAround ? [{ cidr, size: bounds.to - bounds.from }] : [];
  });
  return around.toSorted((a, b) => (a.size < b.size ? -1 : 1))[0]?.cidr ?? '';
}

/**
 * Suffixes match at label boundaries only: `fastly.net` is met by `x.map.fastly.net`, not by `notfastly.net`. Of two that
 * are met the longer one counts: `x.cdn.ovh.net` is OVH's CDN, not its hosting. Patterns are tried after them.
 */
function indexNames(providers: readonly Provider[], rulesOf: (provider: Provider) => readonly NameRule[]): NameIndex {
  const bySuffix = new Map<string, OwnedRule[]>();
  const patterns: { readonly owned: OwnedRule; readonly expression: RegExp }[] = [];
  for (const provider of providers) {
    for (const rule of rulesOf(provider)) {
      const owned = { provider, rule };
      if (rule.suffix !== undefined) bySuffix.set(rule.suffix, [...(bySuffix.get(rule.suffix) ?? []), owned]);
      if (rule.pattern !== undefined) patterns.push({ owned, expression: new RegExp(rule.pattern) });
    }
  }
  return (host) => {
    const found: OwnedRule[] = [];
    for (let at = 0; at >= 0 && found.length === 0; at = host.indexOf('.', at) + 1 || -1) {
      found.push(...(bySuffix.get(host.slice(at)) ?? []));
    }
    for (const { owned, expression } of patterns) if (expression.test(host)) found.push(owned);
    return found;
  };
}
