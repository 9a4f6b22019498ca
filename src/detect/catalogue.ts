import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const strength = v.picklist(['proof', 'strong', 'weak']);
const told = { source: v.string(), checkedOn: v.pipe(v.string(), v.isoDate()) };
/** A host name rule: a suffix at a label boundary, or an anchored pattern. */
const nameRule = v.object({
  suffix: v.optional(v.string()),
  pattern: v.optional(v.string()),
  means: v.picklist(['dns', 'edge', 'paas', 'host', 'parking', 'seizure', 'dns-glb', 'asset', 'ptr', 'not-edge']),
  note: v.optional(v.string()),
  ...told,
});
const valueRule = v.object({ name: v.string(), pattern: v.optional(v.string()), strength, ...told });

/** One file of data/providers: what a provider is, and what betrays it. */
export const providerFile = v.object({
  id: v.string(),
  name: v.string(),
  category: v.string(),
  roles: v.array(v.picklist(['edge', 'host', 'dns', 'registrar', 'parking', 'seizure', 'dns-glb'])),
  status: v.picklist(['active', 'defunct', 'retired', 'unknown']),
  since: v.optional(v.string()),
  /** The edge of another provider that this platform's sites are served through. */
  behind: v.optional(v.string()),
  nameservers: v.optional(v.array(nameRule), []),
  cnames: v.optional(v.array(nameRule), []),
  headers: v.optional(v.array(valueRule), []),
  cookies: v.optional(v.array(v.object({ pattern: v.string(), strength, ...told })), []),
  asns: v.optional(v.array(v.object({ asn: v.number(), exclusive: v.boolean(), note: v.optional(v.string()) })), []),
  reverse: v.optional(v.array(nameRule), []),
  certificates: v.optional(
    v.array(
      v.object({
        field: v.picklist(['issuer', 'subject', 'san']),
        pattern: v.string(),
        strength,
        note: v.optional(v.string()),
      }),
    ),
    [],
  ),
  /** Documented addresses of a platform or parking service. */
  addresses: v.optional(v.array(v.string()), []),
  /** Published prefixes of an edge. */
  ranges: v.optional(v.object({ published: v.array(v.string()), asOf: v.string(), basis: v.string() })),
  rangeList: v.optional(v.object({ url: v.string(), format: v.string() })),
  sources: v.array(v.string()),
});

export type Provider = v.InferOutput<typeof providerFile>;
export type NameRule = v.InferOutput<typeof nameRule>;

const pageRule = v.object({
  kind: v.picklist([
    'challenge',
    'block',
    'parked',
    'unclaimed',
    'suspended',
    'seized',
    'placeholder',
    'maintenance',
    'origin-error',
    'phishing-warning',
    'error',
  ]),
  provider: v.nullable(v.string()),
  title: v.optional(v.string()),
  status: v.array(v.number()),
  headers: v.optional(v.array(v.object({ name: v.string(), value: v.optional(v.string()) })), []),
  cookies: v.optional(v.array(v.string()), []),
  marks: v.optional(v.array(v.string()), []),
  needs: v.optional(v.literal('parking')),
  ...told,
});
export const pageFile = v.object({ note: v.string(), rules: v.array(pageRule) });
export type PageRule = v.InferOutput<typeof pageRule>;

/** A name rule and whose it is. */
export interface OwnedRule {
  readonly provider: Provider;
  readonly rule: NameRule;
}

/** Everything that is known of providers and of the pages that stand in for sites. */
export interface Catalogue {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly pages: readonly PageRule[];
  readonly nameservers: NameIndex;
  readonly cnames: NameIndex;
  readonly reverse: NameIndex;
}

/** Finds the rules that a host name meets, the longest suffix first. */
export type NameIndex = (host: string) => readonly OwnedRule[];

const DATA = new URL('../../data/', import.meta.url);
let cached: Catalogue | undefined;

/** The bundled catalogue, read once. Throws when a file does not hold to the schema. */
export function loadCatalogue(): Catalogue {
  cached ??= read();
  return cached;
}

function read(): Catalogue {
  const folder = new URL('providers/', DATA);
  const providers = readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => v.parse(providerFile, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
  const { rules } = v.parse(pageFile, JSON.parse(readFileSync(new URL('pages.json', DATA), 'utf8')));
  return {
    providers: new Map(providers.map((provider) => [provider.id, provider])),
    pages: rules,
    nameservers: indexNames(providers, ({ nameservers }) => nameservers),
    cnames: indexNames(providers, ({ cnames }) => cnames),
    reverse: indexNames(providers, ({ reverse }) => reverse),
  };
}

/**
 * Suffixes match at label boundaries only: `fastly.net` is met by `x.map.fastly.net`, not by `notfastly.net`. Patterns are
 * tried after them.
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
    for (let at = 0; at >= 0; at = host.indexOf('.', at) + 1 || -1) found.push(...(bySuffix.get(host.slice(at)) ?? []));
    for (const { owned, expression } of patterns) if (expression.test(host)) found.push(owned);
    return found;
  };
}
