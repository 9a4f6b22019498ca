import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openNetwork } from '../../src/net/open-network.ts';
import { a, startDnsServer } from './dns-server.ts';

const base = { userAgent: 'audit-domains/test', timeoutMs: 500, now: () => new Date(0) };
const close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of close.splice(0)) await end();
});

function write(map: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'network-map-'));
  writeFileSync(join(folder, 'authority.pem'), 'a certificate');
  writeFileSync(join(folder, 'map.json'), typeof map === 'string' ? map : JSON.stringify(map));
  return join(folder, 'map.json');
}

describe('opening a network', () => {
  it('takes resolvers, authorities and routes from a map', async () => {
    const mapFile = write({
      format: 1,
      authorities: ['authority.pem'],
      resolvers: ['127.0.0.1:5353'],
      routes: [{ transport: 'tcp', address: '*', port: 80, to: '127.0.0.1:40001' }],
    });
    const network = await openNetwork({ ...base, mapFile });
    expect(network).toMatchObject({
      resolvers: [{ protocol: 'udp', address: '127.0.0.1', port: 5353 }],
      extraAuthorities: ['a certificate'],
      userAgent: 'audit-domains/test',
    });
    expect(network.dial({ transport: 'tcp', address: '203.0.113.7', port: 80 })).toHaveProperty('to.port', 40_001);
    expect(network.dial({ transport: 'tcp', address: '203.0.113.7', port: 43 })).toHaveProperty('refused');
  });

  it('looks a resolver named by host up before the first question', async () => {
    const dns = await startDnsServer(({ name, type }) => (type === 1 ? { answers: [a(name, '192.0.2.8')] } : {}));
    close.push(dns.close);
    const mapFile = write({ format: 1, resolvers: [`127.0.0.1:${dns.port}`] });
    const network = await openNetwork({ ...base, mapFile, resolvers: ['tls://dns.example'] });
    expect(network.resolvers).toEqual([
      { protocol: 'tls', address: '192.0.2.8', port: 853, serverName: 'dns.example' },
    ]);
  });

  it('without a map refuses what is not public, but not the resolver that was named', async () => {
    const network = await openNetwork({ ...base, resolvers: ['127.0.0.1:5353'] });
    expect(network.extraAuthorities).toEqual([]);
    expect(network.dial({ transport: 'udp', address: '127.0.0.1', port: 5353 })).toHaveProperty('to');
    expect(network.dial({ transport: 'tcp', address: '127.0.0.1', port: 80 })).toHaveProperty('refused');
  });

  it.each([
    ['a map that is no JSON', { mapFile: () => write('{') }, /network map .* is not JSON/],
    ['a map of another format', { mapFile: () => write({ format: 7 }) }, /"format" must be 1/],
    ['a map that is not there', { mapFile: () => '/nowhere/map.json' }, /ENOENT/],
    ['a resolver that is none', { resolvers: ['quay'] }, /"quay" is not a resolver: use 9\.9\.9\.9/],
    [
      'a resolver whose name leads nowhere',
      { mapFile: () => write({ format: 1 }), resolvers: ['tls://dns.example'] },
      /the resolver dns\.example cannot be found/,
    ],
  ])(
    'tells %s in one line',
    async (_what, { mapFile, resolvers = [] }: { mapFile?: () => string; resolvers?: string[] }, told) => {
      const options = { ...base, resolvers, ...(mapFile === undefined ? {} : { mapFile: mapFile() }) };
      await expect(openNetwork(options)).rejects.toThrow(told);
    },
  );
});
