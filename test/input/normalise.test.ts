import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseDomain } from '../../src/input/normalise.ts';

const hostOf = (line: string): string => {
  const answer = normaliseDomain(line);
  return 'domain' in answer ? answer.domain.host : answer.code;
};

describe('normaliseDomain', () => {
  it.each([
    ['northquay.test', 'northquay.test'],
    ['  NorthQuay.TEST\t', 'northquay.test'],
    ['northquay.test.', 'northquay.test'],
    ['\ufeffnorthquay.test', 'northquay.test'],
    ['https://www.northquay.test/fleet?id=7#top', 'www.northquay.test'],
    ['HTTPS://CLERK:PW@NORTHQUAY.TEST:8443/', 'northquay.test'],
    ['http:northquay.test', 'northquay.test'],
    ['//northquay.test/fleet', 'northquay.test'],
    ['northquay.test/fleet', 'northquay.test'],
    ['northquay.test:8443', 'northquay.test'],
    ['ops@northquay.test', 'northquay.test'],
    ['mailto:ops@northquay.test?subject=berth', 'northquay.test'],
    ['Harbour office <ops@northquay.test>', 'northquay.test'],
    ['*.northquay.test', 'northquay.test'],
    ['"northquay.test",', 'northquay.test'],
    ['northquay.test  # the main site', 'northquay.test'],
    ['_dmarc.northquay.test', '_dmarc.northquay.test'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['bu\u0308cher.example', 'xn--bcher-kva.example'],
    ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['straße.example', 'xn--strae-oqa.example'],
    ['north\u00adquay.test', 'northquay.test'],
    ['ｎorthquay．test', 'northquay.test'],
    ['northquay。test', 'northquay.test'],
    ['https://%6eorthquay.test', 'northquay.test'],
  ])('reduces %j to %s', (line, host) => {
    expect(hostOf(line)).toBe(host);
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['https://', 'empty'],
    ['a..test', 'empty-label'],
    ['.northquay.test', 'empty-label'],
    ['northquay.test..', 'empty-label'],
    [`${'a'.repeat(64)}.test`, 'long-label'],
    [`${'abcdefghi.'.repeat(26)}test`, 'long-name'],
    ['xn--a', 'bad-label'],
    ['xn--a.test', 'bad-label'],
    ['xn--.test', 'bad-label'],
    ['-north.test', 'bad-label'],
    ['north_quay.test', 'bad-label'],
    ['192.0.2.7', 'ip-address'],
    ['192.0.2.7.', 'ip-address'],
    ['http://192.0.2.7:8080/', 'ip-address'],
    ['0x7f.1', 'ip-address'],
    ['2130706433', 'ip-address'],
    ['①②⑦.0.0.1', 'ip-address'],
    ['192.0.2.256', 'ip-address'],
    ['[2001:db8::1]:443', 'ip-address'],
    ['2001:db8::1', 'ip-address'],
    ['fe80::1%eth0', 'ip-address'],
    ['quay', 'no-dot'],
    ['com', 'public-suffix'],
    ['co.uk', 'public-suffix'],
    ['*.com', 'public-suffix'],
    ['www.*.test', 'wildcard'],
    ['quay.local', 'not-public'],
    ['quay.onion', 'not-public'],
    ['localhost', 'not-public'],
    ['north quay.test', 'character'],
    ['north,quay.test', 'character'],
    ['north\0quay.test', 'character'],
    ['north%2equay.test', 'character'],
    ['\ud800.test', 'character'],
    ['a\u05d0.test', 'character'],
    ['north\ufffdquay.test', 'encoding'],
  ])('refuses %j: %s', (line, code) => {
    expect(hostOf(line)).toBe(code);
  });

  it.each([
    ['shop.northquay.co.uk', 'northquay.co.uk', 'northquay.co.uk', 'co.uk'],
    ['pier.quay.github.io', 'quay.github.io', 'github.io', 'github.io'],
    ['github.io', 'github.io', 'github.io', 'io'],
    ['a.b.northquay.example', 'northquay.example', 'northquay.example', 'example'],
    ['www.northquay.test', 'northquay.test', 'northquay.test', 'test'],
  ])('knows who holds %s', (line, registrable, registered, publicSuffix) => {
    expect(normaliseDomain(line)).toEqual({ domain: { host: line, registrable, registered, publicSuffix } });
  });

  it('says in words what is wrong, with the words given and nothing unprintable', () => {
    const answer = normaliseDomain('north\u0007\u202equay.test');
    expect(answer).toMatchObject({ problem: expect.stringContaining('north\ufffd\ufffdquay.test') });
  });

  it('never throws, and its own answer stays as it is', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('.', '..', 'xn--', '*.', 'https://', '@', ':', '[', '%', '\u3002', 'ß', 'test', 'com', '127'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const answer = normaliseDomain(pieces.join(''));
        if (!('domain' in answer)) return answer.problem.length > 0 && answer.problem.length < 200;
        return (
          hostOf(answer.domain.host) === answer.domain.host && answer.domain.host.endsWith(answer.domain.registrable)
        );
      }),
      { numRuns: 3000 },
    );
  });
});
