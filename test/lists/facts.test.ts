import { describe, expect, it } from 'vitest';
import { cleanName, countryCode, emailsIn, hostsIn } from '../../src/lists/facts.ts';

describe('the hosts in what a publisher typed', () => {
  it.each([
    ['https://www.Quay.example/', ['quay.example']],
    ['quay.example and pier.example', ['quay.example', 'pier.example']],
    ['quay.example; pier.example', ['quay.example', 'pier.example']],
    ['https://quay.example/official|https://pier.example/', ['quay.example/official', 'pier.example']],
    ['(1)www.quay.example(2)www.pier.example', ['quay.example', 'pier.example']],
    ['https://quay.example/ and https://social.example/Pier/', ['quay.example', 'social.example/pier']],
    ['https://www.quay.example./', ['quay.example']],
    ['quay.example:8443/tugs', ['quay.example/tugs']],
    ['дом.рф', ['дом.рф']],
    ['https://xn--d1aqf.xn--p1ai/', ['xn--d1aqf.xn--p1ai']],
    ['https://video.example/@quay', ['video.example/@quay']],
    ['https://quay.example/page?id=7@tugs', ['quay.example/page?id=7@tugs']],
    ['https://archive.example/web/2019/http:/quay.example/', ['archive.example/web/2019/http:/quay.example']],
    ['WEB[www.quay.example]', ['quay.example']],
  ])('%s', (typed, hosts) => {
    expect(hostsIn(typed)).toEqual(hosts);
  });

  it('are never the second half of a name that a blank cut in two: that host is somebody else', () => {
    expect(hostsIn('www.north quay.example/tugs')).toEqual(['northquay.example/tugs']);
    expect(hostsIn('desk@north quay.example')).toEqual([]);
    expect(hostsIn('www.north www.quay.example')).toEqual(['quay.example']);
  });

  it.each(['https:', '192.0.2.7', 'desk@quay.example', 'mailto:desk@quay.example', 'none', ''])(
    'are none in "%s"',
    (typed) => {
      expect(hostsIn(typed)).toEqual([]);
    },
  );
});

describe('the e-mail addresses in what a publisher typed', () => {
  it.each([
    ['Email:Desk@Quay.example', ['desk@quay.example']],
    ['(1)desk@quay.example(2)tug@pier.example', ['desk@quay.example', 'tug@pier.example']],
    ['desk@north quay.example', ['desk@northquay.example']],
    ['EMAIL[desk@quay.example]', ['desk@quay.example']],
    ['www.quay.example', []],
  ])('%s', (typed, addresses) => {
    expect(emailsIn(typed)).toEqual(addresses);
  });
});

describe('a cleaned name', () => {
  it.each([
    ['\u0410lexey', 'Alexey', 'one Cyrillic letter in a Latin word is folded'],
    ['\u0410лексей', '\u0410лексей', 'a Cyrillic word stays'],
    [
      '\u041CI\u041D\u0421\u041AI',
      '\u041C\u0406\u041D\u0421\u041A\u0406',
      'two Latin letters in a Cyrillic word are folded',
    ],
    ['\u0410lex\u0435\u0439', '\u0410lex\u0435\u0439', 'a word with a letter that looks like no Latin one stays'],
    [
      '\u041B\u0435\u0430\u043Dz',
      '\u041B\u0435\u0430\u043Dz',
      'a word with a letter that looks like no Cyrillic one stays',
    ],
    ['M\u0426CT', '\u041C\u0426\u0421\u0422', 'a letter that only Cyrillic has makes the word Cyrillic'],
    ['Vi\u043Atorovich', 'Viktorovich', 'a small one too'],
    ['\u0391thena', 'Athena', 'Greek as well'],
    ['  North \n Quay ', 'North Quay', 'blanks are squeezed'],
  ])('%j is %j: %s', (name, cleaned) => {
    expect(cleanName(name)).toBe(cleaned);
  });
});

describe('a country as the publishers write it', () => {
  it.each([
    ['China, Hong Kong Special Administrative Region', 'HK'],
    ['Region: Crimea', 'UA'],
    ['Korea, North', 'KP'],
    ['Atlantis', null],
  ])('%j is %s', (name, code) => {
    expect(countryCode(name)).toBe(code);
  });
});
