import { cellsBy, readCsvRows } from '../csv-rows.ts';
import { type ListReader, type OpenDocument, type Reading, UnreadableListError } from '../reader.ts';
import { ukEntity, ukName } from '../uk-designation.ts';

const FILE = 'UK-Sanctions-List.csv';

/** The UK Sanctions List: one line for each name and address of a designation, 6,046 designations on 2026-04-29. */
export const ukCsv: ListReader = {
  id: 'uk',
  format: 'uksl-csv',
  documents: [{ file: FILE, url: `https://sanctionslist.fcdo.gov.uk/docs/${FILE}` }],
  expect: { entities: [4_000, 15_000], withAlias: 0.3 },
  lacks: ['websites are free text: a value typed with a blank in it is put together, or left out'],
  read,
};

const COLUMNS = {
  id: 'Unique ID',
  un: 'UN Reference Number',
  name6: 'Name 6',
  name1: 'Name 1',
  name2: 'Name 2',
  name3: 'Name 3',
  name4: 'Name 4',
  name5: 'Name 5',
  nameType: 'Name type',
  strength: 'Alias strength',
  native: 'Name non-latin script',
  type: 'Designation Type',
  sanctions: 'Sanctions Imposed',
  country: 'Address Country',
  website: 'Website',
  email: 'Email address',
  designated: 'Date Designated',
  nationality: 'Nationality(/ies)',
} as const;

type Cell = (row: readonly string[], name: keyof typeof COLUMNS) => string;

async function read(open: OpenDocument): Promise<Reading> {
  let edition: string | null = null;
  let width = 0;
  let cell: Cell | null = null;
  const groups = new Map<string, (readonly string[])[]>();
  for await (const row of readCsvRows(open(FILE), { hasBareQuotes: true })) {
    if (cell === null) {
      const dated = /^Report Date:\s*(\d{1,2})-([A-Za-z]{3})-(\d{4})$/.exec(row[0]?.trim() ?? '');
      if (dated !== null) edition = dayOf(dated);
      else [cell, width] = [cellsBy(row, COLUMNS), row.length];
      continue;
    }
    if (row.length !== width) throw new UnreadableListError(`a row of ${row.length} cells, the head has ${width}`);
    const id = cell(row, 'id');
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  if (cell === null) throw new UnreadableListError('no head');
  const found = cell;
  return { edition, entities: [...groups].map(([id, rows]) => entityOfRows(id, rows, found)) };
}

function entityOfRows(id: string, rows: readonly (readonly string[])[], cell: Cell) {
  const [first = []] = rows;
  const every = (name: keyof typeof COLUMNS): readonly string[] => [...new Set(rows.map((row) => cell(row, name)))];
  return ukEntity({
    id,
    type: cell(first, 'type'),
    names: rows.map((row) => ({
      text: ukName([
        cell(row, 'name1'),
        cell(row, 'name2'),
        cell(row, 'name3'),
        cell(row, 'name4'),
        cell(row, 'name5'),
        cell(row, 'name6'),
      ]),
      type: cell(row, 'nameType'),
      strength: cell(row, 'strength'),
    })),
    nativeNames: every('native'),
    sanctions: every('sanctions'),
    countries: [...every('country'), ...every('nationality').flatMap((text) => text.split(/[;,|]/))],
    websites: every('website'),
    emails: every('email'),
    unReferences: every('un'),
    designatedOn: cell(first, 'designated'),
  });
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

function dayOf([, day = '', month = '', year = '']: RegExpExecArray): string {
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (number === 0) throw new UnreadableListError(`"${month}" is no month`);
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
