import type { Token } from './analyse.ts';
import { isAbjad } from './romanise.ts';
import { koreanKey } from './skeleton.ts';

type Word = Pick<Token, 'latin' | 'skeleton' | 'fine' | 'symbol' | 'kind' | 'script'>;

/**
 * What a listed word is found by, and (`asked`) what a query's word looks for. Two words that `likeness` lets meet share a
 * key: itself, itself less one letter, its canonical form, its consonants; of consonants less one only those keys that a
 * word without vowels on the other side can need.
 */
export function keysOf(word: Word, side: 'listed' | 'asked'): readonly number[] {
  const { latin, skeleton, fine, symbol, kind, script } = word;
  if (kind === 'number') return [hash(`#${symbol}`)];
  const keys = new Set([hash(`=${latin}`)]);
  if (symbol !== '') keys.add(hash(`@${symbol}`));
  if (latin.length >= 4) for (const less of lessOne(latin)) keys.add(hash(`=${less}`));
  if (script === 'hangul' || (latin.length <= 6 && script === 'latin')) keys.add(hash(`k${koreanKey(latin)}`));
  const isVowelless = isAbjad(script);
  const own = isVowelless ? 'a' : 'l';
  const other = isVowelless ? 'l' : 'a';
  if (skeleton.length >= 3 && !isVowelless) keys.add(hash(`~${skeleton}`));
  const consonants = side === 'listed' ? own : other;
  if (fine !== '') keys.add(hash(`${consonants}${fine}`));
  if (fine.length >= 3) for (const less of lessOne(fine)) keys.add(hash(`${consonants}${less}`));
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
