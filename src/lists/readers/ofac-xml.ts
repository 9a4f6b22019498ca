import type { EntityType, ListedEntity } from '../../model/lists.ts';
import { entityOf } from '../facts.ts';
import { type ListReader, type Reading, UnreadableListError } from '../reader.ts';
import { readXmlRecords, textAt, type XmlElement } from '../xml-records.ts';
import { CONSOLIDATED, NOT_BLOCKING, OFAC_EXPORTS, type OfacList, ofacType, SDN } from './ofac-lists.ts';

/** OFAC's Specially Designated Nationals, SDN.XML. */
export const ofacSdn: ListReader = {
  id: SDN.id,
  format: 'sdn-xml',
  documents: [{ file: 'SDN.XML', url: `${OFAC_EXPORTS}SDN.XML` }],
  expect: SDN.expect,
  lacks: ['native-script names and designation dates are missing (they are in SDN_ADVANCED.XML only)'],
  read: (open) => readOfac(open('SDN.XML'), SDN),
};

/** OFAC's other lists in one, CONSOLIDATED.XML. */
export const ofacConsolidated: ListReader = {
  id: CONSOLIDATED.id,
  format: 'consolidated-xml',
  documents: [{ file: 'CONSOLIDATED.XML', url: `${OFAC_EXPORTS}CONSOLIDATED.XML` }],
  expect: CONSOLIDATED.expect,
  lacks: [NOT_BLOCKING],
  read: (open) => readOfac(open('CONSOLIDATED.XML'), CONSOLIDATED),
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
async function readOfac(bytes: AsyncIterable<Uint8Array>, list: OfacList): Promise<Reading> {
  const entities: ListedEntity[] = [];
  let [count, date] = ['', ''];
  const records = new Set(['publshInformation', 'sdnEntry']);
  await readXmlRecords(bytes, { root: 'sdnList', records, kept: KEPT }, (record) => {
    if (record.name === 'sdnEntry') entities.push(readEntry(record, list));
    else [count, date] = [textAt(record, 'Record_Count'), textAt(record, 'Publish_Date')];
  });
  if (count !== String(entities.length)) {
    throw new UnreadableListError(`${entities.length} records, the document says ${count === '' ? 'nothing' : count}`);
  }
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(date) ?? [];
  return { edition: year === undefined ? null : `${year}-${month}-${day}`, entities };
}

function readEntry(entry: XmlElement, { id, prefix, measureOf }: OfacList): ListedEntity {
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
      for (const each of children) {
        const type = textAt(each, 'idType');
        if (type === 'Website') found.websites.push(textAt(each, 'idNumber'));
        else if (type === 'Email Address') found.emails.push(textAt(each, 'idNumber'));
      }
    }
  }
  if (found.programs.length === 0) throw new UnreadableListError('an entry without program'); // it tells the measure
  return entityOf({
    id: `${prefix}:${required(entry, 'uid')}`,
    list: id,
    type: typeOf(required(entry, 'sdnType')),
    name: nameOf(entry),
    measure: measureOf(found.programs),
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
  const type = ofacType(text);
  if (type === undefined) throw new UnreadableListError(`sdnType "${text}"`);
  return type;
}
