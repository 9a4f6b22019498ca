import type { EntityType, ListedEntity } from '../../model/lists.ts';
import { cellsBy, readCsvRows } from '../csv-rows.ts';
import { entityOf } from '../facts.ts';
import { readJsonLines } from '../json-lines.ts';
import { type ListReader, UnreadableListError } from '../reader.ts';

/** OpenSanctions' data are CC BY-NC: a user who may use them hands them in; they are neither bundled nor downloaded. */
const COMMON = {
  id: 'opensanctions',
  byHand: true,
  expect: { entities: [1, 2_000_000], withAlias: 0 },
  about: {
    publisher: 'OpenSanctions',
    title: 'OpenSanctions targets, as supplied by the user',
    terms: 'CC BY-NC 4.0; commercial use needs a licence of OpenSanctions',
  },
} as const;

const CSV = 'targets.simple.csv';
const FTM = 'entities.ftm.json';

const COLUMNS = {
  id: 'id',
  schema: 'schema',
  name: 'name',
  aliases: 'aliases',
  countries: 'countries',
  emails: 'emails',
  dataset: 'dataset',
  lastSeen: 'last_seen',
} as const;

/** One line for each target, several values of a cell joined by semicolons. */
export const openSanctionsCsv: ListReader = {
  ...COMMON,
  format: 'opensanctions-csv',
  documents: [{ file: CSV, url: null }],
  lacks: ['weak aliases are not told from strong ones, and websites are missing: both are in entities.ftm.json'],
  read: async (open) => {
    let cell: ((row: readonly string[], name: keyof typeof COLUMNS) => string) | null = null;
    let [width, edition] = [0, ''];
    const entities: ListedEntity[] = [];
    for await (const row of readCsvRows(open(CSV))) {
      if (cell === null) {
        [cell, width] = [cellsBy(row, COLUMNS), row.length];
        continue;
      }
      if (row.length !== width) throw new UnreadableListError(`a row of ${row.length} cells, the head has ${width}`);
      const found = cell;
      const several = (name: keyof typeof COLUMNS): readonly string[] => found(row, name).split(';');
      const seen = found(row, 'lastSeen').slice(0, 10);
      if (seen > edition) edition = seen;
      const type = typeOf(found(row, 'schema'));
      if (type === null) continue;
      entities.push(
        entityOf({
          id: idOf(found(row, 'id')),
          list: COMMON.id,
          type,
          name: required(found(row, 'name'), found(row, 'id')),
          aliases: several('aliases'),
          countries: several('countries').map((code) => code.toUpperCase()),
          emails: several('emails'),
          programs: several('dataset'),
        }),
      );
    }
    if (cell === null) throw new UnreadableListError('no head');
    return { edition: edition === '' ? null : edition, entities };
  },
};

/** FollowTheMoney entities, one JSON object a line; targets only. */
export const openSanctionsFtm: ListReader = {
  ...COMMON,
  format: 'opensanctions-ftm',
  documents: [{ file: FTM, url: null }],
  lacks: [],
  read: async (open) => {
    let edition = '';
    const entities: ListedEntity[] = [];
    for await (const line of readJsonLines(open(FTM))) {
      const { id, schema, caption } = line;
      if (typeof id !== 'string' || typeof schema !== 'string')
        throw new UnreadableListError('a line without id or schema');
      const type = typeOf(schema);
      const properties = isRecord(line['properties']) ? line['properties'] : {};
      const values = (name: string): readonly string[] => strings(properties[name]);
      if (type === null || !isTarget(line, values('topics'))) continue;
      const changed =
        [line['last_seen'], line['last_change']].find((each) => typeof each === 'string')?.slice(0, 10) ?? '';
      if (/^\d{4}-\d\d-\d\d$/.test(changed) && changed > edition) edition = changed;
      const name = typeof caption === 'string' && caption !== '' ? caption : (values('name')[0] ?? '');
      entities.push(
        entityOf({
          id: idOf(id),
          list: COMMON.id,
          type,
          name: required(name, id),
          aliases: [...values('name'), ...values('alias'), ...values('previousName')],
          weakAliases: values('weakAlias'),
          countries: [...values('country'), ...values('nationality'), ...values('jurisdiction')].map((code) =>
            code.toUpperCase(),
          ),
          emails: values('email'),
          websites: values('website'),
          programs: [...values('programId'), ...strings(line['datasets'])],
          sameAs: strings(line['referents']).flatMap(ownIdOf),
        }),
      );
    }
    return { edition: edition === '' ? null : edition, entities };
  },
};

const idOf = (id: string): string => `${COMMON.id}:${required(id, 'a line')}`;

function required(text: string, of: string): string {
  if (text === '') throw new UnreadableListError(`${of} has no name or id`);
  return text;
}

function isTarget(line: Readonly<Record<string, unknown>>, topics: readonly string[]): boolean {
  return typeof line['target'] === 'boolean' ? line['target'] : topics.some((topic) => topic.startsWith('sanction'));
}

/** FollowTheMoney schemata that may hold a domain; the others (addresses, sanctions, ownerships) are no parties. */
function typeOf(schema: string): EntityType | null {
  switch (schema) {
    case 'Person':
      return 'individual';
    case 'Organization':
    case 'Company':
    case 'PublicBody':
      return 'entity';
    case 'Vessel':
      return 'vessel';
    case 'Airplane':
      return 'aircraft';
    case 'LegalEntity':
      return 'unknown';
    default:
      return null;
  }
}

/** Their ids of entries on lists that we have too. */
function ownIdOf(referent: string): readonly string[] {
  const [, ofac] = /^ofac-(\d+)$/.exec(referent) ?? [];
  if (ofac !== undefined) return [`ofac-sdn:${ofac}`, `ofac-cons:${ofac}`];
  const [, uk] = /^gb-fcdo-([a-z]{3}\d{4})$/.exec(referent) ?? [];
  if (uk !== undefined) return [`uk:${uk.toUpperCase()}`];
  const [, letters, number, part] = /^eu-fsf-eu-(\d+)-(\d+)()$/.exec(referent) ?? [];
  return letters === undefined ? [] : [`eu:EU.${letters}.${number}${part ?? ''}`];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
