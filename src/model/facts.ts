import type { DnsAnswer, Party } from './evidence.ts';
import type { ListEdition, Measure, NameStrength } from './lists.ts';
import type { Outcome } from './outcome.ts';

export type ClueKind =
  | 'nameserver'
  | 'cname'
  | 'address'
  | 'asn'
  | 'reverse'
  | 'header'
  | 'cookie'
  | 'certificate'
  | 'title'
  | 'body'
  | 'registrar';

/** One thing that betrayed a provider. */
export interface Clue {
  readonly provider: string;
  readonly kind: ClueKind;
  /** What was seen. */
  readonly seen: string;
  /** The signature that recognised it. */
  readonly rule: string;
  /** `proof`: only this provider emits it. `strong`: normally it. `weak`: counts only beside another. */
  readonly strength: 'proof' | 'strong' | 'weak';
  /** Where the signature comes from, and the day it was checked. */
  readonly source: string;
  readonly checkedOn: string;
}

export type Proxied = 'yes' | 'no' | 'partial' | 'unknown';

export type PageKind =
  | 'site'
  | 'challenge'
  | 'block'
  | 'parked'
  | 'unclaimed'
  | 'suspended'
  | 'seized'
  | 'placeholder'
  | 'maintenance'
  | 'origin-error'
  | 'phishing-warning'
  | 'error'
  | 'not-html'
  | 'none';

export interface Edge {
  readonly provider: string;
  /** 0..1 */
  readonly confidence: number;
  readonly clues: readonly Clue[];
}

/** A remark of the detector that is no verdict: `dangling-cname`, `visible-origin`, `origin-certificate`, `edge-after-redirect`. */
export interface FrontingNote {
  readonly id: string;
  readonly message: string;
  readonly clues: readonly Clue[];
}

/** Who stands in front of a domain. Provider ids are those of data/providers. */
export interface Fronting {
  /** Outermost first. */
  readonly edges: readonly Edge[];
  readonly proxied: Proxied;
  readonly dnsOperators: readonly string[];
  /** Site builder or platform, or null. */
  readonly platform: string | null;
  /** Provider id, `hidden` behind a proxy, or `unknown`. */
  readonly host: string;
  readonly pageKind: PageKind;
  readonly pageProvider: string | null;
  /** The title, where the page is the site's own. */
  readonly siteTitle: string | null;
  readonly notes: readonly FrontingNote[];
  /** Clues behind dnsOperators, platform, host and page, for `explain`. */
  readonly clues: readonly Clue[];
}

/** Where in the evidence the query words stood. */
export type HitField =
  | 'registrant_name'
  | 'registrant_org'
  | 'registrant_email'
  | 'declared_name'
  | 'declared_org'
  | 'declared_email'
  | 'title'
  | 'host'
  | 'name';

/** Two words that met, and why they count as met ("same", "transliteration", "one letter", "nickname" …). */
export interface WordPair {
  readonly query: string;
  readonly candidate: string;
  readonly how: string;
}

/** A resemblance between words in the evidence and a listed entity. A lead for a person, never a verdict. */
export interface Hit {
  readonly entityId: string;
  readonly list: string;
  /** The entry's primary name. */
  readonly name: string;
  /** Of the name that met. */
  readonly strength: NameStrength;
  /** The words found in the evidence. */
  readonly query: string;
  /** The words on the list. */
  readonly candidate: string;
  /** 0..1 */
  readonly score: number;
  readonly field: HitField;
  readonly programs: readonly string[];
  readonly measure: Measure;
  /** How far it goes by itself: `match` may be acted on, `review` must be looked at. */
  readonly band: 'match' | 'review';
  readonly words: readonly WordPair[];
  /** What raised, lowered or capped it, in sentences. */
  readonly notes: readonly string[];
  /** The same party's entries elsewhere: ids. */
  readonly sameAs: readonly string[];
  readonly url: string;
}

/** What a rule may ask for, by name. A new fact is a new line here. */
export interface FactTypes {
  readonly dns: DnsAnswer;
  readonly registrant: Party;
  readonly title: string;
  readonly fronting: Fronting;
  /** The editions that were asked; failed: stale when one is older than the policy allows. */
  readonly lists: readonly ListEdition[];
  readonly registrantHits: readonly Hit[];
  /** Of the party the input declares; absent when it declares none. */
  readonly declaredHits: readonly Hit[];
  readonly titleHits: readonly Hit[];
  /** Listed websites and names equal to the domain's own label. */
  readonly hostHits: readonly Hit[];
}

export type FactName = keyof FactTypes;
export type Facts = { readonly [K in FactName]: Outcome<FactTypes[K]> };
/** What a rule sees: the value, or null where the authority said that there is none. */
export type Known<K extends FactName> = { readonly [P in K]: FactTypes[P] | null };
