import { comparedWeight, type Token } from './analyse.ts';
import { FEATURES, PATRONYMIC, SPARE_SHARE, THIN } from './features.ts';
import type { IndexView } from './index-view.ts';
import { firstLettersOf } from './letters.ts';

/** Shares are summed in single precision, weights kept in ten-thousandths. */
const ROUNDING = 0.005;

const cost = (feature: (typeof FEATURES)[number]['id']): number =>
  -(FEATURES.find(({ id }) => id === feature)?.weight ?? 0);
const [CONTRADICTION, OMISSION, THINNESS] = [cost('contradiction'), cost('omission'), cost('thin')];

/** Price of words left over on one side; of a person's patronymics it is half. */
const OMITTED = { any: OMISSION, patronymic: OMISSION * SPARE_SHARE };

/**
 * The score that the table of features can give at most (features.ts): every word that may meet does so wholly, and the
 * features that need the pairing cost nothing. Whole strings that are alike are another way in.
 * Given are the shares of either side's weight that cannot meet, how many core words of the query may have met, and the
 * price of what is left over on one side only. Never less than the score will be.
 */
function mostPossible(leftQuery: number, leftName: number, met: number, isPerson: boolean, omitted: number): number {
  const isWhole = leftQuery < ROUNDING && leftName < ROUNDING;
  const thin = isWhole || met >= 2 ? 0 : met === 0 ? 1 : isPerson ? THIN.person : THIN.rare;
  const [less, more] = leftQuery < leftName ? [leftQuery, leftName] : [leftName, leftQuery];
  return 1 + ROUNDING - CONTRADICTION * less - omitted * (more - less) - THINNESS * thin;
}

/** What met of a name: weight on either side, solid words, and how many that are two of the question's, read as one. */
export interface Met {
  readonly query: number;
  readonly name: number;
  readonly solid: number;
  readonly joined: number;
}

/** What a question's words let a name reach, told before they are paired; never too little. */
export interface Outlook {
  readonly total: number;
  /** Of a name that meets words of this weight, so many solid ones, and has no other. */
  readonly most: (met: number, solid: number) => number;
  /** The weight that must meet for `most` to reach a floor, with no solid word, one, and more. */
  readonly leastFor: (floor: number) => readonly number[];
  /** Of a name of which so much met. */
  readonly mostOf: (view: IndexView, name: number, met: Met) => number;
}

/** Heaviest that one word is, and an initial. */
export const MOST_WEIGHT = 1;
const INITIAL_WEIGHT = 0.3;

export function outlookOf(compared: readonly Token[]): Outlook {
  const total = Math.max(
    1e-9,
    compared.reduce((sum, word) => sum + comparedWeight(word), 0),
  );
  // A name of two words meets two of the question, however many resemble them.
  const heaviest = compared.map(comparedWeight).toSorted((a, b) => b - a);
  const mostMet = heaviest.map((_, at) => heaviest.slice(0, at + 1).reduce((sum, weight) => sum + weight, 0));
  const mostOfWords = (words: number): number => mostMet[words - 1] ?? total;
  // An initial that is asked may stand for any word that begins with it, which no key tells.
  const initials = compared.filter(({ kind }) => kind === 'initial').map((initial) => firstLettersOf([initial]));
  const spare = compared.some(({ latin }) => PATRONYMIC.test(latin)) ? OMITTED.patronymic : OMITTED.any;
  const left = (met: number, standing: number): number => Math.max(0, 1 - (met + standing * INITIAL_WEIGHT) / total);
  const standingIn = (view: IndexView, name: number): number => {
    const letters = view.firstLettersOf(name);
    const begun = initials.reduce((count, bit) => count + ((letters & bit) === 0 ? 0 : 1), 0);
    return Math.min(begun, view.wordCountOf(name));
  };
  const most = (met: number, solid: number): number => {
    const leftQuery = left(met, initials.length);
    return Math.max(
      mostPossible(leftQuery, 0, solid, true, spare),
      mostPossible(leftQuery, 0, solid, false, OMITTED.any),
    );
  };
  return {
    total,
    most,
    leastFor: (floor) => [0, 1, 2].map((solid) => leastThat(total, (met) => most(met, solid) >= floor)),
    mostOf: (view, name, { query, name: metName, solid, joined }) => {
      const standing = initials.length === 0 ? 0 : standingIn(view, name);
      const leftQuery = left(Math.min(query, mostOfWords(view.wordCountOf(name) + joined)), standing);
      const leftName = Math.max(0, 1 - (metName + standing * MOST_WEIGHT) / view.weightOf(name));
      if (view.typeOfName(name) !== 'individual') return mostPossible(leftQuery, leftName, solid, false, OMITTED.any);
      return mostPossible(leftQuery, leftName, solid, true, leftQuery > leftName ? spare : OMITTED.patronymic);
    },
  };
}

/** The least weight up to `total` that is enough, not more; where none is, more than any. More weight never does less. */
function leastThat(total: number, isEnough: (met: number) => boolean): number {
  let [low, high] = [0, total * 1.001];
  if (isEnough(low)) return low;
  if (!isEnough(high)) return Number.POSITIVE_INFINITY;
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return low;
}

const HALVINGS = 12;
