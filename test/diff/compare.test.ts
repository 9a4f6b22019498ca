import { describe, expect, it } from 'vitest';
import { type Comparable, comparableOfCells } from '../../src/diff/comparable.ts';
import { compareReports } from '../../src/diff/compare.ts';

const FACTS = {
  registrar: 'Harbour Registrar',
  dns_operator: 'cloudflare',
  edge: 'cloudflare',
  proxied: 'yes',
  platform: '',
  host_network: 'hidden',
  registrant_name: '',
  registrant_org: 'Northquay Shipping',
  registrant_country: 'NO',
  registrant_outcome: 'ok',
  title: 'Northquay',
  page_kind: 'site',
};
const ROW: Comparable = {
  domain: 'northquay.example',
  verdict: 'clear',
  facts: FACTS,
  findings: [],
  lists: ['un@2026-08-01'],
};
const FINDING = { id: 'f1', says: 'registrant_org ~ Invented (un:1)' };
const moved = { ...FACTS, edge: 'ddos-guard', dns_operator: 'ddos-guard' };

const compare = (before: readonly Comparable[], after: readonly Comparable[]) => [...compareReports(before, after)];

describe('two reports held against each other', () => {
  it('say nothing of a domain that did not change', () => {
    expect(compare([ROW, ROW], [ROW, ROW])).toEqual([]);
  });

  it('tell a domain that left one edge for another', () => {
    const [change] = compare([ROW], [{ ...ROW, facts: moved }]);
    expect(change?.story).toBe('DNS operator: cloudflare → ddos-guard; left cloudflare, now ddos-guard');
    expect(change?.cause).toBe('none');
  });

  it.each([
    ['the list', { lists: ['un@2026-11-01'] }, 'list'],
    ['the domain', { facts: moved }, 'domain'],
    ['both', { facts: moved, lists: ['un@2026-11-01'] }, 'both'],
    ['the rules', {}, 'rules'],
  ] as const)('lay a new finding to %s', (_, what, cause) => {
    const [change] = compare([ROW], [{ ...ROW, ...what, verdict: 'match', findings: [FINDING] }]);
    expect(change).toMatchObject({ cause, verdictBefore: 'clear', verdictAfter: 'match', newFindings: [FINDING] });
  });

  it('tell a finding that is gone, a domain that is new and one that is gone', () => {
    const other = { ...ROW, domain: 'pier.example' };
    const changes = compare(
      [{ ...ROW, verdict: 'review', findings: [FINDING] }, other],
      [ROW, { ...ROW, domain: 'dock.example' }],
    );
    expect(changes.map(({ domain, kind }) => `${domain} ${kind}`)).toEqual([
      'northquay.example changed',
      'dock.example new',
      'pier.example gone',
    ]);
    expect(changes[0]?.goneFindings).toEqual([FINDING]);
  });

  it('hold the second of two equal lines against the second', () => {
    expect(compare([ROW, { ...ROW, verdict: 'review' }], [ROW, ROW])).toHaveLength(1);
  });

  it('refuse a row without domain or verdict', () => {
    expect(comparableOfCells(new Map([['domain', 'a.example']]))).toBeNull();
    expect(
      comparableOfCells(
        new Map([
          ['domain', 'a.example'],
          ['verdict', 'guilty'],
        ]),
      ),
    ).toBeNull();
    expect(
      comparableOfCells(
        new Map([
          ['domain', 'a.example'],
          ['verdict', 'clear'],
        ]),
      )?.verdict,
    ).toBe('clear');
  });
});
