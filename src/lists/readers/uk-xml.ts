import type { ListedEntity } from '../../model/lists.ts';
import { type ListReader, UnreadableListError } from '../reader.ts';
import { dayOf, type UkName, ukEntity, ukName } from '../uk-designation.ts';
import { all, readXmlRecords, textAt, type XmlElement } from '../xml-records.ts';

const FILE = 'UK-Sanctions-List.xml';

/** The UK Sanctions List as XML: one element for each designation. */
export const ukXml: ListReader = {
  id: 'uk',
  format: 'uksl-xml',
  documents: [{ file: FILE, url: `https://sanctionslist.fcdo.gov.uk/docs/${FILE}` }],
  expect: { entities: [4_000, 15_000], withAlias: 0.3 },
  lacks: ['websites are free text: a value typed with a blank in it is put together, or left out'],
  read: async (open) => {
    const entities: ListedEntity[] = [];
    let edition: string | null = null;
    const shape = { root: 'Designations', records: new Set(['DateGenerated', 'Designation']) };
    await readXmlRecords(open(FILE), shape, (record) => {
      if (record.name === 'Designation') entities.push(read(record));
      else edition = dateOf(record.text.trim());
    });
    return { edition, entities };
  },
};

function read(element: XmlElement): ListedEntity {
  const texts = (...path: readonly string[]): readonly string[] => all(element, ...path).map(({ text }) => text.trim());
  return ukEntity({
    id: textAt(element, 'UniqueID'),
    type: textAt(element, 'IndividualEntityShip'),
    names: all(element, 'Names', 'Name').map(nameOf),
    nativeNames: texts('NonLatinNames', 'NonLatinName', 'NameNonLatinScript'),
    sanctions: texts('SanctionsImposed'),
    countries: [
      ...texts('Addresses', 'Address', 'AddressCountry'),
      ...texts('IndividualDetails', 'Individual', 'Nationalities', 'Nationality'),
    ],
    websites: texts('Websites', 'Website'),
    emails: texts('EmailAddresses', 'EmailAddress'),
    unReferences: texts('UNReferenceNumber'),
    designatedOn: textAt(element, 'DateDesignated'),
  });
}

function nameOf(name: XmlElement): UkName {
  const parts = ['Name1', 'Name2', 'Name3', 'Name4', 'Name5', 'Name6'].map((part) => textAt(name, part));
  return { text: ukName(parts), type: textAt(name, 'NameType'), strength: textAt(name, 'AliasStrength') };
}

/** "21/09/2026", or an instant that begins with an ISO day. */
function dateOf(text: string): string {
  const day = dayOf(text) ?? /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (day === undefined) throw new UnreadableListError(`"${text}" is no date of generation`);
  return day;
}
