import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRdap } from '../../src/resolve/rdap.ts';
import { summary } from './registration-summary.ts';

interface Case {
  readonly title: string;
  readonly domain: string;
  readonly json: unknown;
  readonly expect: Readonly<Record<string, unknown>>;
}

const fixtures = new URL('../../fixtures/registration/rdap.json', import.meta.url);
const cases: readonly Case[] = JSON.parse(readFileSync(fixtures, 'utf8'));

describe('an RDAP answer', () => {
  it.each(cases)('with $title is read as it means', ({ domain, json, expect: wanted }) => {
    expect(summary(parseRdap(json, { domain }))).toMatchObject(wanted);
    expect(summary(parseRdap(JSON.stringify(json), { domain }))).toMatchObject(wanted);
  });

  it('nested ten thousand deep is read without harm', () => {
    const bomb = `${'{"entities":['.repeat(10_000)}${']}'.repeat(10_000)}`;
    const text = `{"objectClassName":"domain","ldhName":"northquay.example","entities":[${bomb}]}`;
    expect(parseRdap(text, { domain: 'northquay.example' }).kind).toBe('ok');
  });

  it('cannot reach the prototype of anything', () => {
    const text =
      '{"objectClassName":"domain","ldhName":"northquay.example","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    parseRdap(text, { domain: 'northquay.example' });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('of more than a mebibyte is not read', () => {
    const text = JSON.stringify({
      objectClassName: 'domain',
      ldhName: 'northquay.example',
      lang: 'x'.repeat(1_048_576),
    });
    expect(parseRdap(text, { domain: 'northquay.example' }).kind).toBe('failed');
  });
});
