import { assessEvidence, assessmentOfBug, type Judging, type Policy } from '../audit.ts';
import { loadKnowledge } from '../knowledge.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Evidence } from '../model/evidence.ts';

export interface JudgingOptions {
  /** Without it, what ships is loaded. */
  readonly knowledge?: Judging | undefined;
  readonly accept: Policy['accept'];
  readonly now: () => Date;
}

/** Evidence → assessment, and the row of a bug in getting there. */
export interface Judge {
  readonly judge: (evidence: Evidence) => Assessment;
  readonly judgeBug: (evidence: Evidence, error: unknown) => Assessment;
}

/** Opens what rows are judged by, once for a run. */
export async function openJudging({ knowledge, accept, now }: JudgingOptions): Promise<Judge> {
  const known = knowledge ?? (await loadKnowledge({ now: now() }));
  return {
    judge: (evidence) => assessEvidence(evidence, known, { accept, now }),
    judgeBug: (evidence, error) => assessmentOfBug(evidence, error, known.editions, now()),
  };
}
