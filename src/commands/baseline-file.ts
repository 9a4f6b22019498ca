import type { Baseline } from '../diff/baseline.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Evidence } from '../model/evidence.ts';

/** The earlier report that `--baseline` names, or null. Throws ReportReadError when it is none. */
export async function openBaselineFile(
  path: string | null,
  judge: (evidence: Evidence) => Assessment,
): Promise<Baseline | null> {
  if (path === null) return null;
  const { openBaseline } = await import('../diff/baseline.ts');
  const { readReport } = await import('../diff/read.ts');
  return await openBaseline(readReport(path, () => Promise.resolve(judge)));
}
