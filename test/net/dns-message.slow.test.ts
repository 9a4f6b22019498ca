import { describe, expect, it } from 'vitest';
import { compareQuestion, decodeMessage, encodeQuery } from '../../src/net/dns-message.ts';
import { a, aaaa, cname, encodeReply, ns, soa, txt } from './dns-server.ts';

/** A small generator with a seed, so that a failure can be had again (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const MUTANTS = 1_000_000;
const query = encodeQuery(0x1234, { name: 'quay.example', type: 'A' }, true) ?? new Uint8Array();

describe('a million mutated DNS replies', () => {
  it('never throw, never take long, and never pass with another question', () => {
    const random = seeded(20_261_123);
    const seeds = [
      encodeReply(query, { answers: [a('quay.example', '203.0.113.7'), aaaa('quay.example', 7)] }),
      encodeReply(query, { answers: [cname('quay.example', 'edge.test'), a('edge.test', '203.0.113.8')] }),
      encodeReply(query, { rcode: 3, authority: [soa('example')] }),
      encodeReply(query, { answers: [ns('quay.example', 'ns.test'), txt('quay.example', 'berth '.repeat(30))] }),
    ];
    let read = 0;
    let longest = 0;
    for (let round = 0; round < MUTANTS; round += 1) {
      const seed = seeds[Math.floor(random() * seeds.length)] ?? query;
      const bytes = Uint8Array.from(random() < 0.1 ? seed.subarray(0, Math.floor(random() * seed.length)) : seed);
      const flips = 1 + Math.floor(random() * 6);
      for (let flip = 0; flip < flips; flip += 1)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const startedAt = performance.now();
      const message = decodeMessage(bytes);
      longest = Math.max(longest, performance.now() - startedAt);
      if (message !== null) read += 1;
      const compared = compareQuestion(query, bytes);
      const isUnchanged =
        Buffer.compare(bytes.subarray(12, query.length - 11), query.subarray(12, query.length - 11)) === 0;
      if (compared === 'same') expect(isUnchanged).toBe(true);
    }
    expect(read).toBeGreaterThan(MUTANTS / 10); // the mutants reach the records, too
    expect(longest).toBeLessThan(200); // a pause of the machine, not of the code, at worst
  });
});
