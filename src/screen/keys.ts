import type { Token } from './analyse.ts';
import { isAbjad, romanise } from './romanise.ts';
import { isKoreanSyllable, koreanKey, skeletonOf, skeletonWithV } from './skeleton.ts';
import { vocabulary } from './vocabulary.ts';

type Word = Pick<Token, 'text' | 'latin' | 'skeleton' | 'symbol' | 'kind' | 'script'>;

/**
 * What a listed word is found by, and (`asked`) what a query's word looks for. Two words that `likeness` lets meet share a
 * key: itself, itself less one letter, its canonical form, its consonants; of consonants less one only those keys that a
 * word without vowels on the other side can need.
 */
export function keysOf(word: Word, side: 'listed' | 'asked'): readonly number[] {
  const { latin, skeleton, symbol, kind, script } = word;
  if (kind === 'number') return [hash(`#${symbol}`)];
  const keys = new Set([hash(`=${latin}`)]);
  if (symbol !== '') keys.add(hash(`@${symbol}`));
  if (latin.length >= 4) for (const less of lessOne(latin)) keys.add(hash(`=${less}`));
  const isVowelless = isAbjad(script);
  if (script === 'hangul' || (!isVowelless && latin.length <= 5 && isKoreanSyllable(latin))) {
    keys.add(hash(`k${koreanKey(latin)}`));
  }
  if (!isVowelless && skeleton.length >= 3) keys.add(hash(`~${skeleton}`));
  if (!isVowelless && skeleton.length === 2) keys.add(hash(`~${latin[0]}${skeleton}`));
  for (const family of vocabulary().nicknames.get(latin) ?? []) keys.add(hash(`f${family}`));
  // An initial on the list is looked for by every word that it may stand for.
  if (kind === 'initial' ? side === 'listed' : side === 'asked' && skeleton !== '')
    keys.add(hash(`i${latin[0] ?? ''}`));
  if (!isVowelless && latin.length === 3) keys.add(hash(`3${skeleton}`));
  if (!isVowelless && latin.includes('w')) keys.add(hash(`~${skeletonWithV(latin)}`));
  // A word looks for the other kind of script by its consonants: listed under its own kind, asked under the other.
  const across = isVowelless === (side === 'listed') ? 'a' : 'l';
  for (const consonants of readings(word, isVowelless)) {
    // Also "": "Yahya", يحيى have no consonant that stays.
    if (consonants !== '' || latin.length <= MAX_VOWELS) keys.add(hash(`${across}${consonants}`));
    if (consonants.length >= 4) for (const less of lessOne(consonants)) keys.add(hash(`${across}${less}`));
  }
  return [...keys];
}

/** Consonants of a word as the other kind of script may have them: emphatic letters as z and s, a v that was written و. */
function readings({ text, latin, skeleton, script }: Word, isVowelless: boolean): readonly string[] {
  if (!isVowelless) return latin.includes('v') ? [skeleton, skeletonOf(latin.replaceAll('v', ''))] : [skeleton];
  if (!/[ذضظث]/.test(text)) return [skeleton];
  return [skeleton, skeletonOf(romanise(text.replace(/[ذضظ]/g, 'ز').replace(/ث/g, 'س'), script))];
}

/** Longest word without a lasting consonant; longer ones are two words tried as one, which carry none. */
const MAX_VOWELS = 6;

function* lessOne(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) yield text.slice(0, at) + text.slice(at + 1);
}

/** 32-bit FNV-1a over UTF-16 units. A collision costs a comparison, never an answer. */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    state ^= text.charCodeAt(at);
    state = Math.imul(state, 0x01000193);
  }
  return state >>> 0;
}
