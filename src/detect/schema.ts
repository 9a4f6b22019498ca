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

const asnRule = v.object({
  asn: v.number(),
  /** No customers of other kinds live in it. */
  exclusive: v.boolean(),
  /** Traffic is also led through it unseen (scrubbing, customers' own prefixes): an address here leaves it open. */
  routed: v.optional(v.boolean(), false),
  /** The edge answers from among the hosting customers' addresses: without a page the two cannot be told apart. */
  mixed: v.optional(v.boolean(), false),
  note: v.optional(v.string()),
});

/** One file of data/providers: what a provider is, and what betrays it. */
/** Published prefixes of an edge. */
export const rangesOfProvider = v.object({
  published: v.array(v.string()),
  asOf: v.string(),
  basis: v.string(),
  /** Announced rather than published: customers' own servers lie in them too, so a second clue is wanted. */
  shared: v.optional(v.boolean(), false),
  /** Every address that the edge answers from. */
  complete: v.optional(v.boolean(), false),
});

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
  asns: v.optional(v.array(asnRule), []),
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
  ranges: v.optional(rangesOfProvider),
  /** Its nodes are rented in other companies' networks: its signs are genuine anywhere. */
  rents: v.optional(v.boolean(), false),
  /** Where the prefixes are published; `select` says which of them `providers update` takes, and is missing where it cannot. */
  rangeList: v.optional(v.object({ url: v.string(), format: v.string(), select: v.optional(v.string()) })),
  /** How registration records name it as a registrar. */
  registrar: v.optional(v.object({ names: v.array(v.string()), ianaIds: v.array(v.number()), ...told })),
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
/** Where no site is told: never reachable from outside, or a public service that is no site. */
export const specialFile = v.object({
  note: v.string(),
  ranges: v.array(v.object({ cidr: v.string(), use: v.string(), reach: v.picklist(['never', 'no-site']), ...told })),
});
export type SpecialRange = v.InferOutput<typeof specialFile>['ranges'][number];

export const pageFile = v.object({ note: v.string(), rules: v.array(pageRule) });
export type PageRule = v.InferOutput<typeof pageRule>;
