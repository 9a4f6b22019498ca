import { describe, expect, it } from 'vitest';
import { countryCode, countryOfAddress } from '../../src/resolve/registration/countries.ts';
import { dayOf } from '../../src/resolve/registration/days.ts';
import { hostName, nameServers, sameDomain } from '../../src/resolve/registration/hosts.ts';
import { withholding } from '../../src/resolve/registration/redaction.ts';
import { shippedServices } from '../../src/resolve/registration/servers.ts';
import { statusOf } from '../../src/resolve/registration/statuses.ts';

describe('a day as printed', () => {
  it.each([
    ['2024-03-09T22:00:00Z', '2024-03-09'],
    ['2024-03-09 23:59:59+02', '2024-03-09'],
    ['20240309', '2024-03-09'],
    ['20240309143000', '2024-03-09'],
    ['2024.03.09 13:00:00', '2024-03-09'],
    ['2024. 03. 09.', '2024-03-09'],
    ['2024/03/09', '2024-03-09'],
    ['2024-Mar-09.', '2024-03-09'],
    ['09-Mar-2024', '2024-03-09'],
    ['09-mar-2024 12:00', '2024-03-09'],
    ['9th March 2024', '2024-03-09'],
    ['02nd August 2000', '2000-08-02'],
    ['March  9 2024', '2024-03-09'],
    ['Sat Mar 9 2024', '2024-03-09'],
    ['Sat Mar  9 22:03:53 GMT 2024', '2024-03-09'],
    ['Monday 9th Mar 2024', '2024-03-09'],
    ['9.3.2024 10:15:55', '2024-03-09'],
    ['16/09/03', '2003-09-16'],
    ['25/03/2013', '2013-03-25'],
    ['NQS-UANIC 20240309000000', '2024-03-09'],
    ['2999-12-31', '2999-12-31'],
    ['before Aug-1996', null],
    ['0000-00-00', null],
    ['2024-02-31', null],
    ['N/A', null],
    ['', null],
  ])('%s is %s', (printed, day) => {
    expect(dayOf(printed)).toBe(day);
  });

  it('has the month first where the registry writes so, and where it can only be so', () => {
    expect([dayOf('03/09/2024', 'month-first'), dayOf('03/09/2024'), dayOf('03/25/2024')]).toEqual([
      '2024-03-09',
      '2024-09-03',
      '2024-03-25',
    ]);
  });
});

describe('a country', () => {
  it.each([
    ['no', 'NO'],
    ['UK', 'GB'],
    ['UNITED STATES', 'US'],
    ['U.S.A.', 'US'],
    ['Tyskland', 'DE'],
    ['Estados Unidos de América', 'US'],
    ['US (UNITED STATES)', 'US'],
    ['Hong Kong (HK)', 'HK'],
    ['Korea, Republic of', 'KR'],
    ['Iran, Islamic Republic of', 'IR'],
    ['Deutschland', 'DE'],
    ['日本', 'JP'],
    ['Texas', null],
    ['XX', null],
    ['', null],
  ])('spelt %s is %s', (spelling, code) => {
    expect(countryCode(spelling)).toBe(code);
  });

  it.each([
    [['1 Quay Road', 'Harbour Town', 'NO'], 'NO'],
    [['1 Quay Road, Mountain View, CA 94043 US'], 'US'],
    [['1 Quay Road, Boise, ID'], null],
    [['1 Quay Road', 'Boise', 'ID', '83704', 'United States'], 'US'],
    [['1 Port St., Bandar, IR'], 'IR'],
    [['Saudi Arabia المملكة العربية السعودية'], 'SA'],
    [[], null],
  ])('at the end of %j is %s', (lines, code) => {
    expect(countryOfAddress(lines)).toBe(code);
  });
});

describe('a host', () => {
  it.each([
    ['NS1.Northquay.Example.', 'ns1.northquay.example'],
    ['nördkai.example', 'xn--nrdkai-wxa.example'],
    ['192.0.2.1', null],
    ['2001:db8::1', null],
    ['localhost', null],
    [`${'a'.repeat(70)}.example`, null],
    ['a b.example', null],
  ])('printed %s is %s', (printed, host) => {
    expect(hostName(printed)).toBe(host);
  });

  it('is taken from what stands around it, once', () => {
    expect(
      nameServers(['NS1.A.EXAMPLE. 192.0.2.1 2001:db8::1', 'ns1.a.example', 'ns2.a.example [OK] (192.0.2.2)']),
    ).toEqual(['ns1.a.example', 'ns2.a.example']);
  });

  it('is the same in U-labels and A-labels', () => {
    expect(sameDomain('NÖRDKAI.example.', 'xn--nrdkai-wxa.example')).toBe(true);
  });
});

describe('a status', () => {
  it.each([
    ['clientHold https://icann.org/epp#clientHold', 'client hold'],
    ['client_transfer_prohibited', 'client transfer prohibited'],
    ['CLIENT UPDATE PROHIBITED', 'client update prohibited'],
    ['ok (paid and in zone)', 'active'],
    ['Registered until expiry date.', 'registered until expiry date.'],
    ['-', null],
  ])('%s is %s', (printed, status) => {
    expect(statusOf(printed)).toBe(status);
  });
});

describe('a value in place of a name', () => {
  it.each([
    ['REDACTED FOR PRIVACY', 'withheld'],
    ['DATA REDACTED', 'withheld'],
    ['Redacted | Registry Policy', 'withheld'],
    ['Not Disclosed - Visit www.registry.example for webbased WHOIS', 'withheld'],
    ['hidden', 'withheld'],
    ['Private Person', 'withheld'],
    ['Statutory Masking Enabled', 'withheld'],
    ['Domains By Proxy, LLC', 'proxy'],
    ['Privacy service provided by Withheld for Privacy ehf', 'proxy'],
    ['Whois Privacy Harbour Service', 'proxy'],
    ['Contact Privacy Inc. Customer 017', 'proxy'],
    ['On behalf of northquay.example owner', 'proxy'],
    ['N/A', 'placeholder'],
    ['---', 'placeholder'],
    ['0145076-7', 'placeholder'],
    ['Suspended Domain Name', 'placeholder'],
  ])('%s is seen as %s', (value, how) => {
    expect(withholding(value, 'name')?.how).toBe(how);
  });

  it.each([
    'Privacy International',
    'GDPR Consulting Ltd',
    'Gandi SAS',
    'Harbour Protection Services Ltd',
    'Hidden Valley Ferries',
    'Proxy Networks Inc',
    'Office of the Data Protection Commissioner',
    'Unknown Worlds Shipping',
    'Private Jet Charter Ltd',
    'Shield Marine Ltd',
    'Whois Corp.',
    '北码头航运有限公司',
  ])('is not seen in %s, which is a name', (value) => {
    expect(withholding(value, 'organisation')).toBeNull();
  });
});

describe('the servers that ship', () => {
  it.each([
    ['northquay.com', 'https://rdap.verisign.com/com/v1/', true],
    ['northquay.io', 'https://rdap.identitydigital.services/rdap/', false],
    ['northquay.at', null, null],
  ])('ask RDAP about %s at %s', (domain, base, isListed) => {
    const service = shippedServices.rdapOf(domain);
    expect([service?.base ?? null, service?.isListed ?? null]).toEqual([base, isListed]);
  });

  it.each([
    ['northquay.at', 'whois.nic.at', 'northquay.at'],
    ['northquay.de', 'whois.denic.de', '-T dn,ace northquay.de'],
    ['northquay.co.jp', 'whois.jprs.jp', 'northquay.co.jp/e'],
    ['northquay.shipping', 'whois.nic.shipping', 'northquay.shipping'],
    ['northquay.kp', null, null],
  ])('ask WHOIS about %s at %s by "%s"', (domain, server, query) => {
    const service = shippedServices.whoisOf(domain);
    expect([service?.server ?? null, service?.queryFor(domain) ?? null]).toEqual([server, query]);
  });
});
