/** The consonants of a Latin word, a bit each; w as v; vowels, h, j and y have none, since they come and go. */
export function consonantBits(latin: string): number {
  let bits = 0;
  for (let at = 0; at < latin.length; at += 1) bits |= BITS[latin.charCodeAt(at)] ?? 0;
  return bits;
}

const BITS = new Int32Array(128);
for (const letter of 'bcdfgklmnpqrstvxz') BITS[letter.charCodeAt(0)] = 1 << (letter.charCodeAt(0) - 97);
BITS['w'.charCodeAt(0)] = BITS['v'.charCodeAt(0)] ?? 0;

/** The consonants of a whole name, a bit each, and 16 above it another where it stands there again; w as v and q as x. */
export function repeatedBits(whole: string): number {
  let bits = 0;
  for (let at = 0; at < whole.length; at += 1) {
    const bit = REPEATED[whole.charCodeAt(at)] ?? 0;
    bits |= (bits & bit) === 0 ? bit : bit << 16;
  }
  return bits;
}

/** What `distance` says at least of two names with these `repeatedBits`: a consonant is .7, one that stands there already .5. */
export function leastDistance(a: number, b: number): number {
  return Math.max(costOf(a & ~b), costOf(b & ~a));
}

const costOf = (bits: number): number => 0.7 * count(bits & 0xffff) + 0.5 * count(bits >>> 16);

const REPEATED = new Int32Array(128);
for (const [at, letters] of [
  'b',
  'c',
  'd',
  'f',
  'g',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'vw',
  'xq',
  'z',
].entries())
  for (const letter of letters) REPEATED[letter.charCodeAt(0)] = 1 << at;

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
