import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { loadCatalogue, readProviders, readSpecial } from '../../src/detect/catalogue.ts';
import { boundsOf } from '../../src/detect/range-rows.ts';
import { compileCatalogue } from '../../src/detect/ranges-file.ts';
import { pageFile, providerFile } from '../../src/detect/schema.ts';

const FILES = readdirSync('data/providers');
const providers = FILES.map((file) =>
  v.parse(providerFile, JSON.parse(readFileSync(`data/providers/${file}`, 'utf8'))),
);
const patterns = providers.flatMap(({ id, nameservers, cnames, reverse, headers, cookies, certificates }) =>
  [...nameservers, ...cnames, ...reverse, ...headers, ...cookies, ...certificates].flatMap(({ pattern }) =>
    pattern === undefined ? [] : [[id, pattern] as const],
  ),
);
const titles = v
  .parse(pageFile, JSON.parse(readFileSync('data/pages.json', 'utf8')))
  .rules.flatMap(({ title }) => (title === undefined ? [] : [['pages', title] as const]));

describe('the provider catalogue', () => {
  it('has at least 330 providers, each in the file of its id', () => {
    expect(providers.length).toBeGreaterThanOrEqual(330);
    expect(providers.map(({ id }) => id)).toEqual(FILES.map((file) => basename(file, '.json')));
  });

  it('names a source and a day for every rule', () => {
    const untold = providers.flatMap(({ id, nameservers, cnames, headers, cookies, reverse }) =>
      [...nameservers, ...cnames, ...headers, ...cookies, ...reverse]
        .filter(({ source }) => source === '')
        .map(() => id),
    );
    expect(untold).toEqual([]);
  });

  it('never claims a suffix twice for the same meaning', () => {
    const claims = new Map<string, string>();
    const twice: string[] = [];
    for (const { id, nameservers, cnames } of providers) {
      for (const [kind, rules] of [
        ['ns', nameservers],
        ['cname', cnames],
      ] as const) {
        for (const { suffix } of rules) {
          if (suffix === undefined) continue;
          const other = claims.get(`${kind} ${suffix}`);
          if (other !== undefined && other !== id) twice.push(`${kind} ${suffix}: ${other}, ${id}`);
          claims.set(`${kind} ${suffix}`, id);
        }
      }
    }
    expect(twice).toEqual([]);
  });

  it.each([...patterns, ...titles])('%s: %s is not empty and runs in linear time', (_, pattern) => {
    expect(pattern).not.toBe('');
    expect(pattern).not.toMatch(/\([^()]*[+*][^()]*\)[+*]/);
    expect(pattern).not.toMatch(/\\[1-9]|\(\?[=!<]/);
    const expression = new RegExp(pattern, 'iu');
    for (const text of ['a'.repeat(8_000), 'a-'.repeat(4_000), '1.'.repeat(4_000), `${'cache-'.repeat(1_300)}!`]) {
      const start = performance.now();
      expression.test(text);
      expect(performance.now() - start).toBeLessThan(50);
    }
  });

  it('knows behind whose edge a platform is served', () => {
    const { providers: all } = loadCatalogue();
    for (const { behind } of all.values()) if (behind !== undefined) expect(all.has(behind)).toBe(true);
  });
});

describe('the ranges', () => {
  const { ranges: index } = loadCatalogue();
  it.each([
    ['104.16.0.0', 'cloudflare'],
    ['104.27.255.255', 'cloudflare'],
    ['2606:4700::6810:84e5', 'cloudflare'],
    ['151.101.1.1', 'fastly'],
    ['185.178.211.255', 'ddos-guard'],
  ])('%s is %s', (address, id) => {
    expect(index(address).owners.map(({ provider }) => provider.id)).toContain(id);
  });
  it.each(['104.15.255.255', '95.216.1.2', '104.29.0.1', 'northquay.example', '1.2.3', '1.2.3.256', '2001::db8::1'])(
    '%s is nobody’s',
    (address) => {
      expect(index(address).owners).toEqual([]);
    },
  );
  it('holds no range that swallows the Internet', () => {
    for (const { id, ranges, addresses } of providers) {
      for (const cidr of [...(ranges?.published ?? []), ...addresses]) {
        const bounds = boundsOf(cidr);
        expect(bounds, `${id} ${cidr}`).not.toBeNull();
        const size = Number((bounds?.to ?? 0n) - (bounds?.from ?? 0n) + 1n);
        expect(size, `${id} ${cidr}`).toBeLessThanOrEqual(bounds?.bits === 128 ? 2 ** 108 : 2 ** 24);
      }
    }
  });
  it.each([
    ['1.1.1.1', 'no-site'],
    ['104.28.7.7', 'no-site'],
    ['2606:4700:4700::1111', 'no-site'],
    ['192.168.1.1', 'never'],
    ['203.0.113.5', 'never'],
    ['::1', 'never'],
    ['104.16.3.4', null],
  ])('%s is reachable as a site: %s', (address, reach) => {
    expect(index(address).special).toBe(reach);
  });
  it('are compiled from the files of the catalogue as they lie here (npm run build:data)', () => {
    const { bytes, manifest } = compileCatalogue(readProviders(), readSpecial());
    expect(Buffer.compare(readFileSync('data/ranges.bin'), Buffer.from(bytes))).toBe(0);
    expect(JSON.parse(readFileSync('data/ranges.manifest.json', 'utf8'))).toEqual(manifest);
  });
});
