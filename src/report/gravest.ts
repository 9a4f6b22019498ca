import type { Assessment, Verdict } from '../model/assessment.ts';

/** Which rows a reader should see first where not all can be shown. */
const WEIGHT: Readonly<Record<Verdict, number>> = { match: 3000, review: 2000, inconclusive: 1000, clear: 0 };

/** Higher is graver: match, review, inconclusive, clear; within a verdict by score. */
export function gravity({ verdict, score, bug }: Pick<Assessment, 'verdict' | 'score' | 'bug'>): number {
  return WEIGHT[verdict] + (bug === null ? 0 : 500) + (score ?? 0);
}

/** Keeps so many of the gravest things it is given, in the order given, and counts the rest: bounded memory. */
export interface Gravest<T> {
  readonly add: (thing: T, weight: number) => void;
  /** In the order in which they were given. */
  readonly kept: () => readonly T[];
  readonly omitted: () => number;
}

/** Of equal weight the earlier are kept. */
export function keepGravest<T>(most: number): Gravest<T> {
  let kept: { readonly thing: T; readonly weight: number; readonly at: number }[] = [];
  let given = 0;
  const cut = (): void => {
    kept = kept.toSorted((a, b) => b.weight - a.weight || a.at - b.at).slice(0, most);
  };
  return {
    add: (thing, weight) => {
      kept.push({ thing, weight, at: given });
      given += 1;
      if (kept.length >= 2 * most + 16) cut();
    },
    kept: () => {
      cut();
      return kept.toSorted((a, b) => a.at - b.at).map(({ thing }) => thing);
    },
    omitted: () => Math.max(0, given - most),
  };
}
