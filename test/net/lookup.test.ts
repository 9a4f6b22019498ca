import { afterEach, describe, expect, it } from 'vitest';
import { lookupAddresses } from '../../src/net/lookup.ts';
import { a, aaaa, cname, type FakeZone, soa, startDnsServer } from './dns-server.ts';
import { networkFor, never } from './network-for.ts';

const close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of close.splice(0)) await end();
});

async function networkWith(zone: FakeZone) {
  const server = await startDnsServer(zone);
  close.push(server.close);
  return networkFor({ dns: server.port });
}

describe('looking up a host', () => {
  it('gives IPv4 before IPv6 and follows aliases', async () => {
    const network = await networkWith(({ name, type }) => ({
      answers: [
        cname(name, 'edge.quay.test'),
        type === 1 ? a('edge.quay.test', '203.0.113.7') : aaaa('edge.quay.test', 7),
      ],
    }));
    expect(await lookupAddresses('www.quay.example', network, never)).toMatchObject({
      kind: 'ok',
      value: ['203.0.113.7', '2001:db8::7'],
      source: { server: '192.0.2.53:53' },
    });
  });

  it('says absent only when both families are', async () => {
    const network = await networkWith(({ name }) =>
      name.startsWith('none') ? { rcode: 3, authority: [soa('example')] } : { authority: [soa('quay.example')] },
    );
    expect(await lookupAddresses('none.example', network, never)).toMatchObject({ kind: 'absent', proof: 'NXDOMAIN' });
    expect(await lookupAddresses('quay.example', network, never)).toMatchObject({ kind: 'absent', proof: 'NODATA' });
  });

  it('is failed when one family has none and the other was refused', async () => {
    const network = await networkWith(({ type }) => (type === 1 ? { rcode: 2 } : { authority: [soa('quay.example')] }));
    expect(await lookupAddresses('quay.example', network, never)).toMatchObject({
      kind: 'failed',
      fault: { code: 'refused', detail: 'SERVFAIL', attempts: 3 },
    });
  });

  it('takes an address as its own answer', async () => {
    const network = networkFor({});
    expect(await lookupAddresses('[2001:db8::1]', network, never)).toMatchObject({
      kind: 'ok',
      value: ['2001:db8::1'],
    });
  });
});
