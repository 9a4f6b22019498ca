import { parseFour, parseSix, WORDS } from './address.ts';

/** Intervals without overlap, in order; each from its start to the next one's. `ids` name a set of owners, 0 the empty one. */
export interface PackedRanges {
  readonly four: Uint32Array;
  readonly fourIds: Uint16Array;
  /** The starts' words, most significant first. */
  readonly six: readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  readonly sixIds: Uint16Array;
}

/** The set of owners an address in text lies with; 0 for nobody's, and for what is no address. */
export type SetLookup = (address: string) => number;

/**
 * Finds addresses in packed ranges: for IPv4 the first sixteen bits lead to a short stretch, which is halved; IPv6 is
 * halved over its words. The index costs 128 KiB beside the ranges.
 */
export function lookupIn({ four, fourIds, six, sixIds }: PackedRanges): SetLookup {
  const stretch = stretchesOf(four);
  return (address) => {
    if (address.charCodeAt(address.length - 3) !== 58 && !address.includes(':')) {
      const value = parseFour(address);
      if (value < 0) return 0;
      const block = value >>> 16;
      let low = stretch[block] ?? 0;
      let high = stretch[block + 1] ?? 0;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((four[middle] ?? 0) <= value) low = middle + 1;
        else high = middle;
      }
      return low === 0 ? 0 : (fourIds[low - 1] ?? 0);
    }
    if (!parseSix(address)) return 0;
    let low = 0;
    let high = sixIds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isAtMost(six, middle)) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : (sixIds[low - 1] ?? 0);
  };
}

/** For each value of the first sixteen bits, how many intervals start at or before its first address. */
function stretchesOf(four: Uint32Array): Uint16Array | Uint32Array {
  const stretch = four.length < 0xffff ? new Uint16Array(65_537) : new Uint32Array(65_537);
  let at = 0;
  for (let block = 0; block < 65_536; block++) {
    while (at < four.length && (four[at] ?? 0) <= block * 65_536) at++;
    stretch[block] = at;
  }
  stretch[65_536] = four.length;
  return stretch;
}

/** Whether the interval's start is at or before the address in `WORDS`. */
function isAtMost(six: PackedRanges['six'], index: number): boolean {
  for (let word = 0; word < 4; word++) {
    const start = six[word]?.[index] ?? 0;
    const wanted = WORDS[word] ?? 0;
    if (start !== wanted) return start < wanted;
  }
  return true;
}
