import { describe, expect, it } from 'vitest';
import type { DnsAnswer, InputRow } from '../../src/model/evidence.ts';
import { absent, failed, type Outcome, ok, skipped } from '../../src/model/outcome.ts';
import { gather, type Probes } from '../../src/resolve/gather.ts';
import { networkFor, never } from '../net/network-for.ts';

const SOURCE = { protocol: 'dns', server: '192.0.2.53:53', askedAt: '2026-11-23T12:00:00Z' } as const;
const NONE = absent('NODATA', SOURCE);
const domain = {
  host: 'quay.example',
  registrable: 'quay.example',
  registered: 'quay.example',
  publicSuffix: 'example',
};
const row: InputRow = { file: '-', line: 1, asked: 'quay.example', declared: null, extra: [], problem: null };
const answer: Outcome<DnsAnswer> = ok(
  { cnames: [], ipv4: ok(['203.0.113.7'], SOURCE), ipv6: NONE, nameservers: NONE, soa: NONE },
  SOURCE,
);

function world(changes: Partial<Probes> = {}) {
  const asked: string[] = [];
  const note =
    <T>(name: string, outcome: Outcome<T>) =>
    async () => {
      asked.push(name);
      return await Promise.resolve(outcome);
    };
  const probes: Probes = {
    dns: note('dns', answer),
    registration: note('registration', NONE),
    web: note('web', NONE),
    reverse: note('reverse', NONE),
    origins: note('origins', NONE),
    ...changes,
  };
  const all = { web: true, registration: true, reverse: true, origins: true, signal: never, probes };
  return { asked, all };
}

describe('gathering', () => {
  it('asks every probe once', async () => {
    const { asked, all } = world();
    const evidence = await gather(row, { domain }, networkFor({}), all);
    expect(asked.toSorted()).toEqual(['dns', 'origins', 'registration', 'reverse', 'web']);
    expect(evidence).toMatchObject({ row, domain, problem: null, gatheredAt: '2026-11-23T12:00:00.000Z', dns: answer });
  });

  it('skips every probe for what is not a domain name', async () => {
    const { asked, all } = world();
    const evidence = await gather(row, { problem: 'a label is longer than 63' }, networkFor({}), all);
    expect(asked).toEqual([]);
    expect(evidence).toMatchObject({
      domain: null,
      problem: 'a label is longer than 63',
      dns: skipped('not a domain name'),
      registration: skipped('not a domain name'),
      web: skipped('not a domain name'),
    });
  });

  it.each(['web', 'registration', 'reverse', 'origins'] as const)('skips %s when it is turned off', async (name) => {
    const { asked, all } = world();
    const evidence = await gather(row, { domain }, networkFor({}), { ...all, [name]: false });
    expect(asked).not.toContain(name);
    expect(evidence[name]).toEqual(skipped('turned off'));
  });

  it.each(['dns', 'web', 'registration', 'reverse', 'origins'] as const)(
    'keeps a bug in %s to itself',
    async (name) => {
      const { asked, all } = world({
        [name]: () => {
          throw new TypeError('a bug of ours');
        },
      });
      const evidence = await gather(row, { domain }, networkFor({}), all);
      expect(evidence[name]).toMatchObject({
        kind: 'failed',
        fault: { code: 'internal', detail: 'TypeError: a bug of ours' },
      });
      expect(asked).toContain(name === 'registration' ? 'dns' : 'registration');
    },
  );

  it('has no addresses to ask about when DNS failed, and says so', async () => {
    const dns = failed({ code: 'timeout', detail: 'no answer', attempts: 4 }, SOURCE);
    const { asked, all } = world({ dns: async () => await Promise.resolve(dns) });
    const evidence = await gather(row, { domain }, networkFor({}), all);
    expect(evidence.reverse).toEqual(skipped('DNS failed: no address to ask about'));
    expect(asked).toEqual(['registration', 'web']);
  });

  it('carries the proof on when there is no such name', async () => {
    const dns = absent('NXDOMAIN', SOURCE);
    const { all } = world({ dns: async () => await Promise.resolve(dns) });
    expect((await gather(row, { domain }, networkFor({}), all)).origins).toEqual(dns);
  });

  it('asks registration and DNS at the same time', async () => {
    const order: string[] = [];
    const slow = (name: string) => async () => {
      order.push(`${name} asked`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`${name} told`);
      return NONE;
    };
    const { all } = world({ dns: slow('dns'), registration: slow('registration') });
    await gather(row, { domain }, networkFor({}), all);
    expect(order.slice(0, 2).toSorted()).toEqual(['dns asked', 'registration asked']);
  });
});
