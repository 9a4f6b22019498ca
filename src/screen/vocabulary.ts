import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { fold } from './fold.ts';

/** What a word is in a name: decides how much it weighs and what it may be matched with. */
export type WordKind = 'core' | 'legal' | 'org' | 'particle' | 'title' | 'number' | 'initial';

const groups = v.record(v.string(), v.array(v.string()));
const wordFile = v.object({
  legal: groups,
  org: groups,
  particles: v.array(v.string()),
  parents: v.array(v.string()),
  titles: v.array(v.string()),
  numbers: v.record(v.string(), v.string()),
  nicknames: v.array(v.array(v.string())),
  family: v.array(v.string()),
  parts: v.array(v.string()),
  common: v.array(v.string()),
});
const namesFile = v.object({ given: v.string(), family: v.string() });
const dictionaryFile = v.object({ words: v.array(v.string()) });
const hanFile = v.object({ pairs: v.string() });
const nicknameFile = v.object({ forms: v.array(v.string()) });
/** `counts`: `word count`, parted by commas: read in half the time of a record of so many. */
const frequencyFile = v.object({ names: v.number(), counts: v.string() });

export interface Vocabulary {
  /** Folded spelling of up to six words → canonical legal form. */
  readonly legal: ReadonlyMap<string, string>;
  /** First words of legal forms. */
  readonly legalBeginnings: ReadonlySet<string>;
  /** Folded word → canonical organisation word. */
  readonly org: ReadonlyMap<string, string>;
  readonly particles: ReadonlySet<string>;
  readonly titles: ReadonlySet<string>;
  /** Words that make of an organisation's name that of a part or a namesake: "wing", "central", "youth". */
  readonly parts: ReadonlySet<string>;
  /** A folded text with its traditional Chinese characters simplified: 張 and 张 are one. */
  readonly simplified: (text: string) => string;
  readonly numbers: ReadonlyMap<string, string>;
  /** Folded given name → numbers of the families of forms that it is in: "Bill" is William's, "Ron" Aaron's and Ronald's. */
  readonly nicknames: ReadonlyMap<string, readonly number[]>;
  /** Ordinary words: a listed name that consists of them alone needs more than itself. */
  readonly common: ReadonlySet<string>;
  /** Share of names with this word: of listed ones, or what is common elsewhere. */
  readonly frequency: (word: string) => number;
  /** A word that lists write often, a name or an ordinary word: that one letter makes it another known word is no slip. */
  readonly isKnown: (word: string) => boolean;
  /** 0 (in every name) .. 1 (unseen): how much a word tells. */
  readonly rarity: (word: string) => number;
}

/** So often in 116,610 listed names a word is a word, and not a misprint of one. */
const KNOWN_FROM = 8;

/** A common name of a country that the lists hardly hold is taken to be borne by so many. */
const COMMON_ELSEWHERE = 0.002;

const DATA = new URL('../../data/screen/', import.meta.url);
let cached: Vocabulary | undefined;

/** The words of data/screen, read once. */
export function vocabulary(): Vocabulary {
  cached ??= load();
  return cached;
}

function load(): Vocabulary {
  const words = v.parse(wordFile, JSON.parse(readFileSync(new URL('words.json', DATA), 'utf8')));
  const { names, counts } = v.parse(frequencyFile, JSON.parse(readFileSync(new URL('frequencies.json', DATA), 'utf8')));
  const dictionary = v.parse(dictionaryFile, JSON.parse(readFileSync(new URL('dictionary.json', DATA), 'utf8')));
  const { given, family } = v.parse(
    namesFile,
    JSON.parse(readFileSync(new URL('given-and-family.json', DATA), 'utf8')),
  );
  const namesElsewhere = new Set(`${given} ${family}`.split(' '));
  const seen = new Map(counts.split(',').map(countOf));
  const { pairs } = v.parse(hanFile, JSON.parse(readFileSync(new URL('han.json', DATA), 'utf8')));
  const signs = new Map(pairs.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)] as const));
  const simplified = (text: string): string =>
    HAN.test(text) ? text.replace(/\p{Script=Han}/gu, (sign) => signs.get(sign) ?? sign) : text;
  const org = new Map<string, string>();
  for (const [symbol, spellings] of Object.entries(words.org)) {
    for (const word of spellings.map((spelling) => simplified(fold(spelling))))
      org.set(word, symbol === 'company_general' ? word : symbol);
  }
  const common = new Set([...words.common.map(fold), ...dictionary.words]);
  const least = Math.log(names);
  const { forms } = v.parse(nicknameFile, JSON.parse(readFileSync(new URL('nicknames.json', DATA), 'utf8')));
  const nicknames = familiesOf([...words.nicknames, ...forms.map((line) => line.split(/:? /))]);
  const legal = invert(words.legal, simplified);
  return {
    legal,
    legalBeginnings: new Set([...legal.keys()].map((form) => form.split(' ')[0] ?? '')),
    simplified,
    org,
    particles: new Set([...words.particles, ...words.parents].map(fold)),
    titles: new Set(words.titles.map(fold)),
    parts: new Set(words.parts.map(fold)),
    numbers: new Map(Object.entries(words.numbers)),
    nicknames,
    isKnown: (word) =>
      (seen.get(word) ?? 0) >= KNOWN_FROM || namesElsewhere.has(word) || nicknames.has(word) || common.has(word),
    common,
    frequency: (word) => Math.max((seen.get(word) ?? 1) / names, namesElsewhere.has(word) ? COMMON_ELSEWHERE : 0),
    rarity: (word) => {
      const rarity = Math.log(names / (seen.get(word) ?? 2)) / least;
      return common.has(word) ? Math.min(rarity, 0.5) : rarity;
    },
  };
}

function countOf(told: string): readonly [word: string, count: number] {
  const blank = told.indexOf(' ');
  return [told.slice(0, blank), Number(told.slice(blank + 1))];
}

function familiesOf(families: readonly (readonly string[])[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [index, names] of families.entries()) {
    for (const name of new Set(names.map(fold))) found.set(name, [...(found.get(name) ?? []), index]);
  }
  return found;
}

const HAN = /\p{Script=Han}/u;

/** Han and Hangul are taken apart by the sign, so their words are too. */
const apart = (word: string): string =>
  /[\p{Script=Han}\p{Script=Hangul}]/u.test(word) ? Array.from(word.replace(/ /g, '')).join(' ') : word;

function invert(
  table: Readonly<Record<string, readonly string[]>>,
  simplified: (text: string) => string,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([canonical, all]) =>
      all.map((word) => [apart(simplified(fold(word))), canonical] as const),
    ),
  );
}
