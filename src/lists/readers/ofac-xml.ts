import type { EntityType, ListedEntity, Measure } from '../../model/lists.ts';
import { entityOf } from '../facts.ts';
import { type ListReader, type Reading, UnreadableListError } from '../reader.ts';
import { readXmlRecords, textAt, type XmlElement } from '../xml-records.ts';

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

/** All that is read of an entry; birth dates, vessels' particulars and street lines are left out. */
const KEPT: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    publshInformation: 'Publish_Date Record_Count',
    sdnEntry: 'uid firstName lastName sdnType programList idList akaList addressList',
    programList: 'program',
    idList: 'id',
    id: 'idType idNumber',
    akaList: 'aka',
    aka: 'category firstName lastName',
    addressList: 'address',
    address: 'country',
  }).map(([name, children]) => [name, new Set(children.split(' '))]),
);

/** The document counts its own records (`Record_Count`); another count is refused. */
async function readOfac(
  bytes: AsyncIterable<Uint8Array>,
  list: string,
  prefix: string,
  measure: (programs: readonly string[]) => Measure,
): Promise<Reading> {
  const entities: ListedEntity[] = [];
  let [count, date] = ['', ''];
  const records = new Set(['publshInformation', 'sdnEntry']);
  await readXmlRecords(bytes, { root: 'sdnList', records, kept: KEPT }, (record) => {
    if (record.name === 'sdnEntry') entities.push(readEntry(record, list, prefix, measure));
    else [count, date] = [textAt(record, 'Record_Count'), textAt(record, 'Publish_Date')];
  });
  if (count !== String(entities.length)) {
    throw new UnreadableListError(`${entities.length} records, the document says ${count === '' ? 'nothing' : count}`);
  }
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(date) ?? [];
  return { edition: year === undefined ? null : `${year}-${month}-${day}`, entities };
}

function readEntry(
  entry: XmlElement,
  list: string,
  prefix: string,
  measure: (programs: readonly string[]) => Measure,
): ListedEntity {
  const found: Record<'programs' | 'aliases' | 'weakAliases' | 'countries' | 'websites' | 'emails', string[]> = {
    programs: [],
    aliases: [],
    weakAliases: [],
    countries: [],
    websites: [],
    emails: [],
  };
  for (const { name, children } of entry.children) {
    if (name === 'programList') for (const { text } of children) found.programs.push(text);
    else if (name === 'akaList') {
      for (const aka of children)
        (textAt(aka, 'category') === 'weak' ? found.weakAliases : found.aliases).push(nameOf(aka));
    } else if (name === 'addressList') {
      for (const address of children) for (const { text } of address.children) found.countries.push(text);
    } else if (name === 'idList') {
      for (const id of children) {
        const type = textAt(id, 'idType');
        if (type === 'Website') found.websites.push(textAt(id, 'idNumber'));
        else if (type === 'Email Address') found.emails.push(textAt(id, 'idNumber'));
      }
    }
  }
  return entityOf({
    id: `${prefix}:${required(entry, 'uid')}`,
    list,
    type: typeOf(required(entry, 'sdnType')),
    name: nameOf(entry),
    measure: measure(found.programs),
    ...found,
  });
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
