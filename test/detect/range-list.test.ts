import { describe, expect, it } from 'vitest';
import { loadCatalogue, readProviders } from '../../src/detect/catalogue.ts';
import { rangesIn, refusalOf, totalRefusalOf } from '../../src/detect/range-list.ts';
import { registrarClue } from '../../src/detect/registrar.ts';

describe('a publisher’s list of ranges', () => {
  it.each([
    ['plain lines', '192.0.2.0/24\n198.51.100.7\r\n2001:db8::/32\n'],
    ['JSON', '{"at":"2026-11-23T10:20:30Z","v4":["192.0.2.0/24","198.51.100.7"],"v6":["2001:DB8::/32"]}'],
    ['HTML', '<li>192.0.2.0/24</li><li>198.51.100.7</li><p>v1.2.3 at 10:20:30</p><li>2001:db8::/32</li>'],
  ])('is read from %s', (_, text) => {
    expect(rangesIn(text, 'all')).toEqual(['192.0.2.0/24', '198.51.100.7', '2001:db8::/32']);
  });

  it('of AWS is read by service, of Azure by tag', () => {
    const aws = JSON.stringify({
      prefixes: [
        { ip_prefix: '192.0.2.0/24', service: 'CLOUDFRONT' },
        { ip_prefix: '198.51.100.0/24', service: 'EC2' },
      ],
      ipv6_prefixes: [{ ipv6_prefix: '2001:db8::/32', service: 'CLOUDFRONT' }],
    });
    expect(rangesIn(aws, 'aws:CLOUDFRONT')).toEqual(['192.0.2.0/24', '2001:db8::/32']);
    const azure = JSON.stringify({
      values: [
        { name: 'AzureCloud', properties: { addressPrefixes: ['198.51.100.0/24'] } },
        { name: 'AzureFrontDoor.Frontend', properties: { addressPrefixes: ['192.0.2.0/24'] } },
      ],
    });
    expect(rangesIn(azure, 'azure:AzureFrontDoor.Frontend')).toEqual(['192.0.2.0/24']);
    expect(() => rangesIn('<html>', 'aws:CLOUDFRONT')).toThrow();
  });

  it.each([
    [['0.0.0.0/0'], 'too wide'],
    [['10.0.0.0/7'], 'too wide'],
    [['2001::/19'], 'too wide'],
    [[], 'no range'],
    [['192.0.2.0/24', '192.0.3.0/24'], '2 ranges where there were 3'],
  ])('%j is refused', (fresh, why) => {
    expect(refusalOf(fresh, ['192.0.2.0/24', '192.0.3.0/24', '192.0.4.0/24'])).toContain(why);
  });

  it.each([[['10.0.0.0/8']], [['2001:db8::/20']], [['192.0.2.0/24', '198.51.100.0/24']]])('%j is taken', (fresh) => {
    expect(refusalOf(fresh, ['192.0.2.0/24'])).toBeNull();
  });

  it('is refused with all others when a provider lost every range', () => {
    const before = readProviders();
    const after = before.map((provider) =>
      provider.id === 'sucuri' && provider.ranges !== undefined
        ? { ...provider, ranges: { ...provider.ranges, published: [] } }
        : provider,
    );
    expect(totalRefusalOf(before, after)).toContain('sucuri');
    expect(totalRefusalOf(before, before)).toBeNull();
  });
});

describe('a registrar', () => {
  it.each([
    ['GoDaddy.com, LLC', null, 'godaddy'],
    ['NETWORK SOLUTIONS, LLC.', null, 'network-solutions'],
    ['NAMECHEAP INC', null, 'namecheap'],
    ['Squarespace Domains II LLC', null, 'squarespace'],
    ['A Name Nobody Knows', '146', 'godaddy'],
    ['Harbour Names Ltd', '99999', null],
    ['Not GoDaddy.com', null, null],
  ])('%s, id %s, is %s', (name, id, provider) => {
    expect(registrarClue(name, id, loadCatalogue())?.provider ?? null).toBe(provider);
  });
});
