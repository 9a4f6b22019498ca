import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brief, plain, spreadsheetSafe } from '../../src/report/cell.ts';

const HOSTILE: readonly string[] = JSON.parse(readFileSync('fixtures/reports/hostile-cells.json', 'utf8'));
const SIGNS = '=+\\-@＝＋－＠';

/** What a spreadsheet would see as cells, were it to split at this separator and strip quotes and blanks. */
const cellsAt = (text: string, separator: string): readonly string[] =>
  text.split(separator).map((part) => part.replace(/^[\s"]+/u, ''));

describe('plain text', () => {
  it.each([
    ['an escape sequence', 'a\u001b[31mb', 'a [31mb'],
    ['an 8-bit escape', 'a\u009b31mb', 'a 31mb'],
    ['a line feed', 'a\r\nb', 'a b'],
    ['NEL and line separators', 'a\u0085b\u2028c\u2029d', 'a b c d'],
    ['a bidi override', 'exe.\u202efdp', 'exe.fdp'],
    ['a byte order mark', '\ufeffQuay', 'Quay'],
    ['tag characters', 'Quay\u{e0041}', 'Quay'],
    ['a lone surrogate', 'Qu\ud800ay', 'Quay'],
    ['runs of space', '  a \u00a0\u3000 b ', 'a b'],
  ])('loses %s', (_, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it('keeps the joiners that Persian and emoji need', () => {
    expect(plain('می\u200cخواهم 👩\u200d🚀')).toBe('می\u200cخواهم 👩\u200d🚀');
  });

  it('never holds a control character, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plain(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u);
      }),
    );
  });

  it('shows that it was cut, and never cuts a character in two', () => {
    expect(brief('🚢🚢🚢🚢', 3)).toBe('🚢🚢…');
  });
});

describe('a spreadsheet cell', () => {
  it.each(HOSTILE)('holds no formula for any separator: %j', (text) => {
    const safe = spreadsheetSafe(plain(text));
    for (const separator of ['\u0000', ',', ';', '\t', '|', ':', '^', '~']) {
      for (const cell of cellsAt(safe, separator)) expect(cell).not.toMatch(new RegExp(`^[${SIGNS}]`, 'u'));
    }
  });

  it('holds no formula for any separator, whatever comes in', () => {
    const piece = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      ';',
      ',',
      '|',
      '"',
      "'",
      ' ',
      '\n',
      '\t',
      '\u200b',
      '1',
      'a',
      '＝',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const safe = spreadsheetSafe(plain(pieces.join('')));
        for (const separator of ['\u0000', ',', ';', '|']) {
          for (const cell of cellsAt(safe, separator)) expect(cell).not.toMatch(new RegExp(`^[${SIGNS}]`, 'u'));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['Northquay Shipping - Harbour', 'https://a.example/?b=c', 'a@b.example', '2026-11-23', 'x-y', 'a, b; c'])(
    'leaves %j as it is',
    (text) => {
      expect(spreadsheetSafe(text)).toBe(text);
    },
  );
});
