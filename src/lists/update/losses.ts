import type { ListedEntity } from '../../model/lists.ts';

/** More than this share of the entries gone, or of all names, is no renewal. */
const MAX_GONE = 0.1;
/** A field that held so many values does not lose half of them from one edition to the next. */
const TELLING = 50;
const MAX_FIELD_LOSS = 0.5;

const FIELDS = {
  aliases: 'aliases',
  weakAliases: 'weak aliases',
  nativeNames: 'native-script names',
  programs: 'programs',
  countries: 'countries',
  websites: 'websites',
  emails: 'e-mail addresses',
  sameAs: 'references to other lists',
} as const satisfies Partial<Record<keyof ListedEntity, string>>;

/**
 * What an edition lost against the one before, although it may hold as many entries; null where that is no more than lists lose.
 * A publisher that renames an element, or a document that was tampered with, gives such editions: well-formed and poorer.
 *
 *   every third entry under another number → "335 of 1011 entries vanished"
 *   `<idType>Website` is called otherwise  → "websites: 0, 176 before"
 *   a flag's 1 has become "yes"            → "entries of full blocking: 0, 3573 before"
 */
export function lossOf(before: readonly ListedEntity[], after: readonly ListedEntity[]): string | null {
  const ids = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !ids.has(id)).length;
  if (gone > before.length * MAX_GONE) return `${gone} of ${before.length} entries vanished`;
  const [named, names] = [namesOf(before), namesOf(after)];
  if (names < named * (1 - MAX_GONE)) return `${names} names, ${named} before`;
  for (const [field, word] of Object.entries(FIELDS) as [keyof typeof FIELDS, string][]) {
    const [was, is] = [sum(before, field), sum(after, field)];
    if (was >= TELLING && is < was * MAX_FIELD_LOSS) return `${word}: ${is}, ${was} before`;
  }
  for (const [word, isSo] of MARKS) {
    const [was, is] = [before.filter(isSo).length, after.filter(isSo).length];
    if (was >= TELLING && is < was * MAX_FIELD_LOSS) return `${word}: ${is}, ${was} before`;
  }
  return null;
}

/** What most entries say, and a flag misread would turn over. */
const MARKS: readonly (readonly [string, (entity: ListedEntity) => boolean])[] = [
  ['entries of full blocking', ({ measure }) => measure === 'blocking'],
  ['entries that say what they are', ({ type }) => type !== 'unknown'],
];

const sum = (entities: readonly ListedEntity[], field: keyof typeof FIELDS): number =>
  entities.reduce((total, entity) => total + entity[field].length, 0);

const namesOf = (entities: readonly ListedEntity[]): number =>
  entities.length + sum(entities, 'aliases') + sum(entities, 'weakAliases') + sum(entities, 'nativeNames');
