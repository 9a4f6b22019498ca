/** The consonants of a Latin word, a bit each; w as v; vowels, h, j and y have none, since they come and go. */
export function consonantBits(latin: string): number {
  let bits = 0;
  for (let at = 0; at < latin.length; at += 1) bits |= BITS[latin.charCodeAt(at)] ?? 0;
  return bits;
}

const BITS = new Int32Array(128);
for (const letter of 'bcdfgklmnpqrstvxz') BITS[letter.charCodeAt(0)] = 1 << (letter.charCodeAt(0) - 97);
BITS['w'.charCodeAt(0)] = BITS['v'.charCodeAt(0)] ?? 0;

/** How many bits one set has that the other lacks, the larger of both directions. */
export function bitsApart(a: number, b: number): number {
  return Math.max(count(a & ~b), count(b & ~a));
}

function count(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
