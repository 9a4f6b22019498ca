import type { Evidence } from './evidence.ts';
import type { Fronting, Hit } from './facts.ts';
import type { Finding, Gap } from './finding.ts';
import type { ListEdition } from './lists.ts';
import type { Outcome } from './outcome.ts';

/** What each means: CONTRACT §3. */
export type Verdict = 'match' | 'review' | 'clear' | 'inconclusive';
export type Risk = 'critical' | 'high' | 'medium' | 'low' | 'none' | 'unknown';

/** A person's reviewed decision as it was applied to a finding (CONTRACT §7). */
export interface AppliedDecision {
  readonly finding: string;
  readonly entity: string;
  readonly decision: 'false-positive' | 'confirmed';
  readonly reason: string;
  readonly by: string;
  readonly until: string;
}

/** One row of the report. */
export interface Assessment {
  readonly format: 1;
  readonly evidence: Evidence;
  readonly fronting: Outcome<Fronting>;
  readonly verdict: Verdict;
  readonly risk: Risk;
  /** 0..100; null when inconclusive: nothing can be said, not even 0. */
  readonly score: number | null;
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  /** Gaps that the user chose to let pass (`--accept redacted`), still told. */
  readonly accepted: readonly Gap[];
  readonly hits: readonly Hit[];
  readonly decisions: readonly AppliedDecision[];
  /** Which editions were asked. */
  readonly lists: readonly ListEdition[];
  /** A bug in this row, told; empty otherwise. */
  readonly bug: string | null;
  /** Instant of judging, ISO 8601, UTC. */
  readonly auditedAt: string;
}
