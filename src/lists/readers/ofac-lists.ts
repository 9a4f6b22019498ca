import type { EntityType, Measure } from '../../model/lists.ts';
import type { ListReader } from '../reader.ts';

/** Where OFAC's Sanctions List Service offers each file by its name. */
export const OFAC_EXPORTS = 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/';

/** What a reader must know of one of OFAC's two lists, whatever the format. */
export interface OfacList {
  readonly id: 'us-ofac-sdn' | 'us-ofac-cons';
  /** Before OFAC's own number in an entity's id: `ofac-sdn:4695`. */
  readonly prefix: string;
  readonly expect: ListReader['expect'];
  readonly measureOf: (programs: readonly string[]) => Measure;
}

/** Specially Designated Nationals: 19,181 entries on 2026-08-01, 46 % of them with an alias. */
export const SDN: OfacList = {
  id: 'us-ofac-sdn',
  prefix: 'ofac-sdn',
  expect: { entities: [15_000, 30_000], withAlias: 0.3 },
  measureOf: () => 'blocking',
};

/** All other lists in one: 442 entries on 2026-01-08, 89 % of them with an alias. None of them is full blocking. */
export const CONSOLIDATED: OfacList = {
  id: 'us-ofac-cons',
  prefix: 'ofac-cons',
  expect: { entities: [300, 2_000], withAlias: 0.5 },
  measureOf: (programs) => {
    if (programs.includes('NS-PLC')) return 'legislative';
    if (programs.some((program) => program.startsWith('CMIC'))) return 'investment';
    // NS-PLC, CMIC and CAPTA (561-Related) by their tags; what is left are sectoral directives (SSI, MBS).
    return programs.includes('561-Related') ? 'correspondent' : 'sectoral';
  },
};

/** What holds of the second list in every format. */
export const NOT_BLOCKING =
  'none of these measures is full blocking: sectoral, investment, legislative or correspondent-account measures';

/** The kind of party by OFAC's word for it, in any case of letters; undefined: no such word. */
export function ofacType(word: string): EntityType | undefined {
  return TYPES.get(word.toLowerCase());
}

const TYPES: ReadonlyMap<string, EntityType> = new Map([
  ['individual', 'individual'],
  ['entity', 'entity'],
  ['vessel', 'vessel'],
  ['aircraft', 'aircraft'],
]);
