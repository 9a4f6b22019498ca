import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNames, MATCH_THRESHOLD, type NameKind } from '../../src/screen/compare.ts';

const WORDS =
  'Xenia Borodin Farouk Quayle Jong Ryong Tarasov Hallward Ostrov Delacroix Nakamura Ghazali Lindqvist Moreau Petrosyan Хворост Порт القسام נמל 港口 김'.split(
    ' ',
  );
const FORMS = ['LLC', 'GmbH', 'ООО', 'S.A.', 'Ltd'];
const word = fc.constantFrom(...WORDS);
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
const rareWords = fc.uniqueArray(
  fc.constantFrom('Borodin', 'Quayle', 'Hallward', 'Lindqvist', 'Petrosyan', 'Ghazali'),
  {
    minLength: 2,
    maxLength: 4,
  },
);
const kind = fc.constantFrom<NameKind | undefined>('individual', 'entity', 'vessel', 'aircraft', undefined);
const of = (which: NameKind | undefined): { kind?: NameKind } => (which === undefined ? {} : { kind: which });

describe('the score of two names', () => {
  it('is the same whichever was asked, each time, and between 0 and 1', () => {
    fc.assert(
      fc.property(name, name, kind, (a, b, which) => {
        const score = compareNames(a, b, of(which));
        expect(compareNames(b, a, of(which))).toBe(score);
        expect(compareNames(a, b, of(which))).toBe(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it('is the same whichever was asked for any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ maxLength: 40 }), kind, (a, b, which) => {
        expect(compareNames(a, b, of(which))).toBe(compareNames(b, a, of(which)));
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it('is 1 for a name and itself, whatever its case and spacing', () => {
    fc.assert(
      fc.property(name, kind, (a, which) => {
        expect(compareNames(a, a, of(which))).toBe(1);
        expect(compareNames(a, ` ${a.toUpperCase().replaceAll(' ', '  ')} `, of(which))).toBe(1);
      }),
      { seed: 13, numRuns: 200 },
    );
  });

  it('does not turn on the order of a person’s names', () => {
    fc.assert(
      fc.property(rareWords, (words) => {
        const turned = words.toReversed().join(' ');
        expect(compareNames(words.join(' '), turned, { kind: 'individual' })).toBeGreaterThanOrEqual(0.97);
      }),
      { seed: 17, numRuns: 100 },
    );
  });

  it('is hardly moved by a company’s legal form', () => {
    fc.assert(
      fc.property(rareWords, fc.constantFrom(...FORMS), fc.constantFrom(...FORMS), (words, one, other) => {
        const score = compareNames(`${words.join(' ')} ${one}`, `${words.join(' ')} ${other}`, { kind: 'entity' });
        expect(score).toBeGreaterThanOrEqual(0.93);
      }),
      { seed: 19, numRuns: 100 },
    );
  });

  it('stays below the threshold when numbers differ or one is missing', () => {
    fc.assert(
      fc.property(rareWords, fc.integer({ min: 2, max: 400 }), (words, number) => {
        const base = words.join(' ');
        for (const which of ['entity', 'vessel'] as const) {
          const first = `${base} ${number}`;
          expect(compareNames(first, `${base} ${number + 1}`, { kind: which })).toBeLessThanOrEqual(0.5);
          expect(compareNames(first, base, { kind: which })).toBeLessThan(MATCH_THRESHOLD);
        }
      }),
      { seed: 23, numRuns: 60 },
    );
  });

  it.each([
    ['Sea Lantern 3', 'Sea Lantern III', 'vessel'],
    ['M/V Grey Heron', 'MT Grey Heron', 'vessel'],
    ['Wjatscheslaw Tkatschow', 'Vyacheslav Tkachyov', 'individual'],
    ['Janna Chtcherbakova', 'Zhanna Shcherbakova', 'individual'],
    ['Rhee Yong Chul', 'Ri Ryong Chol', 'individual'],
    ['Μπακογιάννης Γκίκας', 'Bakoyannis Gikas', 'individual'],
    ['Ron Hallward', 'Aaron Hallward', 'individual'],
    ['Ron Hallward', 'Ronald Hallward', 'individual'],
  ] as const)('takes %s and %s for one', (a, b, which) => {
    expect(compareNames(a, b, { kind: which })).toBeGreaterThanOrEqual(MATCH_THRESHOLD);
  });

  it.each([
    ['Aaron Hallward', 'Ronald Hallward', 'individual'],
    ['Xavier Moore', 'Xavier Moreau', 'individual'],
    ['Harbour People’s Party', 'Harbour People’s Party Youth Wing', 'entity'],
    ['Harbour Liberation Front', 'Harbour Liberation Front – General Command', 'entity'],
    ['Bank of Harbourland', 'Central Bank of Harbourland', 'entity'],
  ] as const)('does not take %s for %s', (a, b, which) => {
    expect(compareNames(a, b, { kind: which })).toBeLessThan(MATCH_THRESHOLD);
  });
});
