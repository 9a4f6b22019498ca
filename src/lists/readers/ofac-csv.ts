import type { ListedEntity } from '../../model/lists.ts';
import { emailsIn, entityOf } from '../facts.ts';
import { type ListReader, type OpenDocument, type Reading, UnreadableListError } from '../reader.ts';
import { readRows } from './ofac-csv-rows.ts';
import { CONSOLIDATED, NOT_BLOCKING, OFAC_EXPORTS, type OfacList, ofacType, SDN } from './ofac-lists.ts';
import { readRemarks, sitesInProse } from './ofac-remarks.ts';

/** The four files of one edition: entries, their strong aliases, addresses, and what did not fit into the remarks. */
interface Files {
  readonly main: string;
  readonly alt: string;
  readonly add: string;
  readonly comments: string;
}

const readerOf = (list: OfacList, format: string, files: Files, lacks: readonly string[]): ListReader => {
  const { main, alt, add, comments } = files;
  const document = (file: string) => ({ file, url: `${OFAC_EXPORTS}${file}` });
  return {
    id: list.id,
    format,
    documents: [document(main), document(alt), document(add), document(comments)],
    expect: list.expect,
    undated: true,
    lacks,
    read: (open) => readFamily(open, files, list),
  };
};

const ASCII = 'plain ASCII: native-script names, diacritics and designation dates are missing';

/** OFAC's SDN list as CSV, by its own dat_spec.txt of 2023-09-25. */
export const ofacSdnCsv = readerOf(
  SDN,
  'sdn-csv',
  { main: 'SDN.CSV', alt: 'ALT.CSV', add: 'ADD.CSV', comments: 'SDN_COMMENTS.CSV' },
  [ASCII],
);

/** OFAC's other lists as CSV, in the same columns. */
export const ofacConsolidatedCsv = readerOf(
  CONSOLIDATED,
  'cons-csv',
  { main: 'CONS_PRIM.CSV', alt: 'CONS_ALT.CSV', add: 'CONS_ADD.CSV', comments: 'CONS_COMMENTS.CSV' },
  [NOT_BLOCKING, ASCII],
);

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly programs: string;
  remarks: string;
  readonly aliases: string[];
  readonly places: string[];
  readonly countries: string[];
}

/** What an entity's type looks like here: no word at all. */
const NO_TYPE = '';
const ALIAS_TYPES: ReadonlySet<string> = new Set(['aka', 'fka', 'nka']);

async function readFamily(open: OpenDocument, files: Files, list: OfacList): Promise<Reading> {
  const entries = new Map<string, Entry>();
  for await (const [id = '', name = '', type = '', programs = '', , , , , , , , remarks = ''] of readRows(
    open(files.main),
    files.main,
    12,
  )) {
    if (name === '' || programs === '')
      throw new UnreadableListError(`${files.main}: entry ${id} lacks name or program`);
    if (entries.has(id)) throw new UnreadableListError(`${files.main}: two entries ${id}`);
    entries.set(id, { id, name, type, programs, remarks, aliases: [], places: [], countries: [] });
  }
  const entryOf = (id: string, file: string): Entry => {
    const entry = entries.get(id);
    if (entry === undefined) throw new UnreadableListError(`${file} tells of ${id}, which ${files.main} lacks`);
    return entry;
  };
  for await (const [id = '', , type = '', name = ''] of readRows(open(files.alt), files.alt, 5)) {
    if (!ALIAS_TYPES.has(type)) throw new UnreadableListError(`${files.alt}: alias of type "${type}"`);
    entryOf(id, files.alt).aliases.push(name);
  }
  const addressed = new Set<string>();
  for await (const [id = '', , street = '', city = '', country = ''] of readRows(open(files.add), files.add, 6)) {
    const entry = entryOf(id, files.add);
    addressed.add(id);
    entry.countries.push(country);
    if (street !== '' || city !== '') entry.places.push(`${street} ${city}`);
  }
  for await (const [id = '', rest = ''] of readRows(open(files.comments), files.comments, 2)) {
    entryOf(id, files.comments).remarks += rest; // goes on in the middle of a word
  }
  // Every entry has an address row, if only an empty one: without it the files are of two editions.
  const [bare] = [...entries.keys()].filter((id) => !addressed.has(id));
  if (bare !== undefined) throw new UnreadableListError(`${files.add} has no row of ${bare}`);
  return { edition: null, entities: [...entries.values()].map((entry) => toEntity(entry, list)) };
}

function toEntity(entry: Entry, { id, prefix, measureOf }: OfacList): ListedEntity {
  const type = entry.type === NO_TYPE ? 'entity' : ofacType(entry.type);
  if (type === undefined || (type === 'entity' && entry.type !== NO_TYPE)) {
    throw new UnreadableListError(`entry ${entry.id} of type "${entry.type}"`);
  }
  const { weakAliases, websites, emails } = readRemarks(entry.remarks);
  const programs = entry.programs.split('] [').map((each) => each.replace(/^\[|\]$/g, ''));
  const places = entry.places.join(' ; ');
  return entityOf({
    id: `${prefix}:${entry.id}`,
    list: id,
    type,
    name: entry.name,
    aliases: entry.aliases,
    weakAliases,
    programs,
    measure: measureOf(programs),
    countries: entry.countries,
    websites: [...websites, ...sitesInProse(places)],
    emails: [...emails, ...emailsIn(places)],
  });
}
