/** The consonants of a Latin word, a bit each; w as v; vowels, h, j and y have none, since they come and go. */
export function consonantBits(latin: string): number {
  let bits = 0;
  for (let at = 0; at < latin.length; at += 1) bits |= BITS[latin.charCodeAt(at)] ?? 0;
  return bits;
}

const BITS = new Int32Array(128);
for (const letter of 'bcdfgklmnpqrstvxz') BITS[letter.charCodeAt(0)] = 1 << (letter.charCodeAt(0) - 97);
BITS['w'.charCodeAt(0)] = BITS['v'.charCodeAt(0)] ?? 0;

/**
 * The letters of a whole name in 32 bits: 16 consonants (w as v, q as x), five vowels, j or y, h, and nine consonants again
 * where they stand twice.
 */
export function spellingBits(whole: string): number {
  let bits = 0;
  for (let at = 0; at < whole.length; at += 1) {
    const code = whole.charCodeAt(at);
    const bit = SPELT[code] ?? 0;
    bits |= (bits & bit) === 0 ? bit : (TWICE[code] ?? 0);
  }
  return bits;
}

/**
 * What `distance` says at least of two names with these `spellingBits`: to get rid of a consonant costs .7, of a vowel, an h, or
 * a consonant that stands there already .5; whatever else is done, each letter costs by itself.
 */
export function leastDistance(a: number, b: number): number {
  return Math.max(costOf(a & ~b), costOf(b & ~a));
}

const costOf = (bits: number): number => 0.5 * count(bits) + 0.2 * count(bits & 0xffff);

const CLASSES = 'n r l s m d t k b c f g p vw xq z a e i o u jy h'.split(' ');
const [SPELT, TWICE] = [new Int32Array(128), new Int32Array(128)];
for (const [at, letters] of CLASSES.entries()) {
  for (const letter of letters) {
    SPELT[letter.charCodeAt(0)] = 1 << at;
    if (CLASSES.length + at < 32) TWICE[letter.charCodeAt(0)] = 1 << (CLASSES.length + at);
  }
}

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
