import type { ListedEntity } from '../../model/lists.ts';
import { euEntity } from '../eu-entity.ts';
import { type ListReader, UnreadableListError } from '../reader.ts';
import { all, readXmlRecords, type XmlElement } from '../xml-records.ts';

const FILE = 'xmlFullSanctionsList_1_1.xml';

/** The EU's consolidated financial sanctions (FSF), XML 1.1: 5,873 entities on 2026-04-21. Everything stands in attributes. */
export const euXml: ListReader = {
  id: 'eu',
  format: 'fsf-xml-1.1',
  documents: [
    {
      file: FILE,
      url: 'https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw',
    },
  ],
  expect: { entities: [3_000, 12_000], withAlias: 0.5 },
  lacks: [],
  read: async (open) => {
    const entities: ListedEntity[] = [];
    const shape = { root: 'export', records: new Set(['sanctionEntity']) };
    const { generationDate = '' } = await readXmlRecords(open(FILE), shape, (record) => {
      entities.push(read(record));
    });
    return { edition: /^\d{4}-\d\d-\d\d/.exec(generationDate)?.[0] ?? null, entities };
  },
};

function read(element: XmlElement): ListedEntity {
  const of = ({ attributes }: XmlElement, name: string): string => (attributes[name] ?? '').trim();
  const reference = of(element, 'euReferenceNumber') || of(element, 'logicalId');
  if (reference === '') throw new UnreadableListError('an entity without reference and id');
  const names = all(element, 'nameAlias').map((alias) => ({
    text: of(alias, 'wholeName') || `${of(alias, 'firstName')} ${of(alias, 'lastName')}`.trim(),
    language: of(alias, 'nameLanguage').toLowerCase(),
    isWeak: of(alias, 'strong') === 'false',
  }));
  const contacts = all(element, 'address', 'contactInfo').map((contact) => of(contact, 'value') || contact.text);
  return euEntity({
    reference,
    type: all(element, 'subjectType').map((type) => of(type, 'code') || of(type, 'classificationCode'))[0] ?? '',
    names,
    programs: all(element, 'regulation').map((regulation) => of(regulation, 'programme')),
    countries: [...all(element, 'citizenship'), ...all(element, 'address')].map((each) => of(each, 'countryIso2Code')),
    contacts,
    unReference: of(element, 'unitedNationId'),
    designatedOn:
      of(element, 'designationDate') ||
      all(element, 'regulation')
        .map((each) => of(each, 'publicationDate'))
        .toSorted()[0] ||
      '',
  });
}
