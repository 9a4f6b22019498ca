import type { Token } from './analyse.ts';
import { chineseKey } from './chinese.ts';
import { readings } from './readings.ts';
import { isAbjad, romanise } from './romanise.ts';
import { asInTheSouth, isKoreanSyllable, koreanKey, skeletonOf, skeletonWithV } from './skeleton.ts';
import { vocabulary } from './vocabulary.ts';

type Word = Pick<Token, 'text' | 'latin' | 'skeleton' | 'symbol' | 'kind' | 'script'>;
type Side = 'listed' | 'asked';

/**
 * What a listed word is found by, and (`asked`) what a query's word looks for. Two words that `likeness` lets meet share a
 * key, for each of its ways: the word itself, its canonical form, itself less a letter, its consonants, the same less one,
 * its vowels and breaths left open, as Korean, Chinese or Slavic spellings come to, its given name's family.
 */
export function keysOf(word: Word, side: Side): readonly number[] {
  const { latin, symbol, kind, script } = word;
  if (kind === 'number') return [hash(`#${symbol}`)];
  const keys = new Set([keyOfLetters(latin)]);
  const add = (key: string): void => void keys.add(hash(key));
  if (symbol !== '') add(`@${symbol}`);
  if (latin.length >= 4) for (const less of lessOne(latin)) add(`=${less}`);
  for (const family of vocabulary().nicknames.get(latin) ?? []) add(`f${family}`);
  // An initial on the list is looked for by every word that it may stand for.
  if (kind === 'initial' ? side === 'listed' : side === 'asked' && word.skeleton !== '') add(`i${latin[0] ?? ''}`);
  for (const key of isAbjad(script) ? [] : spellings(word)) add(key);
  for (const key of acrossScripts(word, side)) add(key);
  return [...keys];
}

/** What words of just these Latin letters are found by. */
export const keyOfLetters = (latin: string): number => hash(`=${latin}`);

/**
 * Keys that words share which are a few letters apart, and many that are not: whoever is found by these alone is held
 * against `isFewLetters` first. Of listed and of asked words alike.
 */
export function looseKeysOf({ latin, kind, script }: Word): readonly number[] {
  if (kind === 'number' || isAbjad(script) || latin.length < 4) return [];
  const frame = frameOf(latin);
  const bones = frame.replaceAll('*', '');
  const keys = latin.length <= 7 && bones.length <= 3 ? [`v${frame}`] : [];
  // A shorter word has not the budget for a consonant and anything else.
  if (latin.length >= 7) {
    if (bones.length === 3) for (const less of lessOne(frame)) keys.push(`v${less.replace('**', '*')}`);
    keys.push(`b${bones}`);
    if (bones.length >= 4) for (const less of lessOne(bones)) keys.push(`b${less}`);
  }
  return keys.map(hash);
}

/** Of a word that writes its vowels, against another that does. */
function* spellings({ text, latin, skeleton, script }: Word): Generator<string> {
  if (script === 'hangul') yield `k${koreanKey(romanise(asInTheSouth(text), script))}`;
  if (script === 'hangul' || (latin.length <= 5 && isKoreanSyllable(latin))) yield `k${koreanKey(latin)}`;
  if (latin.length === 3) yield `3${skeleton}`;
  yield* sounds(latin, skeleton);
  if (latin.includes('w')) yield* sounds(latin, skeletonWithV(latin));
  const withoutArticle = ARTICLE.exec(latin)?.[1];
  if (withoutArticle !== undefined) yield `=${withoutArticle}`;
  if (latin.length >= 5) for (const reading of readings(latin)) if (reading.length >= 4) yield `r${reading}`;
  const chinese = chineseKey(latin);
  if (chinese !== null) yield `c${chinese}`;
}

function* sounds(latin: string, skeleton: string): Generator<string> {
  if (skeleton.length === 2) yield `~${latin[0]}${skeleton}`;
  if (skeleton.length >= 3) yield `~${skeleton}`;
}

const ARTICLE = /^(?:al|el|ul|as|ad|ar|an|az|at)(.{4,})$/;

/** A short word with its vowels left open, and without what comes and goes: "yury", "juri", "iurie" → "*r*". */
const frameOf = (latin: string): string =>
  latin
    .replace(/h/g, '')
    .replace(/[aeiouyj]+/g, '*')
    .replace(/w/g, 'v')
    .replace(/x/g, 'ks')
    .replace(/(.)\1+/g, '$1');

/** A word looks for the other kind of script by its consonants: listed under its own kind, asked under the other. */
function* acrossScripts(word: Word, side: Side): Generator<string> {
  const isVowelless = isAbjad(word.script);
  const across = isVowelless === (side === 'listed') ? 'a' : 'l';
  const all = new Set(isVowelless ? abjadReadings(word) : latinReadings(word));
  for (const heard of all) {
    // Also "": "Yahya", يحيى have no consonant that stays.
    if (heard !== '' || word.latin.length <= MAX_VOWELS) yield `${across}${heard}`;
    if (heard.length >= 4) for (const less of lessOne(heard)) yield `${across}${less}`;
  }
  if (isVowelless && side === 'asked' && word.skeleton.length >= 2) yield `a${word.skeleton}`;
}

/** Longest word without a lasting consonant; longer ones are two words tried as one, which carry none. */
const MAX_VOWELS = 6;

/** Letters of the abjads that Latin letters write in several ways, and how else their skeleton may read. */
const HEARD: readonly (readonly [RegExp, string])[] = [
  [/[ذضظ]/g, 'ز'],
  [/ظ/g, 'د'],
  [/ث/g, 'س'],
  [/ج/g, 'گ'],
  [/خ/g, 'ه'],
  [/ح/g, 'خ'],
];

function abjadReadings({ text, latin, skeleton, script }: Word): readonly string[] {
  // Between written vowels a j may be silent; where none is written it is heard.
  const all = [skeleton, skeletonOf(latin.replaceAll('j', 'dj'))];
  for (const [letters, other] of HEARD) {
    if (text.search(letters) >= 0) all.push(skeletonOf(romanise(text.replace(letters, other), script)));
  }
  return all;
}

/** A v may be written و, a soft c ك, a j ي. */
function latinReadings({ latin, skeleton }: Word): readonly string[] {
  const all = [skeleton];
  if (latin.includes('v')) all.push(skeletonOf(latin.replaceAll('v', '')));
  if (/c[eiy]/.test(latin)) all.push(skeletonOf(latin.replace(/c(?=[eiy])/g, 'k')));
  if (latin.includes('j')) all.push(skeletonOf(latin.replaceAll('j', 'y')));
  return all;
}

function* lessOne(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) yield text.slice(0, at) + text.slice(at + 1);
}

/** 32-bit FNV-1a over UTF-16 units. A collision costs a comparison, never an answer. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    state ^= text.charCodeAt(at);
    state = Math.imul(state, 0x01000193);
  }
  return state >>> 0;
}
