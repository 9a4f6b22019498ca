import { beforeAll, describe, expect, it } from 'vitest';
import type { Hit } from '../../src/model/facts.ts';
import type { EntityType, ListedEntity } from '../../src/model/lists.ts';
import { analyse } from '../../src/screen/analyse.ts';
import { asTyped } from '../../src/screen/as-written.ts';
import { compareNames, MATCH_THRESHOLD } from '../../src/screen/compare.ts';
import { compileIndex } from '../../src/screen/compile.ts';
import { openIndex, type Screener } from '../../src/screen/screener.ts';
import { entry } from '../lists/entry.ts';

const listed = (id: number, type: EntityType, name: string): ListedEntity =>
  entry(`harbour-list:${id}`, { type, name });

describe('a person’s name as customers write it', () => {
  let screener: Screener;
  beforeAll(() => {
    screener = openIndex(
      compileIndex([
        listed(1, 'individual', 'Korvald Bresselin Tanneray'),
        listed(2, 'individual', 'Mason Quillby'),
        listed(3, 'individual', 'Daniel Rodriguez Olivares'),
        listed(4, 'individual', 'Jinon Levi'),
        listed(5, 'entity', 'White Seal Holdings Limited'),
        listed(6, 'entity', 'Rich Ray Trading Company Limited'),
        listed(7, 'individual', 'Khalid Quorbani Zellner'),
        listed(8, 'individual', 'Micha'),
        listed(11, 'individual', 'Pao, Quay Liang'),
        listed(12, 'individual', 'Sa-Idquay'),
        listed(13, 'entity', 'Q23'),
        listed(9, 'individual', 'Jorge Vargas'),
        listed(10, 'individual', 'Andre Ostenvig'),
      ]),
    );
  });
  const found = (name: string): readonly Hit[] => screener.party({ name });

  it.each([
    ['a letter lost', 'Korvald Breselin Tanneray'],
    ['two letters swapped', 'Korvald Bresslein Tanneray'],
    ['a hyphen misplaced', 'Korvald Bresseli-nTanneray'],
    ['another order and a letter doubled', 'Tanneray, Korvald Bressselin'],
    ['a blank lost', 'Korvaldbresselin Tanneray'],
    ['another blank lost, in another order', 'Tanneray, KORVALDBRESSELIN'],
  ])('is found with %s', (_, name) => {
    expect(found(name)).toMatchObject([{ entityId: 'harbour-list:1' }]);
  });

  it.each([
    ['a word that is also a legal form', 'Quay Liang PAO', 11],
    ['one of two letters', 'SA-IDQUAY', 12],
    ['a letter and a number', 'Q23', 13],
  ])('is found as it is listed, with %s', (_, name, id) => {
    expect(found(name)).toMatchObject([{ entityId: `harbour-list:${id}` }]);
  });

  it('is for a person to look at, where a known word of three was exchanged for another', () => {
    expect(found('Khalil Quorbani Zellner')).toMatchObject([{ entityId: 'harbour-list:7', band: 'review' }]);
  });

  it.each([
    ['another given name a letter away', 'Jason Quillby'],
    ['two common words of a longer name', 'Daniel Rodriguez'],
    ['two words, neither of them the same', 'Jason Lee'],
    ['a word and another that is also a legal form', 'Micha Sá'],
    ['a form of the given name beside another word', 'Gloria Yuri Vargas'],
    ['a woman of a man’s name', 'Andrea Ostenvig'],
    ['a firm whose one word is a letter away', 'Sean White'],
    ['a firm named by a short form of a given name', 'Richard Ray'],
  ])('is not taken for %s', (_, name) => {
    expect(found(name)).toEqual([]);
  });
});

describe('a slip of the finger', () => {
  it.each([
    ['Tancrd Quillby', 'Tancred Quillby', true],
    ['PETERCHERIF', 'Peter Cherif', true],
    ['Izzat Ald-Uri', 'Izzat Al-Duri', true],
    ['Kim Jong On', 'Kim Jong Un', false],
    ['Khalid Hassan', 'Khalil Hassan', false],
    ['Olga Petrova', 'Oleg Petrov', false],
    ['Ann Lee', 'Ann Le', false],
  ])('%s, %s: %s', (asked, listed, isSlip) => {
    expect(asTyped(analyse(asked), analyse(listed)) > 0).toBe(isSlip);
  });
});

describe('syllables of Korean and Chinese names', () => {
  it.each([
    ['리광수', '이광수', true],
    ['정은 김', 'KIM, Jong Un', true],
    ['小明 王', '王小明', true],
    ['은정 김', 'KIM, Jong Un', false],
    ['박현정', '박정현', false],
    ['최현숙', '최천식', false],
    ['王小明', '王明小', false],
  ])('%s, %s: the same name is %s', (a, b, isSame) => {
    expect(compareNames(a, b, { kind: 'individual' }) >= MATCH_THRESHOLD).toBe(isSame);
    expect(compareNames(a, b, { kind: 'individual' })).toBe(compareNames(b, a, { kind: 'individual' }));
  });
});

describe('a diphthong', () => {
  it('is written in Arabic letters, short though it is', () => {
    expect(compareNames('حسين اكبري', 'Hossein Akbari', { kind: 'individual' })).toBeGreaterThan(MATCH_THRESHOLD);
    expect(compareNames('حسن اكبري', 'Hossein Akbari', { kind: 'individual' })).toBeLessThan(MATCH_THRESHOLD);
  });
});
