import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../src/net/network.ts';
import { openNetwork } from '../../src/net/open-network.ts';
import { probeDns } from '../../src/resolve/dns.ts';
import { probeRegistration } from '../../src/resolve/registration.ts';
import { probeWeb } from '../../src/resolve/web.ts';
import { FIXTURES, readWorld } from '../../src/simulate/fixtures.ts';
import { type Internet, startInternet } from '../../src/simulate/internet.ts';
import { createAuthority } from '../../src/simulate/x509.ts';

const NOW = new Date();
const never = new AbortController().signal;
const domain = (host: string) => ({
  host,
  registrable: host,
  registered: host,
  publicSuffix: host.split('.').at(-1) ?? '',
});

describe('the pretend Internet', () => {
  let internet: Internet;
  let network: Network;
  beforeAll(async () => {
    internet = await startInternet(readWorld(), NOW);
    network = await openNetwork({ mapFile: internet.mapFile, userAgent: 'test', timeoutMs: 1_500, now: () => NOW });
  });
  afterAll(() => internet.close());

  it.each([
    ['northquay-shipping.example', 'ok'],
    ['never-registered.example', 'absent'],
    ['silent-pier.example', 'failed'],
    ['broken-zone.example', 'failed'],
  ])('answers DNS for %s: %s', async (host, kind) => {
    expect((await probeDns(domain(host), network, never)).kind).toBe(kind);
  });

  it('follows a CNAME chain to the provider', async () => {
    const answer = await probeDns(domain('grain-terminal.example'), network, never);
    expect(answer.kind === 'ok' && answer.value.cnames).toEqual([
      'grain-terminal.example.edgekey.net',
      'e4711.a.akamaiedge.net',
    ]);
  });

  it.each([
    ['northquay-shipping.example', 'ok'],
    ['pilot-boat.test', 'ok'],
    ['never-registered.example', 'absent'],
    ['busy-registry.limited', 'failed'],
  ])('answers registration for %s: %s', async (host, kind) => {
    expect((await probeRegistration(domain(host), network, never)).kind).toBe(kind);
  });

  it('withholds a registrant, and names a proxy service, each as what it is', async () => {
    const how = async (host: string): Promise<string> => {
      const outcome = await probeRegistration(domain(host), network, never);
      if (outcome.kind !== 'ok' || outcome.value.registrant.kind !== 'redacted') return 'told';
      return outcome.value.registrant.how;
    };
    expect(await how('redacted-harbour.example')).toBe('withheld');
    expect(await how('proxy-pier.example')).toBe('proxy');
  });

  it('serves a page over TLS with a certificate of its own name, trusted only through the map', async () => {
    const dns = await probeDns(domain('northquay-shipping.example'), network, never);
    const page = await probeWeb(domain('northquay-shipping.example'), dns, network, never);
    expect(page.kind === 'ok' && page.value.finalUrl).toBe('https://northquay-shipping.example/');
    expect(page.kind === 'ok' && page.value.certificate).toMatchObject({
      kind: 'ok',
      value: { names: ['northquay-shipping.example'] },
    });
    const untrusting = { ...network, extraAuthorities: [] };
    const other = await probeWeb(domain('northquay-shipping.example'), dns, untrusting, never);
    expect(other.kind === 'ok' && other.value.certificate.kind === 'ok').toBe(false);
  });
});

describe('the world a year ago', () => {
  it('had the moved house at another provider, and everything else as it is now', () => {
    const [before, now] = [readWorld(FIXTURES, 'before'), readWorld()];
    expect(before.page('moved-house.example')?.headers?.['server']).toBe('cloudflare');
    expect(now.page('moved-house.example')?.headers?.['server']).toBe('ddos-guard');
    expect(before.names('moved-house.example')).not.toEqual(now.names('moved-house.example'));
    expect(before.rdap('moved-house.example')).not.toEqual(now.rdap('moved-house.example'));
    expect(before.names('northquay-shipping.example')).toEqual(now.names('northquay-shipping.example'));
  });
});

describe('the test authority', () => {
  it('issues certificates that verify against it, for the names asked, and for now', () => {
    const authority = createAuthority(NOW);
    const root = new X509Certificate(authority.certificate);
    const leaf = new X509Certificate(authority.issue(['northquay.example', '*.bulk.test']).certificate);
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(leaf.checkHost('northquay.example')).toBe('northquay.example');
    expect(leaf.checkHost('d1.bulk.test')).toBe('*.bulk.test');
    expect(leaf.checkHost('other.example')).toBeUndefined();
    expect(new Date(leaf.validTo).getTime()).toBeGreaterThan(NOW.getTime());
    expect(root.ca).toBe(true);
  });
});
