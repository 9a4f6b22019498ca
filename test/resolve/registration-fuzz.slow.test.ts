import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRdap } from '../../src/resolve/rdap.ts';
import { parseWhois } from '../../src/resolve/whois.ts';
import { MUTATIONS, seeded } from './mutants.ts';

interface Case {
  readonly file: string;
  readonly server: string;
  readonly domain: string;
  readonly expect: { readonly kind: string };
}

const fixtures = new URL('../../fixtures/registration/', import.meta.url);
const cases: readonly Case[] = JSON.parse(readFileSync(new URL('whois.json', fixtures), 'utf8'));
const textOf = ({ file }: Case): string => readFileSync(new URL(`whois/${file}`, fixtures), 'utf8');

const mutated = (text: string, seed: number, ways = MUTATIONS): string => {
  const pick = seeded(seed);
  return Array.from({ length: 1 + pick(4) }).reduce<string>((last) => ways[pick(ways.length)]!(last, pick), text);
};

describe('whatever a server sends', () => {
  it('is read without a throw, as text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 4_000 }),
        fc.constantFrom(...cases),
        (text, { domain, server }) => {
          expect(['ok', 'absent', 'failed']).toContain(parseWhois(text, { domain, server }).kind);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('is read without a throw, as any JSON there is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const domain = { objectClassName: 'domain', ldhName: 'northquay.example', entities: value, events: value };
        const all = { ...domain, nameservers: value, status: value, redacted: value, links: value };
        expect(parseRdap(value, { domain: 'northquay.example' }).kind).not.toBe('skipped');
        expect(parseRdap(all, { domain: 'northquay.example' }).kind).toBe('ok');
      }),
      { numRuns: 20_000 },
    );
  });

  it('as a broken form of what we know, is read without a throw and in time', () => {
    const texts = cases.map(textOf);
    let slowestMs = 0;
    for (let seed = 0; seed < 100_000; seed += 1) {
      const at = seed % cases.length;
      const { domain, server } = cases[at]!;
      const text = mutated(texts[at]!, seed);
      const startedAt = performance.now();
      parseWhois(text, { domain, server });
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    }
    expect(slowestMs).toBeLessThan(500);
  });

  it('does not turn a registered domain into "not registered" by losing bytes', () => {
    const registered = cases.filter(({ expect: { kind } }) => kind === 'ok');
    const losing = MUTATIONS.slice(0, 3);
    const turned = registered.flatMap((each) => {
      const text = textOf(each);
      return Array.from({ length: 400 }, (_, seed) => mutated(text, seed, losing)).filter(
        (mutant) => parseWhois(mutant, each).kind === 'absent',
      );
    });
    expect(turned).toEqual([]);
  });

  it.each([
    ['one long line', 'a'.repeat(1_048_576)],
    ['a million blanks', ' '.repeat(1_048_576)],
    ['nothing but colons', ':'.repeat(1_048_576)],
    ['equal labels', 'Registrant Name: Deck\n'.repeat(47_000)],
    ['equal servers', 'Name Server: ns1.northquay.example\n'.repeat(29_000)],
    ['prose without end', 'this is a term of use\n'.repeat(47_000)],
  ])('%s of a mebibyte takes no time to speak of', (_what, text) => {
    const times = Array.from({ length: 5 }, () => {
      const startedAt = performance.now();
      parseWhois(text, { domain: 'northquay.example', server: 'whois.nic.fr' });
      return performance.now() - startedAt;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });
});
