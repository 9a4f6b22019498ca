import type { ListedEntity, NameStrength } from '../model/lists.ts';
import { analyse, comparedWeight, type Token } from './analyse.ts';
import { keysOf, looseKeysOf } from './keys.ts';
import { firstLettersOf, spellingOf } from './letters.ts';
import { pack } from './pack.ts';
import { isAbjad } from './romanise.ts';
import { isInTitles, isTellingOrg } from './title-policy.ts';
import { compileKeys } from './word-keys.ts';
import { alsoListedAs } from './written-together.ts';

export const STRENGTHS = ['primary', 'strong', 'weak', 'native'] as const satisfies readonly NameStrength[];
export const TYPES = ['individual', 'entity', 'vessel', 'aircraft', 'unknown'] as const;

/**
 * What is asked of a name beside others lies side by side: its weight, its type with how many
 * words it has above 8 bits, the first letters of its words.
 */
export const FACTS = 3;

/** Of a word its consonants, those of its skeleton, its shape and its weight. */
export const WORD_FACTS = 4;

/** Weights are kept as whole numbers of this. */
export const WEIGHT_UNIT = 10_000;

/** Raised whenever an index of the same lists would come out otherwise. */
export const INDEX_VERSION = 39;

/**
 * Compiles entities into one block of bytes that is used as it lies: words, names, entities, and who is found by what.
 * `sites` are entries of which only websites and mails are met. Deterministic. About 33 MB and a few seconds for the seven lists.
 */
export function compileIndex(entities: Iterable<ListedEntity>, sites: Iterable<ListedEntity> = []): Uint8Array {
  const words = new Interner();
  const records: string[] = [];
  const listed: ListedName[] = [];
  const wordNames: number[][] = [];
  const wordJoins: number[][] = [];
  const wordAnchors: number[][] = [];
  const entityTypes: number[] = [];
  const hosts = new Map<string, number[]>();

  const enter = (entity: ListedEntity): number => {
    const record = records.length;
    records.push(JSON.stringify(entity));
    entityTypes.push(TYPES.indexOf(entity.type));
    for (const key of [...entity.websites, ...entity.emails]) hosts.set(key, [...(hosts.get(key) ?? []), record]);
    return record;
  };
  for (const entity of entities) {
    const record = enter(entity);
    for (const [order, [text, strength]] of namesOf(entity).entries()) {
      const { tokens, whole } = analyse(text);
      const anchor = isInTitles(entity, strength, { text, tokens, whole }) ? anchorOf(tokens) : -1;
      listed.push({
        text,
        record,
        strength: STRENGTHS.indexOf(strength) | (order << 8),
        tokens,
        whole,
        words: tokens.map((token) => words.idOf(token)),
        joins: alsoListedAs({ text, tokens, whole }),
        anchor,
      });
    }
  }
  // By length: the names that a whole string could be spelt like then lie together in every row.
  const names = listed.toSorted((a, b) => a.whole.length - b.whole.length);
  for (const [name, { tokens, words: ids, joins, anchor }] of names.entries()) {
    // A word that stands twice in a name is met twice.
    for (const [at, id] of ids.entries()) if (counts(tokens[at])) push(wordNames, id, name);
    for (const id of new Set(joins.map((token) => words.idOf(token)))) push(wordJoins, id, name);
    if (anchor >= 0) push(wordAnchors, ids[anchor] ?? 0, name);
  }
  const isTold = ({ websites, emails }: ListedEntity): boolean =>
    [...websites, ...emails].some((key) => hosts.has(key));
  for (const site of sites) if (!isTold(site)) enter(site);

  const keys = compileKeys(words.all.map((token) => [...new Set([...keysOf(token, 'listed'), ...looseKeysOf(token)])]));
  const hostKeys = [...hosts.keys()].toSorted();
  const spellings = names.map(({ whole }) => spellingOf(whole));
  const beside = (rows: readonly (readonly number[] | undefined)[]): readonly number[] =>
    words.all.flatMap((_, id) => (rows[id] ?? empty).flatMap((name) => spellings[name] ?? []));
  return pack({
    numbers: {
      keyStarts: keys.starts,
      keyItems: keys.items,
      nameEntity: names.map(({ record }) => record),
      nameStrength: names.map(({ strength }) => strength),
      entityTypes,
      wordFacts: words.all.flatMap((word) => [
        word.letters >>> 0,
        word.sounds >>> 0,
        shapeOf(word),
        Math.round(comparedWeight(word) * WEIGHT_UNIT),
      ]),
      lengthStarts: lengthStartsOf(names),
      wordNameSpellings: beside(wordNames),
      wordJoinSpellings: beside(wordJoins),
      nameFacts: names.flatMap(({ tokens, record }) => {
        const own = tokens.filter((word) => comparedWeight(word) > 0);
        const weight = own.reduce((sum, word) => sum + comparedWeight(word), 0);
        const type = entityTypes[record] ?? 0;
        return [Math.round(weight * WEIGHT_UNIT), type | (own.length << 8), firstLettersOf(own)];
      }),
    },
    lists: {
      nameWords: names.map(({ words: ids }) => ids),
      wordNames: words.all.map((_, id) => wordNames[id] ?? empty),
      wordJoins: words.all.map((_, id) => wordJoins[id] ?? empty),
      wordAnchors: words.all.map((_, id) => wordAnchors[id] ?? empty),
      hostEntities: hostKeys.map((host) => hosts.get(host) ?? empty),
    },
    texts: {
      words: words.all.map(rowOf),
      names: names.map(({ text }) => text),
      wholes: names.map(({ whole }) => whole),
      hosts: hostKeys,
    },
    lines: { entities: records },
  });
}

const empty: readonly number[] = [];

/** A name as it goes into the index; `strength` with its place among its entry's names above 8 bits. */
interface ListedName {
  readonly text: string;
  readonly record: number;
  readonly strength: number;
  readonly tokens: readonly Token[];
  readonly whole: string;
  readonly words: readonly number[];
  /** Two of its words as one: numbered after all words, since "alhakim" as it stands weighs more than "al hakim" read so. */
  readonly joins: readonly Token[];
  /** Which of its tokens titles look for; -1 for none. */
  readonly anchor: number;
}

/** Number of the first name whose whole string has at least so many characters, for none up to the longest. */
function lengthStartsOf(names: readonly ListedName[]): readonly number[] {
  const starts: number[] = [];
  for (const [name, { whole }] of names.entries()) while (starts.length <= whole.length) starts.push(name);
  return starts;
}

/** A word as it is kept: what `keptToken` reads back. Its Latin letters come first, to be looked at alone. */
function rowOf({ text, kind, symbol, latin, skeleton, fine }: Token): string {
  return [latin, text, kind, symbol, skeleton, fine].join('\u001f');
}

/** Bytes of its Latin letters, and 256 when it is of a script that writes no vowels, 512 when it is no plain Latin word. */
function shapeOf({ latin, script, kind }: Token): number {
  const isOdd = script !== 'latin' || kind === 'number' || kind === 'initial';
  return Math.min(Buffer.byteLength(latin), 255) | (isAbjad(script) ? 256 : 0) | (isOdd ? 512 : 0);
}

function push(rows: number[][], at: number, value: number): void {
  const row = rows[at];
  if (row === undefined) rows[at] = [value];
  else row.push(value);
}

/** Every name of an entity with its strength; "X (Y)", "X Arabic: Y" and "А / Б" also as their parts. */
function namesOf(entity: ListedEntity): readonly (readonly [string, NameStrength])[] {
  const all: (readonly [string, NameStrength])[] = [
    [entity.name, 'primary'],
    ...entity.aliases.map((name) => [name, 'strong'] as const),
    ...entity.weakAliases.map((name) => [name, 'weak'] as const),
    ...entity.nativeNames.map((name) => [name, 'native'] as const),
  ];
  return all.flatMap(([name, strength]) => [
    [name, strength] as const,
    ...variants(name).map((part) => [part, strength] as const),
  ]);
}

function variants(name: string): readonly string[] {
  const bracket = /^(.{6,}?)\s*\(([^()]{6,})\)\s*(.*)$/.exec(name);
  const parts = bracket === null ? [] : [`${bracket[1] ?? ''} ${bracket[3] ?? ''}`.trim(), bracket[2] ?? ''];
  const joined = [name, ...parts].flatMap((each) => (JOINT.test(each) ? each.split(JOINT) : []));
  return [...parts, ...joined].filter((part) => part.trim().split(/\s+/).length >= 2);
}

/** Between two names in one: the language of the second ("… Arabic: …"), or a slash between Cyrillic spellings. */
const JOINT =
  /\s*(?:previously listed as\W*)?(?:\bin )?\b(?:Arabic|Russian|Belarus+ian|Ukrainian|Farsi|Persian)\s*:\s*|(?<=\p{Script=Cyrillic}) \/ (?=\p{Script=Cyrillic})/iu;

const counts = (token: Token | undefined): boolean => token !== undefined && comparedWeight(token) > 0;

/** The most telling core word of a name, or else its rarest word for an organisation: where a text that holds it is first noticed. */
function anchorOf(tokens: readonly Token[]): number {
  const heaviest = (isOne: (token: Token) => boolean): number =>
    tokens.reduce((best, token, at) => (isOne(token) && token.weight > (tokens[best]?.weight ?? 0) ? at : best), -1);
  const core = heaviest(({ kind }) => kind === 'core');
  return core >= 0 ? core : heaviest(isTellingOrg);
}

/** Words by what they are; the same word is kept once. */
class Interner {
  readonly all: Token[] = [];
  readonly #ids = new Map<string, number>();

  idOf(token: Token): number {
    const key = `${token.text}\u001f${token.kind}\u001f${token.symbol}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.all.length);
    return this.all.push(token) - 1;
  }
}
