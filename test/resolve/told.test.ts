import { describe, expect, it } from 'vitest';
import { parseRdap, parseWhois } from '../../src/resolve/told.ts';

const reply = (...lines: readonly string[]): string =>
  ['Domain Name: QUAY.EXAMPLE', 'Registrar: Harbour Registrar Ltd', ...lines, ''].join('\r\n');
const registrantOf = (...lines: readonly string[]): unknown => {
  const outcome = parseWhois(reply(...lines), { domain: 'quay.example' });
  return outcome.kind === 'ok' ? outcome.value.registrant : outcome;
};

describe('a record, as the library tells it', () => {
  it('has no registrant where it names none', () => {
    expect(registrantOf()).toMatchObject({ kind: 'absent', proof: 'the record does not say who holds the domain' });
    expect(registrantOf('Registrant Name: N/A')).toMatchObject({ kind: 'absent' });
  });

  it('has one without a name where it tells a country alone', () => {
    expect(registrantOf('Registrant Country: NL')).toMatchObject({
      kind: 'ok',
      value: { name: { kind: 'absent' }, organisation: { kind: 'absent' }, country: { kind: 'ok', value: 'NL' } },
    });
  });

  it('is redacted where it shows that something is kept back, or a proxy service', () => {
    const withheld = ['Registrant Name: REDACTED FOR PRIVACY', 'Registrant Country: NL'];
    expect(registrantOf(...withheld)).toMatchObject({ kind: 'redacted', how: 'withheld' });
    expect(registrantOf('Registrant Organization: Domains By Proxy, LLC')).toMatchObject({
      kind: 'redacted',
      how: 'proxy',
    });
  });

  it('tells a named registrant as it is', () => {
    expect(registrantOf('Registrant Organization: Northquay Shipping')).toMatchObject({
      kind: 'ok',
      value: { organisation: { value: 'Northquay Shipping' } },
    });
  });

  it('says the same of an RDAP answer', () => {
    const domain = { objectClassName: 'domain', ldhName: 'quay.example' };
    expect(parseRdap(domain, { domain: 'quay.example' })).toMatchObject({
      kind: 'ok',
      value: { registrant: { kind: 'absent' } },
    });
  });

  it('carries a refusal and "no match" on', () => {
    const asked = { domain: 'quay.com', server: 'whois.verisign-grs.com' };
    expect(parseWhois('No match for "QUAY.COM".\r\n', asked).kind).toBe('absent');
    expect(parseRdap({ errorCode: 429 }, asked)).toMatchObject({ kind: 'failed', fault: { code: 'throttled' } });
  });
});
