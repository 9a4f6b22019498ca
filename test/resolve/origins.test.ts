import { afterEach, describe, expect, it } from 'vitest';
import { probeOrigins, readOrigin } from '../../src/resolve/origins.ts';
import { probeReverse } from '../../src/resolve/reverse.ts';
import { type FakeZone, ptr, txt } from '../net/dns-server.ts';
import { never } from '../net/network-for.ts';
import { startWorld } from '../net/worlds.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

async function worldWith(zone: FakeZone) {
  const world = await startWorld({ zone, options: { timeoutMs: 2_000 } });
  close = world.close;
  return { network: world.network, names: () => (world.dns?.asked ?? []).map(({ name }) => name) };
}

describe('an origin record', () => {
  it.each([
    ['64500 | 203.0.113.0/24 | US | arin | 2014-03-28', { asn: 64_500, country: 'US' }],
    ['64500 64501 | 203.0.113.0/24 | fi | ripencc | ', { asn: 64_500, country: 'FI' }],
    ['64500 | 203.0.113.0/24 |  | | ', { asn: 64_500, country: '' }],
    ['0 | 203.0.113.0/24 | US | |', null],
    ['99999999999 | x | US', null],
    ['NA | 203.0.113.0/24 | US', null],
    ['', null],
  ])('%j is read as %j', (text, origin) => {
    expect(readOrigin(text)).toEqual(origin);
  });
});

describe('the origins probe', () => {
  const zone: FakeZone = ({ name }) => {
    if (name === 'as64500.asn.cymru.com')
      return { answers: [txt(name, '64500 | US | arin | 2010-01-01 | QUAY-AS North Quay, US')] };
    if (name === '113.0.203.origin.asn.cymru.com')
      return { answers: [txt(name, '64500 | 203.0.113.0/24 | US | arin | 2014-03-28')] };
    return name.endsWith('origin6.asn.cymru.com')
      ? { answers: [txt(name, '64500 | 2001:db8::/32 | US | arin | ')] }
      : { rcode: 3 };
  };

  it('tells AS, name and country of each address', async () => {
    const { network } = await worldWith(zone);
    const told = { asn: 64_500, asName: 'QUAY-AS North Quay, US', country: 'US' };
    expect(await probeOrigins(['203.0.113.7', '2001:db8::7', '198.51.100.1'], network, never)).toMatchObject({
      kind: 'ok',
      value: [
        { address: '203.0.113.7', ...told },
        { address: '2001:db8::7', ...told },
      ],
    });
  });

  it('asks once per prefix in a run, and never for the whole address', async () => {
    const { network, names } = await worldWith(zone);
    await Promise.all(
      ['203.0.113.7', '203.0.113.8'].map(async (address) => await probeOrigins([address], network, never)),
    );
    await probeOrigins(['203.0.113.9', '2001:db8::7'], network, never);
    const origins = names().filter((name) => name.includes('origin'));
    expect(origins.toSorted()).toEqual([
      '0.0.0.0.8.b.d.0.1.0.0.2.origin6.asn.cymru.com',
      '113.0.203.origin.asn.cymru.com',
    ]);
  });

  it('asks again after a failure', async () => {
    let isUp = false;
    const { network } = await worldWith((question) => (isUp ? zone(question) : { rcode: 2 }));
    expect(await probeOrigins(['203.0.113.7'], network, never)).toMatchObject({ kind: 'failed' });
    isUp = true;
    expect(await probeOrigins(['203.0.113.7'], network, never)).toMatchObject({ kind: 'ok' });
  });
});

describe('the reverse probe', () => {
  it('collects the names of both families, sorted', async () => {
    const { network, names } = await worldWith(({ name }) => ({
      answers: [ptr(name, name.endsWith('ip6.arpa') ? 'a.quay.example' : 'B.quay.example')],
    }));
    expect(await probeReverse(['203.0.113.7', '2001:db8::7'], network, never)).toMatchObject({
      kind: 'ok',
      value: ['a.quay.example', 'b.quay.example'],
    });
    expect(names()).toContain('7.113.0.203.in-addr.arpa');
    expect(names()).toContain(`7.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`);
  });

  it('is not absent when one address has no name and the other was not answered', async () => {
    const { network } = await worldWith(({ name }) => (name.endsWith('ip6.arpa') ? { rcode: 2 } : { rcode: 3 }));
    expect(await probeReverse(['203.0.113.7', '2001:db8::7'], network, never)).toMatchObject({ kind: 'failed' });
  });
});
