import type { ListedEntity } from '../../model/lists.ts';
import { entityOf } from '../facts.ts';
import { type ListReader, UnreadableListError } from '../reader.ts';
import { readXmlRecords, textAt, type XmlElement } from '../xml-records.ts';

/** Canada's autonomous sanctions (SEMA): 4,759 entries in 2025. An entry is known by country, schedule and item. */
export const canada: ListReader = {
  id: 'ca',
  format: 'sema-xml',
  documents: [
    {
      file: 'sema-lmes.xml',
      url: 'https://www.international.gc.ca/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/sema-lmes.xml',
    },
  ],
  expect: { entities: [3_500, 9_000], withAlias: 0.3 },
  lacks: ['country and alias quality are not published; the edition is the day of the newest listing'],
  read: async (open) => {
    const entities: ListedEntity[] = [];
    await readXmlRecords(open('sema-lmes.xml'), { root: 'data-set', records: new Set(['record']) }, (record) => {
      entities.push(read(record));
    });
    // The document has no date of its own: the newest listing stands for it.
    const edition =
      entities
        .map(({ listedOn }) => listedOn ?? '')
        .toSorted()
        .at(-1) ?? '';
    return { edition: edition === '' ? null : edition, entities };
  },
};

function read(record: XmlElement): ListedEntity {
  const regime = textAt(record, 'Country').split(' / ')[0] ?? '';
  const organisation = textAt(record, 'EntityOrShip');
  const ship = textAt(record, 'TitleOrShip');
  const imo = textAt(record, 'ShipIMONumber');
  const person = `${textAt(record, 'GivenName')} ${textAt(record, 'LastName')}`.trim();
  const name = organisation || person || ship;
  if (regime === '' || name === '') throw new UnreadableListError('a record without country or name');
  return entityOf({
    id: `ca:${regime}:${textAt(record, 'Schedule')}:${textAt(record, 'Item')}`,
    list: 'ca',
    type: imo !== '' ? 'vessel' : organisation === '' ? 'individual' : 'entity',
    name,
    aliases: aliasesIn(textAt(record, 'Aliases')),
    programs: [`SEMA ${regime}`],
    listedOn: /^\d{4}-\d\d-\d\d/.exec(textAt(record, 'DateOfListing'))?.[0] ?? null,
  });
}

/** Says which language the name after it is in; often nothing else parts it from the name before. */
const LANGUAGE = /(?<!\p{L})(?:Belarus+ian|Russian|Ukrainian|Arabic|Farsi|Persian)\s*:/gu;
/** A comma does not part a name from its legal form, nor a spelling from the next ("Alexander, or Alexandr"). */
const SEPARATOR =
  /;|,(?!\s*(?:or\s|(?:АО|ООО|ОАО|ЗАО|ПАО|OAO|OOO|LLC|LLP|PLC|JSC|OJSC|PJSC|GmbH|Limited|Ltd|Incorporated|Inc|Corp|Co|S\.?A|Jr|Sr)\.?\s*(?:[,;)]|$)))|(?<=\p{Script=Cyrillic}) and (?=\p{Script=Cyrillic})|(?<=\p{Script=Cyrillic}) or (?=\p{Script=Cyrillic}[^\s,;]* )|(?<=\p{Script=Cyrillic}) \/ (?=\p{Script=Cyrillic})/iu;
/** "Zadna Company and Zadna Investments": two names of several words that begin alike, and not one of two things. */
const TWO_NAMES = /^((\p{L}{2})[^\s-]*[\s-].+) and (\2\S*[\s-].+)$/iu;

/**
 * The field holds free text.
 *
 *   "A; B, C Belarusian: Б"          → A, B, C, Б
 *   "North Quay, Ltd., The Quay"     → North Quay, Ltd. | The Quay
 *   "Прычал) (Russian: Причал"       → Прычал | Причал
 *   "Quay Co and Quay Ltd Arabic: …" → Quay Co | Quay Ltd | …
 */
const aliasesIn = (text: string): readonly string[] =>
  text
    .replace(LANGUAGE, ';')
    .split(SEPARATOR)
    .map((each) =>
      each
        .replace(/\)?\s*\(\s*$/, '')
        .trim()
        .replace(/^\p{Lu}\p{Ll}+ ?:\s*/u, ''),
    )
    .map((each) => (each.includes('(') ? each : each.replace(/\)$/, '')))
    .map((each) => (each.includes(')') ? each : each.replace(/^\(/, '')))
    .flatMap((each) => TWO_NAMES.exec(each)?.filter((_, at) => at === 1 || at === 3) ?? each);
