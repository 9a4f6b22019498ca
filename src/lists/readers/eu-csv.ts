import type { ListedEntity } from '../../model/lists.ts';
import { cellsBy, readCsvRows } from '../csv-rows.ts';
import { euEntity } from '../eu-entity.ts';
import { type ListReader, type OpenDocument, type Reading, UnreadableListError } from '../reader.ts';

const FILE = 'csvFullSanctionsList_1_1.csv';

/** The same list as semicolon-separated values: one line for each name, address, birth or document of an entity. */
export const euCsv: ListReader = {
  id: 'eu',
  format: 'fsf-csv-1.1',
  documents: [
    {
      file: FILE,
      url: 'https://webgate.ec.europa.eu/fsd/fsf/public/files/csvFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw',
    },
  ],
  expect: { entities: [3_000, 12_000], withAlias: 0.5 },
  lacks: ['the CSV does not tell weak aliases from strong ones'],
  read,
};

const COLUMNS = {
  generated: 'fileGenerationDate',
  id: 'Entity_LogicalId',
  reference: 'Entity_EU_ReferenceNumber',
  un: 'Entity_UnitedNationId',
  designated: 'Entity_DesignationDate',
  type: 'Entity_SubjectType',
  programme: 'Entity_Regulation_Programme',
  published: 'Entity_Regulation_PublicationDate',
  first: 'NameAlias_FirstName',
  last: 'NameAlias_LastName',
  whole: 'NameAlias_WholeName',
  language: 'NameAlias_NameLanguage',
  contact: 'Address_ContactInfo',
  addressCountry: 'Address_CountryIso2Code',
  citizenship: 'Citizenship_CountryIso2Code',
} as const;

type Cell = (row: readonly string[], name: keyof typeof COLUMNS) => string;

async function read(open: OpenDocument): Promise<Reading> {
  let cell: Cell | null = null;
  let [width, edition] = [0, ''];
  const groups = new Map<string, (readonly string[])[]>();
  for await (const row of readCsvRows(open(FILE), { delimiter: ';', hasBareQuotes: true })) {
    if (cell === null) {
      [cell, width] = [cellsBy(row, COLUMNS), row.length];
      continue;
    }
    if (row.length !== width) throw new UnreadableListError(`a row of ${row.length} cells, the head has ${width}`);
    edition ||= dayOf(cell(row, 'generated'));
    const id = cell(row, 'id');
    if (id === '') throw new UnreadableListError('a row without Entity_LogicalId');
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  if (cell === null) throw new UnreadableListError('no head');
  const found = cell;
  return {
    edition: edition === '' ? null : edition,
    entities: [...groups].map(([id, rows]) => entityOfRows(id, rows, found)),
  };
}

function entityOfRows(id: string, rows: readonly (readonly string[])[], cell: Cell): ListedEntity {
  const every = (name: keyof typeof COLUMNS): readonly string[] => [
    ...new Set(rows.map((row) => cell(row, name)).filter((text) => text !== '')),
  ];
  return euEntity({
    reference: every('reference')[0] ?? id,
    type: every('type')[0] ?? '',
    names: rows.map((row) => ({
      text: cell(row, 'whole') || `${cell(row, 'first')} ${cell(row, 'last')}`.trim(),
      language: cell(row, 'language').toLowerCase(),
      isWeak: false,
    })),
    programs: every('programme'),
    countries: [...every('addressCountry'), ...every('citizenship')],
    // "WEB[www.quay.example] EMAIL[desk@quay.example]"
    contacts: every('contact').map((text) => text.replace(/[[\]]/g, ' ')),
    unReference: every('un').join(' '),
    designatedOn: every('designated')[0] ?? every('published').toSorted()[0] ?? '',
  });
}

/** dd/mm/yyyy, or ISO 8601. */
function dayOf(text: string): string {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})/.exec(text) ?? [];
  return year === undefined ? (/^\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? '') : `${year}-${month}-${day}`;
}
