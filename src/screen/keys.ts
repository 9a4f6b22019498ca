import type { Token } from './analyse.ts';
import { isAbjad, romanise } from './romanise.ts';
import { fineSkeletonOf, koreanKey, skeletonWithV } from './skeleton.ts';

type Word = Pick<Token, 'text' | 'latin' | 'skeleton' | 'fine' | 'symbol' | 'kind' | 'script'>;

/**
 * What a listed word is found by, and (`asked`) what a query's word looks for. Two words that `likeness` lets meet share a
 * key: itself, itself less one letter, its canonical form, its consonants; of consonants less one only those keys that a
 * word without vowels on the other side can need.
 */
export function keysOf(word: Word, side: 'listed' | 'asked'): readonly number[] {
  const { text, latin, skeleton, fine, symbol, kind, script } = word;
  if (kind === 'number') return [hash(`#${symbol}`)];
  const keys = new Set([hash(`=${latin}`)]);
  if (symbol !== '') keys.add(hash(`@${symbol}`));
  if (latin.length >= 4) for (const less of lessOne(latin)) keys.add(hash(`=${less}`));
  if (script === 'hangul' || (latin.length <= 6 && script === 'latin')) keys.add(hash(`k${koreanKey(latin)}`));
  const isVowelless = isAbjad(script);
  const own = isVowelless ? 'a' : 'l';
  const other = isVowelless ? 'l' : 'a';
  if (!isVowelless && skeleton.length >= 3) keys.add(hash(`~${skeleton}`));
  if (!isVowelless && skeleton.length === 2) keys.add(hash(`~${latin[0]}${skeleton}`));
  if (!isVowelless && latin.includes('w')) keys.add(hash(`~${skeletonWithV(latin)}`));
  const consonants = side === 'listed' ? own : other;
  if (fine !== '') keys.add(hash(`${consonants}${fine}`));
  if (fine.length >= 3) for (const less of lessOne(fine)) keys.add(hash(`${consonants}${less}`));
  if (isVowelless && /[ذضظث]/.test(text)) {
    keys.add(hash(`${consonants}${fineSkeletonOf(romanise(text.replace(/[ذضظ]/g, 'ز').replace(/ث/g, 'س'), script))}`));
  }
  return [...keys];
}

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
