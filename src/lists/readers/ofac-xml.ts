import type { EntityType, Measure } from '../../model/lists.ts';
import { entityOf } from '../facts.ts';
import { type ListReader, type Reading, UnreadableListError } from '../reader.ts';
import { all, readXmlRecords, textAt, type XmlElement } from '../xml-records.ts';

const EXPORTS = 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/';

/** OFAC's Specially Designated Nationals, SDN.XML: 19,181 entries on 2026-08-01. */
export const ofacSdn: ListReader = {
  id: 'us-ofac-sdn',
  format: 'sdn-xml',
  documents: [{ file: 'SDN.XML', url: `${EXPORTS}SDN.XML` }],
  expect: { entities: [15_000, 30_000], withAlias: 0.3 },
  lacks: ['native-script names and designation dates are missing (they are in SDN_ADVANCED.XML only)'],
  read: (open) => readOfac(open('SDN.XML'), 'us-ofac-sdn', 'ofac-sdn', () => 'blocking'),
};

/** OFAC's other lists in one, CONSOLIDATED.XML: 442 entries on 2026-01-08. None of them is full blocking. */
export const ofacConsolidated: ListReader = {
  id: 'us-ofac-cons',
  format: 'consolidated-xml',
  documents: [{ file: 'CONSOLIDATED.XML', url: `${EXPORTS}CONSOLIDATED.XML` }],
  expect: { entities: [300, 2_000], withAlias: 0.5 },
  lacks: [
    'none of these measures is full blocking: sectoral, investment, legislative or correspondent-account measures',
  ],
  read: (open) => readOfac(open('CONSOLIDATED.XML'), 'us-ofac-cons', 'ofac-cons', measureOf),
};

/** The document counts its own records (`Record_Count`); another count is refused. */
async function readOfac(
  bytes: AsyncIterable<Uint8Array>,
  list: string,
  prefix: string,
  measure: (programs: readonly string[]) => Measure,
): Promise<Reading> {
  const entries: XmlElement[] = [];
  let head: XmlElement | null = null;
  const records = new Set(['publshInformation', 'sdnEntry']);
  await readXmlRecords(bytes, { root: 'sdnList', records }, (record) => {
    if (record.name === 'sdnEntry') entries.push(record);
    else head = record;
  });
  const count = head === null ? '' : textAt(head, 'Record_Count');
  if (count !== String(entries.length)) {
    throw new UnreadableListError(`${entries.length} records, the document says ${count === '' ? 'nothing' : count}`);
  }
  const [, month, day, year] =
    /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(head === null ? '' : textAt(head, 'Publish_Date')) ?? [];
  return {
    edition: year === undefined ? null : `${year}-${month}-${day}`,
    entities: entries.map((entry) => {
      const programs = all(entry, 'programList', 'program').map(({ text }) => text);
      const ids = all(entry, 'idList', 'id');
      const named = (kind: string): readonly string[] =>
        ids.filter((id) => textAt(id, 'idType') === kind).map((id) => textAt(id, 'idNumber'));
      const akas = (isWeak: boolean): readonly string[] =>
        all(entry, 'akaList', 'aka')
          .filter((aka) => (textAt(aka, 'category') === 'weak') === isWeak)
          .map(nameOf);
      return entityOf({
        id: `${prefix}:${required(entry, 'uid')}`,
        list,
        type: typeOf(required(entry, 'sdnType')),
        name: nameOf(entry),
        aliases: akas(false),
        weakAliases: akas(true),
        programs,
        measure: measure(programs),
        countries: all(entry, 'addressList', 'address', 'country').map(({ text }) => text),
        websites: named('Website'),
        emails: named('Email Address'),
      });
    }),
  };
}

/** `SURNAME, Given names` as OFAC's own CSV writes persons; all others have a last name only. */
function nameOf(element: XmlElement): string {
  const first = textAt(element, 'firstName');
  return first === '' ? required(element, 'lastName') : `${required(element, 'lastName')}, ${first}`;
}

function required(element: XmlElement, name: string): string {
  const text = textAt(element, name);
  if (text === '') throw new UnreadableListError(`an entry without ${name}`);
  return text;
}

function typeOf(text: string): EntityType {
  switch (text) {
    case 'Individual':
      return 'individual';
    case 'Entity':
      return 'entity';
    case 'Vessel':
      return 'vessel';
    case 'Aircraft':
      return 'aircraft';
    default:
      throw new UnreadableListError(`sdnType "${text}"`);
  }
}

/** NS-PLC, CMIC and CAPTA (561-Related) by their tags; what is left are sectoral directives (SSI, MBS). */
function measureOf(programs: readonly string[]): Measure {
  if (programs.includes('NS-PLC')) return 'legislative';
  if (programs.some((program) => program.startsWith('CMIC'))) return 'investment';
  return programs.includes('561-Related') ? 'correspondent' : 'sectoral';
}
