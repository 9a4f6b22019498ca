import { FEATURES, SPARE_SHARE, THIN } from './features.ts';

/** Shares are summed in single precision, weights kept in ten-thousandths. */
const ROUNDING = 0.005;

const cost = (feature: (typeof FEATURES)[number]['id']): number =>
  -(FEATURES.find(({ id }) => id === feature)?.weight ?? 0);
const [CONTRADICTION, OMISSION, THINNESS] = [cost('contradiction'), cost('omission'), cost('thin')];

/** Price of words left over on one side; of a person's patronymics it is half. */
export const OMITTED = { any: OMISSION, patronymic: OMISSION * SPARE_SHARE };

/**
 * The score that the table of features can give at most (features.ts): every word that may meet does so wholly, and the
 * features that need the pairing cost nothing. Whole strings that are alike are another way in.
 * Given are the shares of either side's weight that cannot meet, how many core words of the query may have met, and the
 * price of what is left over on one side only. Never less than the score will be.
 */
export function mostPossible(
  leftQuery: number,
  leftName: number,
  met: number,
  isPerson: boolean,
  omitted: number,
): number {
  const isWhole = leftQuery < ROUNDING && leftName < ROUNDING;
  const thin = isWhole || met >= 2 ? 0 : met === 0 ? 1 : isPerson ? THIN.person : THIN.rare;
  const [less, more] = leftQuery < leftName ? [leftQuery, leftName] : [leftName, leftQuery];
  return 1 + ROUNDING - CONTRADICTION * less - omitted * (more - less) - THINNESS * thin;
}
