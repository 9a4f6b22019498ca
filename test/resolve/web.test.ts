import { type AddressInfo, createServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { DnsAnswer } from '../../src/model/evidence.ts';
import { absent, failed, type Outcome, ok } from '../../src/model/outcome.ts';
import type { Network } from '../../src/net/network.ts';
import { probeWeb } from '../../src/resolve/web.ts';
import { never } from '../net/network-for.ts';
import { startWorld, type World } from '../net/worlds.ts';
import { page } from './web-server.ts';

const SOURCE = { protocol: 'dns', server: '192.0.2.53:53', askedAt: '2026-11-23T12:00:00Z' } as const;
const NONE = absent('NODATA', SOURCE);
const quay = { host: 'quay.example', registrable: 'quay.example', registered: 'quay.example', publicSuffix: 'example' };

const dnsWith = (...addresses: readonly string[]): Outcome<DnsAnswer> =>
  ok({ cnames: [], ipv4: ok(addresses, SOURCE), ipv6: NONE, nameservers: NONE, soa: NONE }, SOURCE);

const known = (dns: Outcome<DnsAnswer>): DnsAnswer => {
  if (dns.kind !== 'ok') throw new Error('a test wants an answer');
  return dns.value;
};

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

async function visit(world: World, dns = dnsWith('203.0.113.7'), signal = never) {
  const started = await startWorld(world);
  close = started.close;
  return { outcome: await probeWeb(quay, dns, started.network, signal), heads: started.heads() };
}

const HTML = '<!doctype html><html><head><title>North Quay\n  Shipping</title></head><body>Berths</body></html>';

describe('the web probe', () => {
  it('reads title, body, headers, cookie names and certificate over https', async () => {
    const headers = ['content-type: text/html; charset=utf-8', 'Set-Cookie: berth=7; Path=/', 'Via: a', 'via: b'];
    const { outcome, heads } = await visit({ https: page(HTML, headers) });
    expect(outcome).toMatchObject({
      kind: 'ok',
      source: { protocol: 'http', server: 'https://quay.example/' },
      value: {
        finalUrl: 'https://quay.example/',
        status: 200,
        headers: { via: 'a, b' },
        cookies: ['berth'],
        title: { kind: 'ok', value: 'North Quay Shipping' },
        body: HTML,
        address: '203.0.113.7',
        redirects: [],
        certificate: {
          kind: 'ok',
          value: {
            issuer: 'O=Harbour Town Test Authority, CN=Harbour Town Test Root',
            subject: 'O=Quay Shipping, CN=quay.example',
            names: ['quay.example', '*.quay.example'],
          },
        },
      },
    });
    expect(heads[0]).toContain('user-agent: audit-domains/test (+https://audit.example/)');
    expect(heads[0]).toMatch(/^GET \/ HTTP\/1\.1\r\n/);
    expect(heads[0]?.toLowerCase()).toContain('connection: close');
  });

  it('falls back to http and says why there is no certificate', async () => {
    const { outcome } = await visit({ http: page(HTML) });
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { finalUrl: 'http://quay.example/', certificate: { kind: 'failed', fault: { code: 'unreachable' } } },
    });
  });

  it.each([
    ['expired', /certificate has expired/],
    ['self-signed', /certificate is self-signed/],
  ] as const)('treats a %s certificate as an observation and goes on with http', async (certificate, told) => {
    const { outcome } = await visit({ http: page(HTML), https: page(HTML), certificate });
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        finalUrl: 'http://quay.example/',
        certificate: { kind: 'failed', fault: { code: 'refused', detail: expect.stringMatching(told) } },
      },
    });
  });

  it('is failed: refused when only a bad certificate is offered', async () => {
    const { outcome } = await visit({ https: page(HTML), certificate: 'expired' });
    expect(outcome).toMatchObject({
      kind: 'failed',
      fault: { code: 'refused', detail: expect.stringContaining('certificate has expired') },
    });
  });

  it('follows redirects across hosts and keeps the way', async () => {
    const { outcome } = await visit({
      zone: ({ name, type }) =>
        type === 1 ? { answers: [{ name, type: 1, data: Uint8Array.of(203, 0, 113, 8) }] } : {},
      http: page('', ['location: https://www.quay.example/start#top'], '301 Moved'),
      https: (head, socket) =>
        head.includes('/start')
          ? page(HTML)(head, socket)
          : page('', ['location: http://quay.example/'], '302 Found')(head, socket),
    });
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        finalUrl: 'https://www.quay.example/start',
        address: '203.0.113.8',
        redirects: ['https://quay.example/', 'http://quay.example/'],
        hops: [
          {
            url: 'https://quay.example/',
            status: 302,
            headers: { location: 'http://quay.example/' },
            address: '203.0.113.7',
          },
          { url: 'http://quay.example/', status: 301, address: '203.0.113.7' },
        ],
      },
    });
  });

  it.each([
    ['file:///etc/passwd', 'redirect to file:'],
    ['http://quay.example:8080/', 'redirect to port 8080'],
    ['http://a:b@quay.example/', 'redirect with user and password'],
    [`http://quay.example/${'a'.repeat(2_100)}`, 'longer than 2 KB'],
    ['http://[::bad', 'no address'],
    ['/again', 'redirect loop'],
  ])('does not follow a redirect to %.40s', async (location, told) => {
    const { outcome } = await visit({ http: page('', [`location: ${location}`], '302 Found') });
    expect(outcome).toMatchObject({ kind: 'failed', fault: { detail: expect.stringContaining(told) } });
  });

  it('gives up after five redirects', async () => {
    let step = 0;
    const { outcome, heads } = await visit({
      http: (head, socket) => {
        step += 1;
        page('', [`location: /${step}`], '302 Found')(head, socket);
      },
    });
    expect(outcome).toMatchObject({ fault: { detail: expect.stringContaining('more than 5 redirects') } });
    expect(heads).toHaveLength(6);
  });

  it.each([
    ['gzip', gzipSync(HTML)],
    ['br', brotliCompressSync(HTML)],
    ['deflate', deflateRawSync(HTML)],
    ['zstd', zstdCompressSync(HTML)],
  ])('decodes %s', async (coding, bytes) => {
    const { outcome } = await visit({ http: page(bytes, ['content-type: text/html', `content-encoding: ${coding}`]) });
    expect(outcome).toMatchObject({ value: { title: { value: 'North Quay Shipping' }, body: HTML } });
  });

  it.each([
    ['without a title', '<html><body>berths</body></html>', 'text/html', 'absent'],
    ['with an empty title', '<title> </title>', 'text/html', 'absent'],
    ['that is not HTML', '{"title": "no"}', 'application/json', 'absent'],
    [
      'cut before its head ended',
      `<html><head>${'<meta name=x>'.repeat(30_000)}<title>late</title>`,
      'text/html',
      'failed',
    ],
  ])('has for a page %s no title', async (_what, body, type, kind) => {
    const { outcome } = await visit({ http: page(body, [`content-type: ${type}`]) });
    expect(outcome).toMatchObject({ kind: 'ok', value: { title: { kind } } });
  });

  it.each([
    ['403 Forbidden', 403],
    ['503 Service Unavailable', 503],
  ])('keeps the raw page of a %s', async (status, code) => {
    const { outcome } = await visit({ http: page(HTML, ['content-type: text/html'], status) });
    expect(outcome).toMatchObject({ value: { status: code, title: { kind: 'ok' } } });
  });

  it('tries the next address, IPv4 before IPv6, when one does not take connections', async () => {
    const world = await startWorld({ http: page(HTML) });
    close = world.close;
    const tried: string[] = [];
    const network: Network = {
      ...world.network,
      dial: (wanted) => {
        tried.push(`${wanted.address} ${wanted.port}`);
        return wanted.address === '2001:db8::7' ? world.network.dial(wanted) : { refused: 'no route' };
      },
    };
    const dns = ok({ ...known(dnsWith('203.0.113.7', '203.0.113.8')), ipv6: ok(['2001:db8::7'], SOURCE) }, SOURCE);
    const outcome = await probeWeb(quay, dns, network, never);
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        address: '2001:db8::7',
        certificate: {
          fault: {
            attempts: 3,
            detail: expect.stringMatching(/203\.0\.113\.7: no route; 203\.0\.113\.8: no route; 2001/),
          },
        },
      },
    });
    expect(tried.slice(3)).toEqual(['203.0.113.7 80', '203.0.113.8 80', '2001:db8::7 80']);
  });

  it('leaves time for http when the TLS handshake never ends', async () => {
    const world = await startWorld({ http: page(HTML), options: { timeoutMs: 1_500 } });
    close = world.close;
    const mute = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const network: Network = {
      ...world.network,
      dial: (wanted) =>
        wanted.port === 443 ? { to: { transport: 'tcp', address: '127.0.0.1', port } } : world.network.dial(wanted),
    };
    expect(await probeWeb(quay, dnsWith('203.0.113.7'), network, never)).toMatchObject({
      kind: 'ok',
      value: { finalUrl: 'http://quay.example/', certificate: { kind: 'failed', fault: { code: 'timeout' } } },
    });
    mute.close();
  });

  it('is failed for a host that no URL can hold', async () => {
    const world = await startWorld({ http: page(HTML) });
    close = world.close;
    const outcome = await probeWeb({ ...quay, host: 'quay^.example' }, dnsWith('203.0.113.7'), world.network, never);
    expect(outcome).toMatchObject({ kind: 'failed', fault: { code: 'malformed' } });
  });

  it('has nothing to ask when DNS says that there is no such name', async () => {
    const { outcome } = await visit({}, absent('NXDOMAIN', SOURCE));
    expect(outcome).toEqual({ kind: 'absent', proof: 'DNS: NXDOMAIN', source: SOURCE });
  });

  it('has nothing to connect to when the name has no address', async () => {
    const dns = ok({ cnames: [], ipv4: NONE, ipv6: NONE, nameservers: NONE, soa: NONE }, SOURCE);
    expect((await visit({}, dns)).outcome).toMatchObject({ kind: 'absent', proof: 'DNS: no address (NODATA)' });
  });

  it('is skipped, not absent, when DNS failed', async () => {
    const dns = failed({ code: 'timeout', detail: 'no answer', attempts: 4 }, SOURCE);
    expect((await visit({}, dns)).outcome).toEqual({ kind: 'skipped', why: 'DNS failed: nothing to connect to' });
  });
});
