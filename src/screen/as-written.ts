import type { Name } from './analyse.ts';
import { areDifferentWords, isAnotherWord } from './different-words.ts';
import { distance } from './distance.ts';
import { fold } from './fold.ts';
import { bitsApart } from './letters.ts';
import { isKoreanSyllable } from './skeleton.ts';
import { differsInGender } from './token-similarity.ts';

/** So many letters of other words must agree wholly before one word may be misspelt. */
const LEAST_AGREED = 8;

/**
 * How alike two names are as they were written, words in any order, when all words but one agree and that one is a letter
 * away; else 0. A way in for slips in the very words that `analyse` takes apart.
 *
 *   "ABUL RAHMAN YASIN", "ABDUL RAHMAN YASIN"     → .98
 *   "Abelmalek Droukdel", "Abdelmalek Droukdel"   → .97
 *   "Kim Jong Un", "Kim Jong On"                  → 0: a short name's syllable is a name of its own
 */
export function asWritten(a: Name, b: Name): number {
  if (Math.abs(a.text.length - b.text.length) > 4) return 0;
  const [one, two] = [wordsOf(a), wordsOf(b)];
  if (one === null || two === null || one.length !== two.length || one.length < 2) return 0;
  const [leftOne, leftTwo] = [without(one, two), without(two, one)];
  const [x, y] = [leftOne[0], leftTwo[0]];
  if (leftOne.length !== 1 || leftTwo.length !== 1 || x === undefined || y === undefined) return 0;
  const length = one.join(' ').length;
  const agreed = one.reduce((sum, word) => sum + word.length, 0) - x.length;
  if (agreed < LEAST_AGREED || (one.length === 2 && Math.min(x.length, y.length) < 5)) return 0;
  const apart = distance(x, y, 1);
  if (apart > 1 || areDifferentWords(x, y) || differsInGender(x, y)) return 0;
  return 1 - apart / length;
}

/** So many letters must be there before one of them may be a slip. */
const LEAST_LETTERS = 7;

/**
 * How alike two names are when the one is the other as fingers mistype it: one letter lost, put in, exchanged, or swapped with
 * its neighbour, or a blank gone, hyphens aside, the words in any order; else 0. Known words are no bar in a name of three: that
 * all the rest agrees says more. A way in for screening, where a person looks; `compareNames` does not go so far.
 *
 *   "SAI BAHAJI", "SAID BAHAJI" · "PETERCHERIF", "PETER CHERIF" · "IZZAT ALD-URI", "IZZAT AL-DURI"   → .9
 *   "Kim Jong On", "Kim Jong Un" · "Khalid Hassan", "Khalil Hassan"                                  → 0
 */
export function asTyped(asked: Name, listed: Name): number {
  if (Math.abs(asked.text.length - listed.text.length) > 4 || !couldBeOneSlip(asked, listed)) return 0;
  const [one, two] = [wordsOf(asked), wordsOf(listed)];
  if (one === null || two === null) return 0;
  const longest = Math.max(lettersOf(one), lettersOf(two));
  if (longest < LEAST_LETTERS || Math.abs(lettersOf(one) - lettersOf(two)) > 1) return 0;
  const [leftOne, leftTwo] = [without(one, two), without(two, one)];
  const isSlip =
    isOneSlip(one.join(''), two.join('')) || (leftOne.length <= 2 && isOneSlip(leftOne.join(''), leftTwo.join('')));
  if (!isSlip) return 0;
  const [x, y] = [leftOne[0], leftTwo[0]];
  if (leftOne.length === 1 && leftTwo.length === 1 && x !== undefined && y !== undefined) {
    if (isOfItsOwn(x, y) || (Math.min(one.length, two.length) < 3 && isAnotherWord(x, y))) return 0;
  }
  return 1 - 1 / longest;
}

/** Told by their consonants: of one letter apart, and an "l" and a "d" that compounds lose when they are taken apart. */
function couldBeOneSlip(asked: Name, listed: Name): boolean {
  const consonants = ({ tokens }: Name): number => tokens.reduce((bits, { letters }) => bits | letters, 0);
  return bitsApart(consonants(asked), consonants(listed)) <= 3;
}

const lettersOf = (words: readonly string[]): number => words.reduce((sum, { length }) => sum + length, 0);

/** A woman's name, or another syllable of a Korean or Chinese one. */
const isOfItsOwn = (x: string, y: string): boolean =>
  differsInGender(x, y) || (Math.min(x.length, y.length) <= 3 && isKoreanSyllable(x) && isKoreanSyllable(y));

/** At most one letter lost, put in, exchanged, or swapped with its neighbour. */
function isOneSlip(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  if (short.length < long.length) return short.slice(from) === long.slice(from + 1);
  const isSwap = a[from] === b[from + 1] && a[from + 1] === b[from] && a.slice(from + 2) === b.slice(from + 2);
  return isSwap || a.slice(from + 1) === b.slice(from + 1);
}

const wordsOf = ({ tokens, text }: Name): readonly string[] | null =>
  tokens.every(({ script, kind }) => script === 'latin' && kind !== 'number' && kind !== 'initial')
    ? fold(text).split(' ')
    : null;

/** The words of `all` that `others` lacks, each counted as often as it stands. */
function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const spare = [...others];
  return all.filter((word) => {
    const at = spare.indexOf(word);
    if (at < 0) return true;
    spare.splice(at, 1);
    return false;
  });
}
