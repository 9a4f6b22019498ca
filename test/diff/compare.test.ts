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
  line: 1,
  verdict: 'clear',
  facts: FACTS,
  findings: [],
  told: [],
  lists: ['un@2026-08-01'],
};
const FINDING = { id: 'f1', says: 'registrant_org ~ Invented (un:1)' };
const moved = { ...FACTS, edge: 'ddos-guard', dns_operator: 'ddos-guard' };

async function* streamed(rows: readonly Comparable[]): AsyncGenerator<Comparable> {
  yield* rows;
}
const compare = (before: readonly Comparable[], after: readonly Comparable[]) =>
  Array.fromAsync(compareReports(streamed(before), streamed(after)));

describe('two reports held against each other', () => {
  it('say nothing of a domain that did not change', async () => {
    expect(await compare([ROW, ROW], [ROW, ROW])).toEqual([]);
  });

  it('tell a domain that left one edge for another', async () => {
    const [change] = await compare([ROW], [{ ...ROW, facts: moved }]);
    expect(change?.story).toBe('DNS operator: cloudflare → ddos-guard; left cloudflare, now ddos-guard');
    expect(change?.cause).toBe('domain');
  });

  it.each([
    ['none', 'cloudflare', 'now behind cloudflare'],
    ['cloudflare', 'none', 'left cloudflare, no edge seen now'],
  ])('tell an edge that came or went: %s, then %s', async (before, after, story) => {
    const rowOf = (edge: string): Comparable => ({ ...ROW, facts: { ...FACTS, edge } });
    expect((await compare([rowOf(before)], [rowOf(after)]))[0]?.story).toBe(story);
  });

  it('take a name that is spelt otherwise for the same', async () => {
    const facts = { ...FACTS, registrar: 'HARBOUR REGISTRAR', registrant_org: 'Northquay  Shipping.' };
    expect(await compare([ROW], [{ ...ROW, facts }])).toEqual([]);
    expect(await compare([ROW], [{ ...ROW, facts: { ...FACTS, registrar: 'Pier Names' } }])).toHaveLength(1);
  });

  it.each([
    ['the list', { lists: ['un@2026-11-01'] }, 'list'],
    ['the domain', { facts: moved }, 'domain'],
    ['both', { facts: moved, lists: ['un@2026-11-01'] }, 'both'],
    ['the rules', {}, 'rules'],
  ] as const)('lay a new finding to %s', async (_, what, cause) => {
    const [change] = await compare([ROW], [{ ...ROW, ...what, verdict: 'match', findings: [FINDING] }]);
    expect(change).toMatchObject({ cause, verdictBefore: 'clear', verdictAfter: 'match', newFindings: [FINDING] });
  });

  it('tell a finding that is gone, a domain that is new and one that is gone', async () => {
    const other = { ...ROW, domain: 'pier.example' };
    const changes = await compare(
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

  it('hold the second of two equal lines against the second', async () => {
    expect(await compare([ROW, { ...ROW, verdict: 'review' }], [ROW, ROW])).toHaveLength(1);
  });

  it('refuse a row without domain or verdict', () => {
    expect(comparableOfCells(new Map([['domain', 'a.example']]), 2)).toBeNull();
    expect(
      comparableOfCells(
        new Map([
          ['domain', 'a.example'],
          ['verdict', 'guilty'],
        ]),
        2,
      ),
    ).toBeNull();
    expect(
      comparableOfCells(
        new Map([
          ['domain', 'a.example'],
          ['verdict', 'clear'],
        ]),
        2,
      )?.verdict,
    ).toBe('clear');
  });
});
