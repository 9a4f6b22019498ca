import type { Assessment } from '../model/assessment.ts';
import type { Hit } from '../model/facts.ts';

/** One key for a hit, so that the same hit in `hits` and in a finding is known as one. */
function keyOf(hit: Hit): string {
  return [hit.entityId, hit.field, hit.query, hit.candidate].join('\u0000');
}

/** Hits that a reviewer's false-positive has set aside. */
function setAside({ findings, decisions }: Pick<Assessment, 'findings' | 'decisions'>): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { decision, finding, entity } of decisions) {
    if (decision !== 'false-positive') continue;
    for (const hit of findings.find(({ id }) => id === finding)?.hits ?? []) {
      if (hit.entityId === entity) keys.add(keyOf(hit));
    }
  }
  return keys;
}

/**
 * The hit that a row shows: one that no reviewer has set aside, before one that was; then what reaches `match`, then the
 * higher score, then the earlier.
 */
export function bestHit(assessment: Pick<Assessment, 'hits' | 'findings' | 'decisions'>): Hit | undefined {
  const aside = assessment.decisions.length === 0 ? undefined : setAside(assessment);
  let best: Hit | undefined;
  let bestRank = Number.NEGATIVE_INFINITY;
  for (const hit of assessment.hits) {
    const rank = (aside?.has(keyOf(hit)) ? 0 : 4) + (hit.band === 'match' ? 2 : 0) + hit.score;
    if (rank > bestRank) [best, bestRank] = [hit, rank];
  }
  return best;
}
