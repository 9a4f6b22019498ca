import type { Verdict } from '../model/assessment.ts';
import type { Change } from './compare.ts';

/** What a document of changes must know besides them. */
export interface DiffContext {
  /** The new report's file, as it was named. */
  readonly report: string;
  readonly toolVersion: string;
  /** Whether a change newly reached `--fail-on`. */
  readonly isReached: (change: Change) => boolean;
}

/** What a change is due to, for a person. */
export const WHY = {
  domain: 'the domain changed',
  list: 'the lists changed',
  both: 'the domain and the lists changed',
  rules: 'rules or decisions changed',
  none: '',
} as const satisfies Record<Change['cause'], string>;

/** `clear → match`, `clear → (gone)`, or the verdict alone where it is the same. */
export const arrow = (before: Verdict | null, after: Verdict | null): string =>
  before === after ? String(after) : `${before ?? '(new)'} → ${after ?? '(gone)'}`;

/** One line for a person: verdicts, story, cause. */
export function changeSentence({ verdictBefore, verdictAfter, story, cause }: Change): string {
  return `${arrow(verdictBefore, verdictAfter)}: ${story}${cause === 'none' ? '' : ` (${WHY[cause]})`}`;
}
