import type { Hit } from '../model/facts.ts';

/** What an entry imposes where that is less than a freeze of all assets; '' for a freeze: `sectoral measure, not full blocking`. */
export const measureWords = (measure: Hit['measure']): string =>
  measure === 'blocking' ? '' : `${measure} measure, not full blocking`;
