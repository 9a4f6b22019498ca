import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/screen/fold.ts';

describe('fold', () => {
  it('folds ASCII as it folds every other text', () => {
    const nothing = '\u200b'; // folds away, and is not ASCII
    const ascii = fc.string({ unit: 'binary-ascii' });
    fc.assert(
      fc.property(ascii, (text) => {
        expect(fold(text)).toBe(fold(`${text}${nothing}`));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives one spelling to what reads the same', () => {
    expect(fold('Аlexey  GÜNTHER')).toBe('alexey gunther');
    expect(fold("Kata'ib-Hizballah & Co")).toBe('kataib hizballah and co');
    expect(fold(fold('أنصار الإسلام'))).toBe('انصار الاسلام');
  });
});
