import type { ListedEntity } from '../../model/lists.ts';
import { emailsIn, entityOf } from '../facts.ts';
import { type ListReader, UnreadableListError } from '../reader.ts';
import { all, readXmlRecords, textAt, type XmlElement } from '../xml-records.ts';

const NAME_PARTS = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'];

/** The UN Security Council's consolidated list: 1,011 entries on 2026-08-01. Empty alias elements are common. */
export const unitedNations: ListReader = {
  id: 'un',
  format: 'consolidated-xml',
  documents: [
    {
      file: 'consolidated.xml',
      url: 'https://scsanctions.un.org/resources/xml/en/consolidated.xml',
    },
  ],
  expect: { entities: [700, 2_500], withAlias: 0.4 },
  lacks: ['websites and e-mail addresses stand in free text only; some are missed'],
  read: async (open) => {
    const entities: ListedEntity[] = [];
    const records = new Set(['INDIVIDUAL', 'ENTITY']);
    const { dateGenerated = '' } = await readXmlRecords(
      open('consolidated.xml'),
      { root: 'CONSOLIDATED_LIST', records },
      (record) => {
        entities.push(read(record));
      },
    );
    return { edition: /^\d{4}-\d\d-\d\d/.exec(dateGenerated)?.[0] ?? null, entities };
  },
};

/** "na" in small letters fills a part that is not available: FAIZULLAH | KHAN | NOORZAI | na. */
const isTold = (part: string): boolean => part !== '' && part !== 'na';

function read(entry: XmlElement): ListedEntity {
  const kind = entry.name;
  const id = textAt(entry, 'REFERENCE_NUMBER');
  const name = NAME_PARTS.map((part) => textAt(entry, part)).filter(isTold);
  if (id === '' || name.length === 0) throw new UnreadableListError('an entry without reference number or name');
  const aliases = (isWeak: boolean): readonly string[] =>
    all(entry, `${kind}_ALIAS`)
      .filter((alias) => (textAt(alias, 'QUALITY') === 'Low') === isWeak)
      .map((alias) => textAt(alias, 'ALIAS_NAME'))
      .filter(isTold);
  const notes = all(entry, `${kind}_ADDRESS`, 'NOTE').map(({ text }) => text);
  const prose = [textAt(entry, 'COMMENTS1'), ...notes].join(' ');
  return entityOf({
    id: `un:${id}`,
    list: 'un',
    type: kind === 'INDIVIDUAL' ? 'individual' : 'entity',
    name: name.join(' '),
    aliases: aliases(false),
    weakAliases: aliases(true),
    nativeNames: [textAt(entry, 'NAME_ORIGINAL_SCRIPT')],
    programs: [textAt(entry, 'UN_LIST_TYPE')],
    countries: [...all(entry, `${kind}_ADDRESS`, 'COUNTRY'), ...all(entry, 'NATIONALITY', 'VALUE')].map(({ text }) =>
      text.trim(),
    ),
    websites: sitesIn(prose),
    emails: emailsIn(prose),
    listedOn: /^\d{4}-\d\d-\d\d/.exec(textAt(entry, 'LISTED_ON'))?.[0] ?? null,
  });
}

/** Sites stand in free text only; links to Interpol's notices and to the UN's own pages are nobody's site. */
const sitesIn = (prose: string): readonly string[] =>
  (prose.match(/(?<![/.\w])(?:https?:\/\/|www\.)[^\s,;()]+/gi) ?? []).filter(
    (site) => !/^(?:https?:\/\/)?(?:[\w-]+\.)*(?:interpol\.int|un\.org)(?:[/:?#.]|$)/i.test(site),
  );
