import type { Assessment } from '../model/assessment.ts';
import type { Comparable } from './comparable.ts';

/** What an earlier report already told: findings by domain. */
export interface Baseline {
  /** True when every finding of the row was in the earlier report: it is known, and raises no alarm again. */
  readonly knows: (assessment: Assessment) => boolean;
}

/** Reads the findings of an earlier report. Rows of a CSV know their best finding only, by field and entity. */
export async function openBaseline(rows: AsyncIterable<Comparable>): Promise<Baseline> {
  const known = new Set<string>();
  for await (const { domain, findings, told } of rows) {
    for (const { id } of findings ?? told) known.add(`${domain} ${id}`);
  }
  return {
    knows: ({ evidence, findings }) => {
      const domain = evidence.domain?.host ?? evidence.row.asked;
      const grave = findings.filter(({ severity }) => severity !== 'info');
      return (
        grave.length > 0 &&
        grave.every(({ id, hits }) => {
          const [hit] = hits;
          const byEntity = hit === undefined ? '' : `${domain} ${hit.field} ${hit.entityId}`;
          return known.has(`${domain} ${id}`) || known.has(byEntity);
        })
      );
    },
  };
}
