import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHtml, isHtml, readTitle, tidy } from '../../src/resolve/title.ts';

describe('reading a title', () => {
  it.each([
    ['<title>North Quay</title>', 'North Quay'],
    ['<TITLE lang=en>North\n\t Quay&nbsp;&amp;&#32;Sons</TITLE>', 'North Quay & Sons'],
    ['<head><svg><title>Menu</title></svg><title>Quay</title>', 'Quay'],
    ['<body><svg><title>Menu</title></svg></body>', null],
    ['<svg/><title>Quay</title>', 'Quay'],
    ['</svg><title>Quay</title>', 'Quay'],
    [`${'<meta name="x">'.repeat(700)}<title>Quay &copy; ${'&amp;'.repeat(3)}</title>`, 'Quay © &&&'],
    ['<title>caf&eacute; &#x2693 &unknown; &</title>', 'café ⚓ &unknown; &'],
    ['<!-- <title>old</title> --><title>new</title>', 'new'],
    ['<script>document.title = "<title>no</title>"</script><title>yes</title>', 'yes'],
    ['<title><b>Quay</b></title>', '<b>Quay</b>'],
    ['<title>first</title><title>second</title>', 'first'],
    ['<title>\u202eQuay\u0007\u001b[31m \ufeffLtd\u200b</title>', 'Quay[31m Ltd'],
    ['<title>مركز الميناء</title>', 'مركز الميناء'],
    ['<title>never closed', 'never closed'],
    ['<title>  </title>', null],
    ['<p>no title', null],
    ['', null],
  ])('finds in %j %j', (html, title) => {
    const found = readTitle(html, false);
    expect(found).toEqual(title === null ? { none: 'HTML without a title' } : { title });
  });

  it('does not know when the page was cut before its head ended', () => {
    expect(readTitle('<head><meta name=x>', true)).toHaveProperty('unknown');
    expect(readTitle('<head></head><body>', true)).toHaveProperty('none');
  });

  it('keeps at most 500 characters, whole ones', () => {
    const found = readTitle(`<title>${'⚓'.repeat(9_000)}</title>`, false);
    expect('title' in found && Array.from(found.title)).toHaveLength(500);
    expect(tidy('\ud800quay')).toBe('quay');
  });

  it('never throws, whatever the page', () => {
    const piece = fc.constantFrom(
      '<title>',
      '</title',
      '<svg',
      '/>',
      '&#x110000;',
      '&#xd800;',
      '&',
      '<!--',
      '<![CDATA[',
      '"',
      "='",
      '\0',
      'quay',
    );
    const html = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 });
    fc.assert(
      fc.property(html, fc.boolean(), (parts, isCut) => {
        const found = readTitle(parts.join(''), isCut);
        if ('title' in found) expect(found.title).not.toMatch(/^\s|\s$|\p{Cc}|\p{Cs}/u);
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays quick on deep and on endless markup', () => {
    const startedAt = performance.now();
    readTitle('<div>'.repeat(52_000), true);
    readTitle(`<title>${'&amp;'.repeat(50_000)}`, true);
    readTitle('<'.repeat(262_144), true);
    readTitle('<svg>'.repeat(50_000), false);
    expect(performance.now() - startedAt).toBeLessThan(600);
  });
});

describe('the charset of a page', () => {
  const latin = Uint8Array.from(Buffer.from('<title>Kai f\u00fcr Schiffe</title>', 'latin1'));
  const windows1256 = Uint8Array.of(0xe3, 0xed, 0xe4, 0xc7, 0xc1);

  it.each<[string, Uint8Array, string, string]>([
    ['the header', windows1256, 'text/html; charset=windows-1256', 'ميناء'],
    [
      'a meta element',
      Buffer.concat([Buffer.from('<meta charset=windows-1256>'), windows1256]),
      'text/html',
      '<meta charset=windows-1256>ميناء',
    ],
    ['a byte order mark before the header', Buffer.from('\ufeffميناء'), 'text/html; charset=iso-8859-1', 'ميناء'],
    ['UTF-16 with its mark', Buffer.from('\ufeffquay', 'utf16le'), 'text/html', 'quay'],
    ['nothing, when it can only be UTF-8', Buffer.from('ميناء'), 'text/html', 'ميناء'],
    ['nothing, when it cannot be UTF-8', latin, 'text/html', '<title>Kai für Schiffe</title>'],
    ['a label nobody knows', latin, 'text/html; charset=harbour-8', '<title>Kai für Schiffe</title>'],
    ['an East Asian label', Uint8Array.of(0x8d, 0x60), 'text/html; charset=Shift_JIS', '港'],
  ])('is told by %s', (_what, bytes, contentType, text) => {
    expect(decodeHtml(bytes, contentType)).toBe(text);
  });

  it.each(['replacement', 'iso-2022-kr', 'x-user-defined', 'utf-7', 'hz-gb-2312'])('never throws for %s', (label) => {
    expect(decodeHtml(latin, `text/html; charset=${label}`)).toContain('title');
  });
});

describe('what is HTML', () => {
  it.each([
    ['text/html', '', true],
    ['TEXT/HTML; charset=utf-8', '', true],
    ['text/html, text/html', '', true],
    ['application/xhtml+xml', '', true],
    ['application/json', '<html>', false],
    ['text/plain', '<html>', false],
    ['', '\n <!DOCTYPE html>', true],
    ['', '%PDF-1.7', false],
  ])('content type %j over %j', (type, body, expected) => {
    expect(isHtml(type, Buffer.from(body))).toBe(expected);
  });
});
