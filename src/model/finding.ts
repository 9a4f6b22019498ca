import type { Clue, FactName, Hit } from './facts.ts';
import type { Indeterminate } from './outcome.ts';

/** Harm, if true. `info` never reaches a verdict. */
export type Severity = 'high' | 'medium' | 'low' | 'info';
/** How sure. */
export type Confidence = 'high' | 'medium' | 'low';

export interface Finding {
  /** Stable: a digest of domain + field + matched words + entry; the same finding has the same id tomorrow. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly hits: readonly Hit[];
  readonly clues: readonly Clue[];
}

/** A question that stayed open, and why. Never silent, never counted as good news. */
export interface Gap {
  readonly rule: string;
  readonly fact: FactName;
  readonly outcome: Indeterminate;
}
