import type { AppliedDecision, Assessment } from '../model/assessment.ts';
import type { Hit } from '../model/facts.ts';

/** One key for a hit, so that the same hit in `hits` and in a finding is known as one. */
function keyOf(hit: Hit): string {
  return [hit.entityId, hit.field, hit.query, hit.candidate].join('\u0000');
}

/** Hits on which a reviewer has decided so. */
function decided(
  { findings, decisions }: Pick<Assessment, 'findings' | 'decisions'>,
  wanted: AppliedDecision['decision'],
): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { decision, finding, entity } of decisions) {
    if (decision !== wanted) continue;
    for (const hit of findings.find(({ id }) => id === finding)?.hits ?? []) {
      if (hit.entityId === entity) keys.add(keyOf(hit));
    }
  }
  return keys;
}

/**
 * The hit that a row shows: one that a reviewer confirmed, before an undecided one, before one that was set aside; then
 * what reaches `match`, then the higher score, then the earlier.
 */
export function bestHit(assessment: Pick<Assessment, 'hits' | 'findings' | 'decisions'>): Hit | undefined {
  const [aside, confirmed] = [decided(assessment, 'false-positive'), decided(assessment, 'confirmed')];
  let best: Hit | undefined;
  let bestRank = Number.NEGATIVE_INFINITY;
  for (const hit of assessment.hits) {
    const key = aside.size + confirmed.size === 0 ? '' : keyOf(hit);
    const word = confirmed.has(key) ? 8 : aside.has(key) ? 0 : 4;
    const rank = word + (hit.band === 'match' ? 2 : 0) + hit.score;
    if (rank > bestRank) [best, bestRank] = [hit, rank];
  }
  return best;
}
