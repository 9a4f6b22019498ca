import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectFronting } from '../../src/detect/fronting.ts';
import type { FrontingSignals } from '../../src/detect/signals.ts';

interface Case {
  readonly what: string;
  readonly signals: FrontingSignals;
  readonly expected: {
    readonly edges?: readonly (readonly string[])[];
    readonly proxied?: readonly string[];
    readonly dnsOperators?: readonly (readonly string[])[];
    readonly host?: readonly string[];
    readonly pageKind?: readonly string[];
  };
}

const CASES = readFileSync('fixtures/fronting/cases.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): Case => JSON.parse(line));

describe('the labelled bundles', () => {
  it('are at least 200', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(200);
  });

  it.each(CASES.map((each) => [each.what, each] as const))('%s', (_, { signals, expected }) => {
    const { edges, proxied, dnsOperators, host, pageKind, siteTitle } = detectFronting(signals);
    const ids = edges.map(({ provider }) => provider);
    if (expected.edges !== undefined) expect(expected.edges).toContainEqual(ids);
    if (expected.proxied !== undefined) expect(expected.proxied).toContain(proxied);
    if (expected.dnsOperators !== undefined) expect(expected.dnsOperators).toContainEqual(dnsOperators);
    if (expected.host !== undefined) expect(expected.host).toContain(host);
    if (expected.pageKind !== undefined) expect(expected.pageKind).toContain(pageKind);
    if (pageKind !== 'site') expect(siteTitle).toBeNull();
    for (const { clues } of edges) {
      expect(clues.length).toBeGreaterThan(0);
      for (const { source, checkedOn } of clues) {
        expect(source).not.toBe('');
        expect(checkedOn).toMatch(/^\d{4}-\d{2}(?:-\d{2})?$/);
      }
    }
  });

  it('never lead to a yes by name servers alone', () => {
    for (const { signals } of CASES) {
      expect(detectFronting({ nameservers: signals.nameservers ?? [] }).edges).toEqual([]);
    }
  });
});
