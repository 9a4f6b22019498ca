/** Which words share a key, in one number for each word and key: half the size of a table of keys and rows. */
export interface WordKeys {
  /** Where each bucket begins, and the end; a power of two of them. */
  readonly starts: Uint32Array;
  /** In a bucket, ascending: further bits of the key, and the word's number in the low bits. */
  readonly items: Uint32Array;
}

/** A key's high bits name its bucket: some thirty words in each. */
const TOGETHER = 32;
const MOST_BUCKET_BITS = 16;

/** So many bits tell a number below `count`, at least one. */
const bitsFor = (count: number): number => Math.max(1, 32 - Math.clz32(Math.max(0, count - 1)));

/** Kept of a key beside the word's number: with 100,000 words 15 bits. Two keys that fall together cost a comparison. */
const restMask = (idBits: number): number => 2 ** Math.min(16, 32 - idBits) - 1;

/** `keysOf[word]`: its keys, whole numbers of 32 bits, each once. */
export function compileKeys(keysOf: readonly (readonly number[])[]): WordKeys {
  const count = keysOf.reduce((sum, { length }) => sum + length, 0);
  const shift = 32 - Math.min(MOST_BUCKET_BITS, bitsFor(count / TOGETHER));
  const buckets = 2 ** (32 - shift);
  const starts = new Uint32Array(buckets + 1);
  for (const keys of keysOf) {
    for (const key of keys) starts[(key >>> shift) + 1] = (starts[(key >>> shift) + 1] ?? 0) + 1;
  }
  for (let at = 0; at < buckets; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const items = new Uint32Array(count);
  const next = starts.slice();
  const idBits = bitsFor(keysOf.length);
  const mask = restMask(idBits);
  keysOf.forEach((keys, word) => {
    for (const key of keys) {
      const at = next[key >>> shift] ?? 0;
      items[at] = (key & mask) * 2 ** idBits + word;
      next[key >>> shift] = at + 1;
    }
  });
  for (let at = 0; at < buckets; at += 1) items.subarray(starts[at], starts[at + 1]).sort();
  return { starts, items };
}

/** The words that have a key, in ascending order. */
export function openKeys({ starts, items }: WordKeys, wordCount: number): (key: number) => readonly number[] {
  const shift = 32 - Math.log2(starts.length - 1);
  const idBits = bitsFor(wordCount);
  const mask = restMask(idBits);
  const idMask = 2 ** idBits - 1;
  return (key) => {
    const found: number[] = [];
    const rest = key & mask;
    const end = starts[(key >>> shift) + 1] ?? 0;
    for (let at = starts[key >>> shift] ?? 0; at < end; at += 1) {
      const item = items[at] ?? 0;
      if (item >>> idBits > rest) break;
      if (item >>> idBits === rest) found.push(item & idMask);
    }
    return found;
  };
}
