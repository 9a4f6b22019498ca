import * as v from 'valibot';
import type { ListedEntity, NameStrength } from '../model/lists.ts';
import { keptToken, type Name, type Token } from './analyse.ts';
import { FACTS, STRENGTHS, TYPES, WEIGHT_UNIT, WORD_FACTS } from './compile.ts';
import { budgetFor, distance } from './distance.ts';
import type { IsFarther } from './edits.ts';
import { bitsApart } from './letters.ts';
import { type PlainTexts, type Rows, unpack } from './pack.ts';
import { isAbjad } from './romanise.ts';
import type { WordKind } from './vocabulary.ts';
import { openKeys } from './word-keys.ts';

/** Rows of names, and beside each name how its whole string is spelt (`spellingOf`). */
export interface NameRows extends Rows {
  readonly spellings: Uint32Array;
}

/** A compiled index, opened: words, names and entities by number, decoded when first asked for. */
export interface IndexView {
  readonly nameCount: number;
  readonly wordCount: number;
  readonly word: (id: number) => Token;
  readonly name: (id: number) => Name;
  readonly wordIdsOf: (name: number) => Uint32Array;
  readonly entityOf: (name: number) => number;
  readonly strengthOf: (name: number) => NameStrength;
  readonly typeOfName: (name: number) => ListedEntity['type'];
  readonly typeOf: (entity: number) => ListedEntity['type'];
  readonly entity: (id: number) => ListedEntity;
  /** Words that share a key. */
  readonly wordsByKey: (key: number) => readonly number[];
  readonly namesByWord: (word: number) => Uint32Array;
  /** As `namesByWord`, laid end to end. */
  readonly wordNames: NameRows;
  /** Names of which a word is two written together. */
  readonly wordJoins: NameRows;
  readonly namesByJoin: (word: number) => Uint32Array;
  /** Names whose most telling word this is: where titles look. */
  readonly namesByAnchor: (word: number) => Uint32Array;
  /** Sum of the weights of a name's words that are compared. */
  readonly weightOf: (name: number) => number;
  /** How many words of a name are compared. */
  readonly wordCountOf: (name: number) => number;
  /** Letters that its words begin with, as `firstLettersOf` tells them. */
  readonly firstLettersOf: (name: number) => number;
  /** Whole strings of the names, in ASCII. */
  readonly wholes: PlainTexts;
  /** Number of the first name whose whole string has at least so many characters: names are numbered by length. */
  readonly firstOfLength: (length: number) => number;
  /** Negative when one name stands before another: by entry, and in the order in which the entry tells them. */
  readonly inOrder: (name: number, other: number) => number;
  /** What a word adds to the weight of its name. */
  readonly wordWeight: (word: number) => number;
  /** Told without decoding it: this listed word is not alike the one that is asked. */
  readonly cannotBe: (word: number, asked: Token) => boolean;
  /** Told without decoding all of it: whether a listed word is a few letters away from the one that is asked. */
  readonly isFewLetters: (word: number, asked: Token, isFarther: IsFarther) => boolean;
  readonly entitiesByHost: (host: string) => Uint32Array;
}

const record = v.custom<ListedEntity>((value) => typeof value === 'object' && value !== null && 'id' in value);
const NONE = new Uint32Array(0);

/** Opens an index as it lies in memory. Throws when the block is damaged in its outline. */
export function openView(block: Uint8Array): IndexView {
  const packed = unpack(block);
  const nameEntity = packed.numbers('nameEntity');
  const nameStrength = packed.numbers('nameStrength');
  const entityTypes = packed.numbers('entityTypes');
  const nameWords = packed.rows('nameWords');
  const wordAnchors = packed.rows('wordAnchors');
  const wordNames = { ...packed.rows('wordNames'), spellings: packed.numbers('wordNameSpellings') };
  const wordJoins = { ...packed.rows('wordJoins'), spellings: packed.numbers('wordJoinSpellings') };
  const [words, names, entities] = [packed.texts('words'), packed.texts('names'), packed.lines('entities')];
  const wholes = packed.texts('wholes');
  const hosts = packed.texts('hosts');
  const hostEntities = packed.rows('hostEntities');
  const tokens: (Token | undefined)[] = new Array(words.length);
  const wordFacts = packed.numbers('wordFacts');
  const lettersAt = (word: number): number => wordFacts[word * WORD_FACTS] ?? 0;
  const soundsAt = (word: number): number => wordFacts[word * WORD_FACTS + 1] ?? 0;
  const shapeAt = (word: number): number => wordFacts[word * WORD_FACTS + 2] ?? 0;
  const [nameFacts, lengthStarts] = [packed.numbers('nameFacts'), packed.numbers('lengthStarts')];

  const word = (id: number): Token => {
    const known = tokens[id];
    if (known !== undefined) return known;
    const [latin = '', text = '', kind = 'core', symbol = '', skeleton = '', fine = ''] = words.at(id).split('\u001f');
    const [letters, sounds] = [lettersAt(id), soundsAt(id)];
    const made = keptToken({ text, kind: kindOf(kind), symbol, latin, skeleton, fine, letters, sounds });
    tokens[id] = made;
    return made;
  };
  const wordsOf = (name: number): readonly Token[] => Array.from(row(nameWords, name), word);

  return {
    nameCount: names.length,
    wordCount: words.length,
    word,
    name: (id) => ({ text: names.at(id), tokens: wordsOf(id), whole: wholes.at(id) }),
    wordIdsOf: (id) => row(nameWords, id),
    entityOf: (name) => nameEntity[name] ?? 0,
    strengthOf: (name) => STRENGTHS[(nameStrength[name] ?? 0) & 255] ?? 'primary',
    typeOfName: (name) => TYPES[(nameFacts[name * FACTS + 1] ?? 0) & 255] ?? 'unknown',
    wordCountOf: (name) => (nameFacts[name * FACTS + 1] ?? 0) >>> 8,
    typeOf: (entity) => TYPES[entityTypes[entity] ?? 0] ?? 'unknown',
    entity: (id) => v.parse(record, JSON.parse(entities.at(id))),
    wordsByKey: openKeys({ starts: packed.numbers('keyStarts'), items: packed.numbers('keyItems') }, words.length),
    wordNames,
    wordJoins,
    namesByWord: (id) => row(wordNames, id),
    namesByJoin: (id) => row(wordJoins, id),
    namesByAnchor: (id) => row(wordAnchors, id),
    weightOf: (name) => (nameFacts[name * FACTS] ?? 0) / WEIGHT_UNIT,
    firstLettersOf: (name) => nameFacts[name * FACTS + 2] ?? 0,
    wholes,
    firstOfLength: (length) => lengthStarts[length] ?? names.length,
    inOrder: (name, other) =>
      (nameEntity[name] ?? 0) - (nameEntity[other] ?? 0) ||
      ((nameStrength[name] ?? 0) >>> 8) - ((nameStrength[other] ?? 0) >>> 8),
    wordWeight: (id) => (wordFacts[id * WORD_FACTS + 3] ?? 0) / WEIGHT_UNIT,
    cannotBe: (id, asked) => {
      const shape = shapeAt(id);
      if (shape >= 256) {
        return (shape & 256) !== 0 && asked.script === 'latin' && bitsApart(asked.sounds, soundsAt(id)) > 2;
      }
      if (isAbjad(asked.script)) return bitsApart(asked.sounds, soundsAt(id)) > 2;
      if (asked.script !== 'latin' || asked.kind === 'initial' || asked.symbol !== '') return false;
      const length = asked.latin.length;
      const reach = Math.max(2.7, 0.34 * Math.max(length, shape));
      return Math.abs(length - shape) * 0.5 > reach || 0.7 * bitsApart(asked.letters, lettersAt(id)) > reach;
    },
    isFewLetters: (id, { latin, letters }, isFarther) => {
      const length = shapeAt(id) & 255;
      const budget = budgetFor(Math.min(length, latin.length));
      if (Math.abs(length - latin.length) * 0.5 > budget) return false;
      if (0.7 * bitsApart(letters, lettersAt(id)) > budget) return false;
      const from = words.starts[id] ?? 0;
      if (isFarther(words.bytes, from, from + length, budget)) return false;
      return distance(latin, words.bytes.toString('latin1', from, from + length), budget) <= budget;
    },
    entitiesByHost: (host) => {
      const at = find(hosts.length, (index) => compareText(hosts.at(index), host));
      return at < 0 ? NONE : row(hostEntities, at);
    },
  };
}

function row({ starts, items }: Rows, index: number): Uint32Array {
  return items.subarray(starts[index] ?? 0, starts[index + 1] ?? 0);
}

/** Binary search: `order(i)` < 0 when row i lies before what is sought. Answers -1 when it is not there. */
function find(length: number, order: (index: number) => number): number {
  let [low, high] = [0, length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const side = order(middle);
    if (side === 0) return middle;
    if (side < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const KINDS: readonly WordKind[] = ['core', 'legal', 'org', 'particle', 'title', 'number', 'initial'];
const kindOf = (text: string): WordKind => KINDS.find((kind) => kind === text) ?? 'core';
