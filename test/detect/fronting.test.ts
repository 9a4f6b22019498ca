import { describe, expect, it } from 'vitest';
import { detectFronting } from '../../src/detect/fronting.ts';
import type { FrontingSignals } from '../../src/detect/signals.ts';

const CF_NS = ['aida.ns.cloudflare.com', 'bob.ns.cloudflare.com'];
const edgesOf = (signals: FrontingSignals): readonly string[] =>
  detectFronting(signals).edges.map(({ provider }) => provider);

describe('who stands in front', () => {
  it.each([
    ['a Cloudflare address', { nameservers: CF_NS, addresses: ['104.16.3.4'] }, ['cloudflare'], 'yes'],
    ['a DNS-only Cloudflare zone', { nameservers: CF_NS, addresses: ['203.0.113.5'], asn: 64500 }, [], 'no'],
    ['Cloudflare name servers alone', { nameservers: CF_NS }, [], 'unknown'],
    ['one address in front, one beside it', { addresses: ['104.16.3.4', '203.0.113.5'] }, ['cloudflare'], 'partial'],
    ['IPv6 that passes the proxy by', { addresses: ['104.16.3.4', '2001:db8::5'] }, ['cloudflare'], 'partial'],
    [
      'an Akamai CNAME at an ISP address',
      { cnames: ['www.northquay.example.edgekey.net', 'e1.a.akamaiedge.net'], addresses: ['198.51.100.7'] },
      ['akamai'],
      'yes',
    ],
    [
      'a name that only ends like one',
      { cnames: ['x.notfastly.net'], addresses: ['203.0.113.5'], asn: 64500 },
      [],
      'no',
    ],
    ['Fastly by CNAME', { cnames: ['acme.map.fastly.net'] }, ['fastly'], 'yes'],
    ['CloudFront by address', { addresses: ['13.224.1.2'], asn: 16509 }, ['cloudfront'], 'yes'],
    ['a server at AWS beside CloudFront', { addresses: ['3.5.140.9'], asn: 16509 }, [], 'unknown'],
    ['Azure Front Door by address', { addresses: ['13.107.246.10'], asn: 8075 }, ['azure-front-door'], 'yes'],
    ['CloudFront by header', { headers: { 'X-Amz-Cf-Id': 'abc' } }, ['cloudfront'], 'yes'],
    [
      'Cloudflare before CloudFront',
      { addresses: ['104.16.3.4'], headers: { 'cf-ray': '7-FRA', 'x-amz-cf-id': 'abc' } },
      ['cloudflare', 'cloudfront'],
      'yes',
    ],
    ['DDoS-Guard', { addresses: ['185.178.208.5'], headers: { server: 'ddos-guard' } }, ['ddos-guard'], 'yes'],
    ['Imperva', { headers: { 'x-iinfo': '1-2-3' } }, ['imperva'], 'yes'],
    ['Sucuri', { headers: { 'x-sucuri-id': '15005' } }, ['sucuri'], 'yes'],
    ['Bunny', { headers: { server: 'BunnyCDN-DE1-1042' } }, ['bunny'], 'yes'],
    ['Vercel, its own edge', { cnames: ['cname.vercel-dns.com'], addresses: ['76.76.21.21'] }, ['vercel'], 'yes'],
    [
      'GitHub Pages, through Fastly',
      { cnames: ['northquay.github.io'], addresses: ['185.199.108.153'] },
      ['fastly'],
      'yes',
    ],
    ['a load balancer is no CDN', { headers: { via: '1.1 google' } }, [], 'no'],
    ['forwarding headers prove nothing', { headers: { 'x-forwarded-for': '192.0.2.1', server: 'nginx' } }, [], 'no'],
    ['a CDN nobody knows', { headers: { 'x-cdn': 'BrandNewCDN', server: 'nginx' } }, [], 'unknown'],
    ['DNS steering', { cnames: ['2-01-49b5-005b.cdx.cedexis.net'] }, [], 'unknown'],
    ['nothing at all', {}, [], 'unknown'],
  ] as const)('%s', (_, signals, edges, proxied) => {
    const fronting = detectFronting(signals);
    expect(fronting.edges.map(({ provider }) => provider)).toEqual(edges);
    expect(fronting.proxied).toBe(proxied);
    for (const edge of fronting.edges) expect(edge.clues.length).toBeGreaterThan(0);
  });

  it('keeps DNS operator, platform and host apart from the edge', () => {
    expect(
      detectFronting({
        nameservers: ['ns1.domaincontrol.com'],
        cnames: ['shops.myshopify.com'],
        addresses: ['23.227.38.74'],
      }),
    ).toMatchObject({
      dnsOperators: ['godaddy'],
      platform: 'shopify',
      host: 'shopify',
      edges: [{ provider: 'cloudflare' }],
    });
  });

  it('tells a CNAME left behind at a provider that has ceased', () => {
    const { notes, edges } = detectFronting({ cnames: ['x.llnwd.net'] });
    expect(notes.map(({ id }) => id)).toEqual(['dangling-cname']);
    expect(edges).toEqual([]);
  });

  it('tells the visible origin beside a proxy, and an origin certificate shown to a visitor', () => {
    expect(detectFronting({ addresses: ['104.16.3.4', '203.0.113.5'] }).notes[0]).toMatchObject({
      id: 'visible-origin',
      message: expect.stringContaining('203.0.113.5'),
    });
    const certificate = { issuer: 'CloudFlare Origin SSL Certificate Authority', subject: '', names: [] };
    expect(detectFronting({ addresses: ['203.0.113.5'], certificate }).proxied).toBe('no');
  });

  it('gives the same bytes for the same signals, in any letter case', () => {
    const signals = {
      nameservers: CF_NS,
      addresses: ['104.16.3.4'],
      headers: { 'cf-ray': '7-FRA', 'x-amz-cf-id': 'a' },
    };
    const loud = {
      nameservers: CF_NS.map((name) => `${name.toUpperCase()}.`),
      addresses: ['104.16.3.4'],
      headers: { 'CF-Ray': '7-FRA', 'X-AMZ-CF-ID': 'a' },
    };
    const facts = ({ edges, proxied, dnsOperators }: ReturnType<typeof detectFronting>) =>
      JSON.stringify([edges.map(({ provider }) => provider), proxied, dnsOperators]);
    expect(JSON.stringify(detectFronting(signals))).toBe(JSON.stringify(detectFronting(signals)));
    expect(facts(detectFronting(loud))).toBe(facts(detectFronting(signals)));
  });

  it('never calls a domain proxied by its name servers', () => {
    for (const ns of [
      'ns1.ddos-guard.net',
      'a1-64.akam.net',
      'kiki.bunny.net',
      'ns1.sucuridns.com',
      'aida.ns.cloudflare.com',
    ]) {
      expect(edgesOf({ nameservers: [ns], addresses: ['203.0.113.9'], asn: 64500 })).toEqual([]);
    }
  });
});

describe('the page that answered', () => {
  const page = (signals: FrontingSignals) => {
    const { pageKind, pageProvider, siteTitle } = detectFronting(signals);
    return [pageKind, pageProvider, siteTitle];
  };
  it.each([
    [
      'a challenge by header',
      {
        status: 403,
        title: 'Just a moment...',
        headers: { 'cf-mitigated': 'challenge', server: 'cloudflare', 'cf-ray': '1' },
      },
      ['challenge', 'cloudflare', null],
    ],
    ['a challenge by title and status', { status: 503, title: 'Just a moment...' }, ['challenge', 'cloudflare', null]],
    [
      'a site that is called so',
      { status: 200, title: 'Just a moment... of your time' },
      ['site', null, 'Just a moment... of your time'],
    ],
    [
      'an article about it',
      { status: 200, title: 'Cloudflare alternatives compared' },
      ['site', null, 'Cloudflare alternatives compared'],
    ],
    ['a block page', { status: 403, title: 'Attention Required! | Cloudflare' }, ['block', 'cloudflare', null]],
    [
      'an origin error',
      {
        status: 522,
        title: 'northquay.example | 522: Connection timed out',
        headers: { server: 'cloudflare', 'cf-ray': '1' },
      },
      ['origin-error', 'cloudflare', null],
    ],
    ['an unclaimed page', { status: 404, title: 'Site not found · GitHub Pages' }, ['unclaimed', 'github-pages', null]],
    ['a default page', { status: 200, title: 'Welcome to nginx!' }, ['placeholder', null, null]],
    ['a suspended account', { status: 200, title: 'Account Suspended' }, ['suspended', null, null]],
    ['a car for sale', { status: 200, title: 'This car is for sale' }, ['site', null, 'This car is for sale']],
    ['a domain for sale', { status: 200, title: 'northquay.example is for sale' }, ['parked', null, null]],
    [
      'a seized domain',
      { status: 200, title: 'This domain has been seized', nameservers: ['ns1.fbi.seized.gov'] },
      ['seized', null, null],
    ],
    ['an error page', { status: 404, title: 'Northquay: not here' }, ['error', null, null]],
    ['no page', {}, ['none', null, null]],
  ] as const)('%s', (_, signals, expected) => {
    expect(page(signals)).toEqual(expected);
  });
});
