import { describe, expect, it } from 'vitest';
import { mappedDial } from '../../src/net/dial.ts';
import { readNetworkMap } from '../../src/net/network-map.ts';

const whole = {
  format: 1,
  authorities: ['ca.pem'],
  resolvers: ['127.0.0.1:5353'],
  routes: [
    { transport: 'tcp', address: '*', port: 443, to: '127.0.0.1:40001' },
    { transport: 'tcp', address: '203.0.113.5', port: 443, to: '127.0.0.1:40002' },
    { transport: 'tcp', address: '2001:DB8:0::5', port: 443, to: '[::1]:40003' },
  ],
};

describe('a network map', () => {
  it('is read as it is written', () => {
    expect(readNetworkMap(whole)).toEqual(whole);
  });

  it.each([
    [null, 'must be an object'],
    [[], 'must be an object'],
    [{ ...whole, format: 2 }, '"format" must be 1'],
    [{ ...whole, route: [] }, 'unknown key "route"'],
    [{ ...whole, resolvers: ['localhost:53'] }, 'resolver "localhost:53" is not address:port'],
    [{ ...whole, routes: {} }, '"routes" must be an array'],
    [{ ...whole, routes: [{ ...whole.routes[0], transport: 'sctp' }] }, 'route 1: "transport"'],
    [{ ...whole, routes: [{ ...whole.routes[0], address: 'quay.example' }] }, 'route 1: "address"'],
    [{ ...whole, routes: [{ ...whole.routes[0], port: 0 }] }, 'route 1: "port"'],
    [{ ...whole, routes: [{ ...whole.routes[0], to: '127.0.0.1' }] }, 'route 1: "to"'],
    [{ ...whole, authorities: [7] }, '"authorities" must be an array of strings'],
  ])('%j is refused', (json, why) => {
    expect(() => readNetworkMap(json)).toThrow(why);
  });
});

describe('the mapped dial', () => {
  const dial = mappedDial(readNetworkMap(whole));
  const to = (transport: 'udp' | 'tcp', address: string, port: number) => {
    const dialled = dial({ transport, address, port });
    return 'to' in dialled ? `${dialled.to.address} ${dialled.to.port}` : dialled.refused;
  };

  it('prefers an exact address to any address', () => {
    expect(to('tcp', '203.0.113.5', 443)).toBe('127.0.0.1 40002');
    expect(to('tcp', '203.0.113.6', 443)).toBe('127.0.0.1 40001');
  });

  it('knows an IPv6 address in any spelling', () => {
    expect(to('tcp', '2001:db8::5', 443)).toBe('::1 40003');
  });

  it('reaches its own resolvers over UDP and TCP', () => {
    expect([to('udp', '127.0.0.1', 5353), to('tcp', '127.0.0.1', 5353)]).toEqual(['127.0.0.1 5353', '127.0.0.1 5353']);
  });

  it('refuses what is not in it, also the real Internet', () => {
    expect(to('tcp', '198.41.0.4', 80)).toBe('tcp 198.41.0.4 port 80 is not in the network map');
    expect(to('udp', '203.0.113.5', 443)).toMatch(/not in the network map/);
  });
});
