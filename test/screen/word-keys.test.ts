import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileKeys, openKeys } from '../../src/screen/word-keys.ts';

const key = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x8000_0000, 0xffff_ffff));

it('a key finds the words that have it, each once and in order, and next to no others', () => {
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(key, { maxLength: 6 }), { maxLength: 60 }), key, (keysOf, other) => {
      const wordsBy = openKeys(compileKeys(keysOf), keysOf.length);
      for (const asked of [...keysOf.flat(), other]) {
        // Of few words a key's first bit and its last sixteen are kept.
        const having = keysOf.flatMap((keys, word) => (keys.includes(asked) ? [word] : []));
        expect(wordsBy(asked)).toEqual(having);
      }
    }),
  );
});

it('of more words than leave room for all of a key, none is lost', () => {
  const count = 150_000;
  const keysOf = Array.from({ length: count }, (_, word) => [Math.imul(word, 2_654_435_761) >>> 0, 42]);
  const wordsBy = openKeys(compileKeys(keysOf), count);
  let others = 0;
  for (let word = 0; word < count; word += 997) {
    const found = wordsBy(keysOf[word]?.[0] ?? 0);
    expect(found).toContain(word);
    others += found.length - 1;
  }
  expect(others).toBeLessThan(20);
  expect(wordsBy(42)).toHaveLength(count);
});

it('no word has a key of an empty index', () => {
  expect(openKeys(compileKeys([]), 0)(7)).toEqual([]);
});
