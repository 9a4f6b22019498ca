import type { Name } from './analyse.ts';
import { areDifferentWords } from './different-words.ts';
import { distance } from './distance.ts';
import { fold } from './fold.ts';
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
