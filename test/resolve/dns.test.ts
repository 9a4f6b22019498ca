import { afterEach, describe, expect, it } from 'vitest';
import { probeDns } from '../../src/resolve/dns.ts';
import { a, aaaa, cname, type FakeReply, type FakeZone, ns, soa } from '../net/dns-server.ts';
import { never } from '../net/network-for.ts';
import { startWorld } from '../net/worlds.ts';

const [A, NS, SOA, AAAA] = [1, 2, 6, 28];
const quay = { host: 'quay.example', registrable: 'quay.example', registered: 'quay.example', publicSuffix: 'example' };
const www = { ...quay, host: 'www.quay.example' };

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

async function ask(zone: FakeZone, domain = quay, timeoutMs = 2_000, signal = never) {
  const world = await startWorld({ zone, options: { timeoutMs } });
  close = world.close;
  return { outcome: await probeDns(domain, world.network, signal), asked: world.dns?.asked ?? [] };
}

/** Extended DNS Error 17 in an OPT record. */
const order = Buffer.from('by order of the harbour master');
const blocked = { name: '.', type: 41, data: Uint8Array.from([0, 15, 0, order.length + 2, 0, 17, ...order]) };
const noData: FakeReply = { authority: [soa('quay.example')] };
const noName: FakeReply = { rcode: 3, authority: [soa('example')] };

/** quay.example with a website behind an alias at www. */
const harbour: FakeZone = ({ name, type }) => {
  if (name === 'www.quay.example') {
    const alias = cname(name, 'quay.edge.test');
    return type === A
      ? { answers: [alias, a('quay.edge.test', '203.0.113.9')] }
      : { answers: [alias], authority: [soa('edge.test')] };
  }
  if (name !== 'quay.example') return noName;
  if (type === A) return { answers: [a(name, '203.0.113.7')] };
  if (type === AAAA) return { answers: [aaaa(name, 7)] };
  if (type === NS) return { answers: [ns(name, 'NS2.Harbour.Test'), ns(name, 'ns1.harbour.test')] };
  return type === SOA ? { answers: [soa(name, 'ns1.harbour.test')] } : noData;
};

describe('the DNS probe', () => {
  it('tells addresses, name servers and SOA of a host', async () => {
    const { outcome } = await ask(harbour);
    expect(outcome).toMatchObject({
      kind: 'ok',
      source: { protocol: 'dns', server: '192.0.2.53:53', askedAt: '2026-11-23T12:00:00.000Z' },
      value: {
        cnames: [],
        ipv4: { kind: 'ok', value: ['203.0.113.7'] },
        ipv6: { kind: 'ok', value: ['2001:db8::7'] },
        nameservers: { kind: 'ok', value: ['ns1.harbour.test', 'ns2.harbour.test'] },
        soa: { kind: 'ok', value: { mname: 'ns1.harbour.test', rname: 'hostmaster.quay.example' } },
      },
    });
  });

  it('follows an alias and takes the name servers of the registrable domain, not of the alias', async () => {
    const { outcome } = await ask(harbour, www);
    expect(outcome).toMatchObject({
      value: {
        cnames: ['quay.edge.test'],
        ipv4: { value: ['203.0.113.9'] },
        ipv6: { kind: 'absent', proof: 'NODATA' },
        nameservers: { value: ['ns1.harbour.test', 'ns2.harbour.test'] },
        soa: { kind: 'ok' },
      },
    });
  });

  it('asks the zone that the SOA beside "no data" names, when it lies between host and registrable domain', async () => {
    const domain = { ...quay, host: 'pier.north.quay.example' };
    const { outcome } = await ask(({ name, type }) => {
      if (type === NS && name === 'north.quay.example') return { answers: [ns(name, 'ns.north.test')] };
      return { authority: [soa('north.quay.example')] };
    }, domain);
    expect(outcome).toMatchObject({ value: { nameservers: { value: ['ns.north.test'] } } });
  });

  it('goes up to the registered domain when a private suffix has no zone of its own', async () => {
    const domain = {
      host: 'quay.pages.test',
      registrable: 'quay.pages.test',
      registered: 'pages.test',
      publicSuffix: 'pages.test',
    };
    const { outcome } = await ask(
      ({ name, type }) =>
        type === NS && name === 'pages.test' ? { answers: [ns(name, 'ns.pages.test')] } : { authority: [soa('test')] },
      domain,
    );
    expect(outcome).toMatchObject({ value: { nameservers: { value: ['ns.pages.test'] } } });
  });

  it('is absent only by NXDOMAIN for the host', async () => {
    expect((await ask(() => noName)).outcome).toMatchObject({ kind: 'absent', proof: 'NXDOMAIN' });
  });

  it('has absent addresses, but is ok, when the host is there without any', async () => {
    expect((await ask(() => noData)).outcome).toMatchObject({
      kind: 'ok',
      value: { ipv4: { kind: 'absent', proof: 'NODATA' }, nameservers: { kind: 'absent' } },
    });
  });

  it('is ok with the alias kept when the alias leads to no name: a dangling CNAME', async () => {
    const { outcome } = await ask(({ name }) => ({ ...noName, answers: [cname(name, 'gone.edge.test')] }), www);
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { cnames: ['gone.edge.test'], ipv4: { kind: 'absent', proof: 'NXDOMAIN' } },
    });
  });

  it('believes name servers that are there over an NXDOMAIN for the addresses', async () => {
    const { outcome } = await ask(({ name, type }) => (type === NS ? { answers: [ns(name, 'ns.quay.test')] } : noName));
    expect(outcome).toMatchObject({ kind: 'ok', value: { ipv4: { kind: 'absent' }, nameservers: { kind: 'ok' } } });
  });

  it.each([
    ['SERVFAIL', { rcode: 2 }, 'refused', /^SERVFAIL/],
    ['REFUSED', { rcode: 5 }, 'refused', /^REFUSED/],
    ['an unknown rcode', { rcode: 11 }, 'refused', /^rcode 11/],
    ['a referral', { authority: [ns('example', 'ns.example')] }, 'refused', /referral/],
    ['"no data" of a server that does not recurse', { recursionAvailable: false }, 'refused', /^NOERROR without proof/],
    [
      'NXDOMAIN of a server that does not recurse',
      { rcode: 3, recursionAvailable: false },
      'refused',
      /^NXDOMAIN without proof/,
    ],
    [
      'a blocklist',
      { rcode: 3, authority: [soa('example')], answers: [blocked] },
      'refused',
      /withheld the answer: filtered \(by order of the harbour master\)$/,
    ],
    ['silence', null, 'timeout', /^no answer within/],
    [
      'a CNAME loop',
      { answers: [cname('quay.example', 'b.example'), cname('b.example', 'quay.example')] },
      'malformed',
      /loop/,
    ],
    ['another answer', { answers: [a('other.example', '203.0.113.1')] }, 'malformed', /does not belong/],
  ] as const)('is failed by %s', async (_what, reply, code, detail) => {
    const { outcome } = await ask(() => reply, quay, 1_500);
    expect(outcome).toMatchObject({ kind: 'failed', fault: { code, detail: expect.stringMatching(detail) } });
  });

  it('keeps each field apart: one refused question leaves the others', async () => {
    const { outcome } = await ask((question) => (question.type === AAAA ? { rcode: 2 } : harbour(question)));
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { ipv4: { kind: 'ok' }, ipv6: { kind: 'failed', fault: { code: 'refused', attempts: 3 } } },
    });
  });

  it('still finds the zone of a host whose own alias loops', async () => {
    const { outcome } = await ask(
      (question) =>
        question.name === 'www.quay.example' ? { answers: [cname(question.name, question.name)] } : harbour(question),
      www,
    );
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { ipv4: { kind: 'failed', fault: { code: 'malformed' } }, nameservers: { kind: 'ok' } },
    });
  });

  it('breaks a chain of more than eleven aliases', async () => {
    let step = 0;
    const { outcome } = await ask(({ name }) => {
      step += 1;
      return { answers: [cname(name, `n${step}.example`)] };
    });
    expect(outcome).toMatchObject({ kind: 'failed', fault: { code: 'malformed' } });
  });
});
