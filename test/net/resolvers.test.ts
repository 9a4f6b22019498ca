import { describe, expect, it } from 'vitest';
import { parseResolver, readResolvConf } from '../../src/net/resolvers.ts';

describe('a resolver as the user writes it', () => {
  it.each([
    ['192.0.2.1', { protocol: 'udp', address: '192.0.2.1', port: 53 }],
    ['127.0.0.1:5353', { protocol: 'udp', address: '127.0.0.1', port: 5353 }],
    ['2001:db8::1', { protocol: 'udp', address: '2001:db8::1', port: 53 }],
    ['[2001:db8::1]:54', { protocol: 'udp', address: '2001:db8::1', port: 54 }],
    ['tcp://192.0.2.1', { protocol: 'tcp', address: '192.0.2.1', port: 53 }],
    ['tls://dns.example', { protocol: 'tls', address: 'dns.example', port: 853, serverName: 'dns.example' }],
    [
      'https://dns.example/ask',
      { protocol: 'https', address: 'dns.example', port: 443, serverName: 'dns.example', path: '/ask' },
    ],
    [
      'https://192.0.2.1:8443',
      { protocol: 'https', address: '192.0.2.1', port: 8443, serverName: '192.0.2.1', path: '/dns-query' },
    ],
  ])('%s is understood', (text, resolver) => {
    expect(parseResolver(text)).toEqual(resolver);
  });

  it.each([
    '',
    'dns.example',
    'tcp://dns.example',
    'ftp://192.0.2.1',
    '192.0.2.1:0',
    '192.0.2.1:99999',
    '192.0.2.1/x',
    'tls://-x',
  ])('%j is not', (text) => {
    expect(parseResolver(text)).toBeNull();
  });
});

describe('the system resolvers', () => {
  it('are the first three addresses of resolv.conf, comments and names left out', () => {
    const text =
      '# nameserver 192.0.2.9\nnameserver 192.0.2.1\nsearch quay.example\n nameserver\t2001:db8::1\nnameserver dns.example\nnameserver fe80::1%eth0\nnameserver 192.0.2.4\n';
    expect(readResolvConf(text).map(({ address }) => address)).toEqual(['192.0.2.1', '2001:db8::1', 'fe80::1%eth0']);
  });

  it('are this machine when none is named', () => {
    expect(readResolvConf('options edns0')).toEqual([{ protocol: 'udp', address: '127.0.0.1', port: 53 }]);
  });
});
