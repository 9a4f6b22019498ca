import { describe, expect, it } from 'vitest';
import { ok } from '../../src/model/outcome.ts';
import { clusterWords, collectClusters, sharedOf } from '../../src/report/clusters.ts';
import { assessment, fronting, HARBOUR, party, withEvidence } from './harbour.ts';

const source = { protocol: 'rdap', server: 'https://rdap.example/', askedAt: '2026-11-23T08:00:00.000Z' } as const;

function heldBy(host: string, name: string, more = {}) {
  const base = assessment(2, host, more);
  const { registration } = base.evidence;
  if (registration.kind !== 'ok') throw new Error('the harbour answers');
  return withEvidence(base, {
    registration: ok({ ...registration.value, registrant: ok(party(name, name), source) }, source),
  });
}

const foundAmong = (rows: readonly ReturnType<typeof assessment>[]) => {
  const clusters = collectClusters();
  for (const row of rows) clusters.add(row.evidence.domain?.registrable, sharedOf(row));
  return clusters.found();
};

describe('clusters', () => {
  it('join domains of one registrant, whatever the case of its name', () => {
    const found = foundAmong([heldBy('pier.example', 'Pier Nine AS'), heldBy('quay.example', 'PIER NINE AS')]);
    expect(found).toContainEqual(
      expect.objectContaining({ what: 'registrant', domains: ['pier.example', 'quay.example'], count: 2 }),
    );
  });

  it('do not join one domain with itself', () => {
    const twice = heldBy('pier.example', 'Pier Nine AS');
    expect(foundAmong([twice, twice])).toEqual([]);
  });

  it('leave out what an edge gives to all who stand behind it: addresses and certificates', () => {
    const edged = fronting(null);
    const behind = {
      fronting: ok({ ...edged, edges: [{ provider: 'cloudflare', confidence: 0.99, clues: [] }] }, source),
    };
    const kinds = (rows: Parameters<typeof foundAmong>[0]) => new Set(foundAmong(rows).map(({ what }) => what));
    const bare = { fronting: ok({ ...edged, edges: [], platform: null }, source) };
    expect(kinds([heldBy('a.example', 'A', bare), heldBy('b.example', 'B', bare)])).toContain('address');
    expect(kinds([heldBy('a.example', 'A', behind), heldBy('b.example', 'B', behind)])).not.toContain('address');
  });

  it('put the largest first, name three domains and count all', () => {
    const [first, ...rest] = foundAmong(HARBOUR);
    expect(rest.every(({ count }) => count <= (first?.count ?? 0))).toBe(true);
    expect(clusterWords({ what: 'address', value: '192.0.2.1', domains: ['a', 'b', 'c', 'd'], count: 9 })).toBe(
      'address 192.0.2.1: 9 rows (a, b, c …)',
    );
  });

  it('hold no more values than memory may, and go on counting those they hold', () => {
    const clusters = collectClusters();
    clusters.add('first.example', [['address', 'held']]);
    for (let at = 0; at < 200_000; at += 1) clusters.add('one.example', [['address', String(at)]]);
    for (const domain of ['late.example', 'later.example']) clusters.add(domain, [['address', 'beyond']]);
    clusters.add('second.example', [['address', 'held']]);
    expect(clusters.found().map(({ value }) => value)).toEqual(['held']);
  });
});
