/** The consonants of a Latin word, a bit each; w as v; vowels, h, j and y have none, since they come and go. */
export function consonantBits(latin: string): number {
  let bits = 0;
  for (let at = 0; at < latin.length; at += 1) bits |= BITS[latin.charCodeAt(at)] ?? 0;
  return bits;
}

const BITS = new Int32Array(128);
for (const letter of 'bcdfgklmnpqrstvxz') BITS[letter.charCodeAt(0)] = 1 << (letter.charCodeAt(0) - 97);
BITS['w'.charCodeAt(0)] = BITS['v'.charCodeAt(0)] ?? 0;

/** Numbers that `spellingOf` takes. */
export const SPELLING = 2;

/**
 * The letters of a whole name, each as often as it stands, up to three times, in 64 bits: 16 consonants (w as v, q as x), five
 * vowels, j or y, h; then all of them a second time; then the more frequent ones a third.
 */
export function spellingOf(whole: string): readonly [number, number] {
  const bits: [number, number] = [0, 0];
  const seen = new Uint8Array(CLASSES.length);
  for (let at = 0; at < whole.length; at += 1) {
    const letter = CLASS[whole.charCodeAt(at)] ?? NO_LETTER;
    if (letter === NO_LETTER) continue;
    const bit = (seen[letter] ?? 0) * CLASSES.length + letter;
    seen[letter] = (seen[letter] ?? 0) + 1;
    if (bit < 32) bits[0] |= 1 << bit;
    else if (bit < 64) bits[1] |= 1 << (bit - 32);
  }
  return [bits[0] >>> 0, bits[1] >>> 0];
}

/**
 * What `distance` says at least of two names spelt so: to get rid of all of a consonant costs .7, of a vowel, an h, or a letter
 * that stands more often .5; whatever else is done, each letter costs by itself.
 */
export function leastDistance(a: number, moreOfA: number, b: number, moreOfB: number): number {
  return Math.max(costOf(a & ~b, moreOfA & ~moreOfB), costOf(b & ~a, moreOfB & ~moreOfA));
}

/** Whether one letter at most stands in the one name and not in the other, and one the other way round. */
export function isOneLetterApart(a: number, moreOfA: number, b: number, moreOfB: number): boolean {
  return count(a & ~b) + count(moreOfA & ~moreOfB) <= 1 && count(b & ~a) + count(moreOfB & ~moreOfA) <= 1;
}

const costOf = (bits: number, more: number): number =>
  0.5 * (count(bits) + count(more)) + 0.2 * count(bits & FIRST_CONSONANTS);

/** Consonants first, and of both kinds the more frequent ones. */
const CLASSES = 'n r l s m d t k b p f g c vw z xq a e i o u jy h'.split(' ');
const FIRST_CONSONANTS = 0xffff;
const NO_LETTER = 255;
const CLASS = new Uint8Array(128).fill(NO_LETTER);
for (const [at, letters] of CLASSES.entries()) for (const letter of letters) CLASS[letter.charCodeAt(0)] = at;

/** How many bits one set has that the other lacks, the larger of both directions. */
export function bitsApart(a: number, b: number): number {
  return Math.max(count(a & ~b), count(b & ~a));
}

function count(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Letters that words begin with, a bit each. */
export function firstLettersOf(words: readonly { readonly latin: string }[]): number {
  return words.reduce((bits, { latin }) => bits | (1 << ((latin.charCodeAt(0) || 0) & 31)), 0) >>> 0;
}
