import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { boundsOf } from './range-rows.ts';
import { lookupIn, type PackedRanges } from './ranges.ts';
import { compileCatalogue, decode, type RangesManifest, readRanges } from './ranges-file.ts';
import { type Renewed, readRenewed, withRenewed } from './renewed.ts';
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
const cached = new Map<string, Catalogue>();

/** Ranges that were renewed after the program was made, and the version that asks for them. */
export interface CatalogueOptions {
  /** Path of the file that `providers update` writes; there need not be one. */
  readonly renewed: string;
  readonly program: string;
}

/** The bundled catalogue, with renewed ranges where there are any, read once. Throws when a file does not hold to the schema. */
export function loadCatalogue(options?: CatalogueOptions): Catalogue {
  const key = options?.renewed ?? '';
  const known = cached.get(key) ?? read(options);
  cached.set(key, known);
  return known;
}

function read(options: CatalogueOptions | undefined): Catalogue {
  const renewed = options === undefined ? null : readRenewed(options.renewed);
  const own = readProviders();
  const providers = renewed === null ? own : withRenewed(own, renewed);
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  const { rules } = v.parse(pageFile, JSON.parse(readFileSync(new URL('pages.json', DATA), 'utf8')));
  return {
    providers: byId,
    pages: rules,
    ranges: indexRanges(byId, compiledOf(providers, renewed, options?.program)),
    nameservers: indexNames(providers, ({ nameservers }) => nameservers),
    cnames: indexNames(providers, ({ cnames }) => cnames),
    reverse: indexNames(providers, ({ reverse }) => reverse),
  };
}

interface Compiled {
  readonly ranges: PackedRanges;
  readonly manifest: RangesManifest;
}

/** What ships, or what this very program renewed; ranges that another version renewed are compiled with this one's facts. */
function compiledOf(providers: readonly Provider[], renewed: Renewed | null, program: string | undefined): Compiled {
  if (renewed === null) {
    const text = readFileSync(new URL('ranges.manifest.json', DATA), 'utf8');
    return readRanges(readFileSync(new URL('ranges.bin', DATA)), text);
  }
  if (renewed.program === program) return { ranges: renewed.packed, manifest: renewed.manifest };
  const { bytes, manifest } = compileCatalogue(providers, readSpecial());
  return { ranges: decode(bytes), manifest };
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

/** The owners of each set, told once: a look-up makes nothing. */
function indexRanges(providers: Catalogue['providers'], { ranges, manifest }: Compiled): RangeIndex {
  const setOf = lookupIn(ranges);
  const sets = manifest.sets.map((numbers): ReturnType<RangeIndex> => {
    const owners: RangeOwner[] = [];
    let special: SpecialRange['reach'] | null = null;
    for (const number of numbers) {
      const { provider: id = '', kind } = manifest.owners[number] ?? {};
      const provider = providers.get(id);
      if (kind === 'never' || kind === 'no-site') special ??= kind;
      else if (kind !== undefined && provider !== undefined) owners.push({ provider, kind });
    }
    return { owners, special };
  });
  const nobodys = { owners: [], special: null };
  return (address) => sets[setOf(address)] ?? nobodys;
}

/** Which of its provider's ranges the address lies in: the narrowest. */
export function rangeAround(address: string, { provider, kind }: RangeOwner): string {
  const own = boundsOf(address);
  if (own === null) return '';
  const cidrs = (kind === 'published' ? provider.ranges?.published : provider.addresses) ?? [];
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
