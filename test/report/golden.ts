import type { ReportFormat } from '../../src/report/format.ts';
import { stream } from './harbour.ts';

/** Where each text format's golden report lies. */
export const GOLDEN_FORMATS: Readonly<Record<string, string>> = {
  csv: 'fixtures/reports/harbour.csv',
  jsonl: 'fixtures/reports/harbour.jsonl',
  sarif: 'fixtures/reports/harbour.sarif',
  junit: 'fixtures/reports/harbour.xml',
  markdown: 'fixtures/reports/harbour.md',
};

/** The harbour's assessments in one format, as text. */
export async function goldenOf(format: ReportFormat): Promise<string> {
  return Buffer.concat(await chunksOf(format)).toString('utf8');
}

/** A report's chunks as bytes. */
export async function chunksOf(
  format: Pick<ReportFormat, 'render'>,
  assessments = stream(),
): Promise<readonly Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of format.render(assessments, {})) chunks.push(Buffer.from(chunk));
  return chunks;
}
