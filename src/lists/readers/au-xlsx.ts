import type { EntityType, ListedEntity, Measure } from '../../model/lists.ts';
import { entityOf } from '../facts.ts';
import { type ListReader, UnreadableListError } from '../reader.ts';
import { unReferencesIn } from '../un-references.ts';
import { readWorkbook } from '../xlsx-rows.ts';

const FILE = 'Australian_Sanctions_Consolidated_List.xlsx';

/** Australia's consolidated list (DFAT): 3,846 references in 11,068 rows on 2026-07-23. */
export const australia: ListReader = {
  id: 'au',
  format: 'dfat-xlsx',
  documents: [{ file: FILE, url: `https://www.dfat.gov.au/sites/default/files/${FILE}` }],
  expect: { entities: [2_500, 8_000], withAlias: 0.3 },
  lacks: ['no websites or e-mail addresses', 'the edition is the day on which the workbook was last saved'],
  read: async (open) => {
    const { rows, savedOn } = await readWorkbook(open(FILE));
    const [head = [], ...rest] = rows;
    const columns = columnsOf(head);
    const groups = new Map<string, Row[]>();
    let changedOn = '';
    for (const cells of rest.filter((row) => row.some((cell) => cell !== ''))) {
      const row = readRow(cells, columns);
      const group = groups.get(row.reference);
      if (group === undefined) groups.set(row.reference, [row]);
      else group.push(row);
      if (row.controlledOn > changedOn) changedOn = row.controlledOn;
    }
    const edition = [changedOn, savedOn ?? ''].toSorted().at(-1) ?? '';
    return { edition: edition === '' ? null : edition, entities: [...groups.values()].map(readGroup) };
  },
};

const COLUMNS = {
  reference: 'Reference',
  name: 'Name of Individual or Entity',
  type: 'Type',
  nameType: 'Name Type',
  strength: 'Alias Strength',
  citizenship: 'Citizenship',
  about: 'Additional Information',
  committees: 'Committees',
  controlDate: 'Control Date',
  freeze: 'Targeted Financial Sanction',
  travelBan: 'Travel Ban',
} as const;

type Columns = Readonly<Record<keyof typeof COLUMNS, number>>;

interface Row {
  readonly reference: string;
  readonly name: string;
  readonly type: string;
  readonly nameType: string;
  readonly isWeak: boolean;
  readonly citizenship: string;
  readonly about: string;
  readonly committees: string;
  readonly controlledOn: string;
  readonly measure: Measure;
}

function columnsOf(head: readonly string[]): Columns {
  const at = (name: string): number => {
    const column = head.indexOf(name);
    if (column < 0) throw new UnreadableListError(`the first row has no column "${name}"`);
    return column;
  };
  return {
    reference: at(COLUMNS.reference),
    name: at(COLUMNS.name),
    type: at(COLUMNS.type),
    nameType: at(COLUMNS.nameType),
    strength: at(COLUMNS.strength),
    citizenship: at(COLUMNS.citizenship),
    about: at(COLUMNS.about),
    committees: at(COLUMNS.committees),
    controlDate: at(COLUMNS.controlDate),
    freeze: at(COLUMNS.freeze),
    travelBan: at(COLUMNS.travelBan),
  };
}

function readRow(cells: readonly string[], columns: Columns): Row {
  const cell = (name: keyof Columns): string => (cells[columns[name]] ?? '').trim();
  const reference = /^(\d+)[a-z]*$/i.exec(cell('reference'))?.[1];
  if (reference === undefined) throw new UnreadableListError(`"${cell('reference')}" is no reference`);
  if (cell('name') === '') throw new UnreadableListError(`reference ${cell('reference')} has no name`);
  return {
    reference,
    name: cell('name'),
    type: cell('type'),
    nameType: cell('nameType'),
    isWeak: cell('strength') === 'Weak',
    citizenship: cell('citizenship'),
    about: cell('about'),
    committees: cell('committees'),
    controlledOn: dayOf(cell('controlDate')),
    measure: measureOf(cell('freeze'), cell('travelBan')),
  };
}

/** Only a targeted financial sanction forbids dealing with assets; the others ban entry, or goods. */
function measureOf(freeze: string, travelBan: string): Measure {
  if (!/^[01]$/.test(freeze)) throw new UnreadableListError(`Targeted Financial Sanction "${freeze}" is not 0 or 1`);
  if (freeze === '1') return 'blocking';
  return travelBan === '1' ? 'travel' : 'trade';
}

/** A day as Excel counts it, from 1899-12-30 (ECMA-376 part 1, §18.17.4.1); '' where there is none. */
function dayOf(serial: string): string {
  if (!/^\d{5}(?:\.\d+)?$/.test(serial)) return '';
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(serial)) * 86_400_000).toISOString().slice(0, 10);
}

function readGroup(rows: readonly Row[]): ListedEntity {
  const [primary, ...others] = rows.filter(({ nameType }) => nameType === 'Primary Name');
  if (primary === undefined || others.length > 0) {
    throw new UnreadableListError(
      `reference ${rows[0]?.reference} has ${others.length + (primary ? 1 : 0)} primary names`,
    );
  }
  const aliases = rows.filter(({ nameType }) => nameType === 'Alias');
  return entityOf({
    id: `au:${primary.reference}`,
    list: 'au',
    type: typeOf(primary.type),
    name: primary.name,
    aliases: aliases.filter(({ isWeak }) => !isWeak).map(({ name }) => name),
    weakAliases: aliases.filter(({ isWeak }) => isWeak).map(({ name }) => name),
    nativeNames: rows.filter(({ nameType }) => nameType === 'Original Script').map(({ name }) => name),
    programs: [primary.committees],
    measure: primary.measure,
    countries: primary.citizenship
      .replace(/\([^)]*\)/g, '')
      .split(';')
      .map((each) => each.trim()),
    // Entries taken over from the Security Council begin with its reference number.
    sameAs: unReferencesIn(/^(?:UN Ref\.?:? ?)?\w{2,4}\.\d{3}\b/.exec(primary.about)?.[0] ?? ''),
  });
}

function typeOf(text: string): EntityType {
  switch (text) {
    case 'Individual':
      return 'individual';
    case 'Entity':
      return 'entity';
    case 'Vessel':
      return 'vessel';
    default:
      throw new UnreadableListError(`type "${text}"`);
  }
}
