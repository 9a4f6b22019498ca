import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/model/outcome.ts';
import { parseWhois } from '../../src/resolve/whois.ts';
import { partyOf, summary } from './registration-summary.ts';

interface Case {
  readonly file: string;
  readonly server: string;
  readonly domain: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

const fixtures = new URL('../../fixtures/registration/', import.meta.url);
const cases: readonly Case[] = JSON.parse(readFileSync(new URL('whois.json', fixtures), 'utf8'));

describe('a WHOIS reply', () => {
  it.each(cases)('of the form $file is read as it means', ({ file, server, domain, expect: wanted }) => {
    const text = readFileSync(new URL(`whois/${file}`, fixtures), 'utf8');
    expect(summary(parseWhois(text, { domain, server }))).toMatchObject(wanted);
  });

  it.each(['', 'constructor', 'a.__proto__', 'toString', 'x'.repeat(100_000), 'a b', '..'])(
    'about the domain %j is read without a throw',
    (domain) => {
      for (const text of ['No match', 'Domain Name: a\nRegistrar: b', '']) {
        expect(['ok', 'absent', 'failed']).toContain(parseWhois(text, { domain, server: domain }).kind);
      }
    },
  );

  it('gives nothing of a proxy service as the registrant’s own', () => {
    const text = readFileSync(new URL('whois/gtld-proxy.txt', fixtures), 'utf8');
    const outcome = parseWhois(text, { domain: 'hidden-pier.example' });
    const registrant = outcome.kind === 'ok' ? outcome.value.registrant : undefined;
    const party = registrant === undefined ? undefined : partyOf(registrant);
    expect(Object.values(party ?? {}).map(({ kind }: Outcome<string>) => kind)).toEqual(Array(4).fill('redacted'));
  });
});
