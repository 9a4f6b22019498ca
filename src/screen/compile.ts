import type { ListedEntity, NameStrength } from '../model/lists.ts';
import { analyse, comparedWeight, type Token, wholeOf } from './analyse.ts';
import { keysOf } from './keys.ts';
import { pack } from './pack.ts';
import { isAbjad } from './romanise.ts';
import { isInTitles } from './title-policy.ts';

export const STRENGTHS = ['primary', 'strong', 'weak', 'native'] as const satisfies readonly NameStrength[];
export const TYPES = ['individual', 'entity', 'vessel', 'aircraft', 'unknown'] as const;

/** Weights are kept as whole numbers of this. */
export const WEIGHT_UNIT = 10_000;

/** Raised whenever an index of the same lists would come out otherwise. */
export const INDEX_VERSION = 18;

/**
 * Compiles entities into one block of bytes that is used as it lies: words, names, entities, and who is found by what.
 * `sites` are entries of which only websites and mails are met. Deterministic. About 30 MB and a few seconds for the seven lists.
 */
export function compileIndex(entities: Iterable<ListedEntity>, sites: Iterable<ListedEntity> = []): Uint8Array {
  const words = new Interner();
  const records: string[] = [];
  const names: string[] = [];
  const nameEntity: number[] = [];
  const nameStrength: number[] = [];
  const nameWords: number[][] = [];
  const wordNames: number[][] = [];
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
    for (const [text, strength] of namesOf(entity)) {
      const name = names.length;
      const analysed = analyse(text);
      const ids = analysed.tokens.map((token) => words.idOf(token));
      names.push(text);
      nameEntity.push(record);
      nameStrength.push(STRENGTHS.indexOf(strength));
      nameWords.push(ids);
      const found = new Set([
        ...ids.filter((_, at) => counts(analysed.tokens[at])),
        ...joinedWords(analysed.tokens, words),
      ]);
      for (const id of found) push(wordNames, id, name);
      const anchor = isInTitles(entity, strength, analysed) ? anchorOf(analysed.tokens) : -1;
      if (anchor >= 0) push(wordAnchors, ids[anchor] ?? 0, name);
    }
  }
  const isTold = ({ websites, emails }: ListedEntity): boolean =>
    [...websites, ...emails].some((key) => hosts.has(key));
  for (const site of sites) if (!isTold(site)) enter(site);

  const keyed = new Map<number, number[]>();
  words.all.forEach((token, id) => {
    for (const key of keysOf(token, 'listed')) {
      const same = keyed.get(key);
      if (same === undefined) keyed.set(key, [id]);
      else same.push(id);
    }
  });
  const keys = [...keyed.keys()].toSorted((a, b) => a - b);
  const hostKeys = [...hosts.keys()].toSorted();
  const empty: readonly number[] = [];
  return pack({
    numbers: {
      keys,
      nameEntity,
      nameStrength,
      entityTypes,
      wordLetters: words.all.map(({ letters }) => letters),
      wordSounds: words.all.map(({ sounds }) => sounds),
      wordShapes: words.all.map(shapeOf),
      wordWeights: words.all.map((word) => Math.round(comparedWeight(word) * WEIGHT_UNIT)),
      nameLetters: nameWords.map((ids) => ids.reduce((bits, id) => bits | lettersOf(words.all[id]), 0) >>> 0),
      nameLengths: nameWords.map((ids) => wholeOf(ids.flatMap((id) => words.all[id] ?? [])).length),
      nameWeights: nameWords.map((ids) =>
        Math.round(ids.reduce((sum, id) => sum + weightOf(words.all[id]), 0) * WEIGHT_UNIT),
      ),
    },
    lists: {
      keyWords: keys.map((key) => keyed.get(key) ?? empty),
      nameWords,
      wordNames: words.all.map((_, id) => wordNames[id] ?? empty),
      wordAnchors: words.all.map((_, id) => wordAnchors[id] ?? empty),
      hostEntities: hostKeys.map((host) => hosts.get(host) ?? empty),
    },
    texts: {
      words: words.all.map(rowOf),
      names,
      hosts: hostKeys,
    },
    lines: { entities: records },
  });
}

/** A word as it is kept: what `keptToken` reads back. */
function rowOf({ text, kind, symbol, latin, skeleton, fine }: Token): string {
  return [text, kind, symbol, latin, skeleton, fine].join('\u001f');
}

const lettersOf = (word: Token | undefined): number =>
  word === undefined || comparedWeight(word) === 0 ? 0 : word.letters;

const weightOf = (word: Token | undefined): number => (word === undefined ? 0 : comparedWeight(word));

/** Length in Latin letters, and 256 when it is of a script that writes no vowels, 512 when it is no plain Latin word. */
function shapeOf({ latin, script, kind }: Token): number {
  const isOdd = script !== 'latin' || kind === 'number' || kind === 'initial';
  return Math.min(latin.length, 255) | (isAbjad(script) ? 256 : 0) | (isOdd ? 512 : 0);
}

function push(rows: number[][], at: number, value: number): void {
  const row = rows[at];
  if (row === undefined) rows[at] = [value];
  else row.push(value);
}

/** Every name of an entity with its strength; "X (Y)" and "X a.k.a. Y" also as their parts. */
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
  return parts.filter((part) => part.trim().split(/\s+/).length >= 2);
}

const counts = (token: Token | undefined): boolean =>
  token !== undefined && (token.kind === 'core' || token.kind === 'org' || token.kind === 'number');

/** Neighbours written together, for a query that writes them so: "al qassam" is also found by "alqassam". */
function joinedWords(tokens: readonly Token[], words: Interner): readonly number[] {
  const joined: number[] = [];
  for (let at = 0; at + 1 < tokens.length; at += 1) {
    const [first, second] = [tokens[at], tokens[at + 1]];
    if (first === undefined || second === undefined) continue;
    const isShort = first.kind === 'particle' || first.latin.length <= 4 || second.latin.length <= 4;
    if (!isShort || first.kind === 'legal' || second.kind === 'legal' || second.kind === 'particle') continue;
    const latin = first.latin + second.latin;
    if (latin.length >= 5)
      joined.push(
        words.idOf({
          ...second,
          text: latin,
          latin,
          script: 'latin',
          kind: 'core',
          symbol: '',
          skeleton: '',
          fine: '',
        }),
      );
  }
  return joined;
}

/** The most telling core word of a name: where a text that holds the name is first noticed. */
function anchorOf(tokens: readonly Token[]): number {
  let best = -1;
  tokens.forEach((token, at) => {
    if (token.kind === 'core' && token.weight > (tokens[best]?.weight ?? 0)) best = at;
  });
  return best;
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
