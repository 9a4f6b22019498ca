export type EntityType = 'individual' | 'entity' | 'vessel' | 'aircraft' | 'unknown';

/**
 * What being listed means. `blocking`: assets are frozen. `sectoral`: SSI, MBS: some dealings only. `correspondent`: CAPTA,
 * correspondent accounts. `investment`: CMIC, securities. `legislative`: NS-PLC. `trade`, `travel`: goods or entry only.
 */
export type Measure = 'blocking' | 'sectoral' | 'correspondent' | 'investment' | 'legislative' | 'trade' | 'travel';

/** How much a name alone can say: the primary name, an alias, a weak (low-quality) alias, the native script form. */
export type NameStrength = 'primary' | 'strong' | 'weak' | 'native';

/** One entry of one list. Absent arrays are empty. */
export interface ListedEntity {
  /** `<list>:<publisher's id>`. */
  readonly id: string;
  readonly list: string;
  readonly type: EntityType;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly weakAliases: readonly string[];
  /** Names in a script other than Latin. */
  readonly nativeNames: readonly string[];
  readonly programs: readonly string[];
  readonly measure: Measure;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** Host names, lower case, without `www.`; with a path where the publisher names a page of a shared platform. */
  readonly websites: readonly string[];
  readonly emails: readonly string[];
  /** Ids of the same party's entries on other lists, and publisher cross-references. */
  readonly sameAs: readonly string[];
  /** Day of listing, ISO 8601, or null where the publisher does not say. */
  readonly listedOn: string | null;
  /** The publisher's entry or search page. */
  readonly url: string;
}

/** One publication of a list, as it lies in the snapshot. */
export interface ListEdition {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  /** Day of its names, ISO 8601; what a joined edition took from an older one stands in the manifest and its `holes`. */
  readonly edition: string;
  readonly entities: number;
  readonly names: number;
  /** Lower-case hex, of the stored file. */
  readonly sha256: string;
  /** What this edition is known to lack, for a person. */
  readonly holes: readonly string[];
}
