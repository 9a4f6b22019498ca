import { plain } from '../report/cell.ts';
import { jsonLine } from '../report/jsonl.ts';
import { renderDiffJunit, renderDiffSarif } from './ci.ts';
import type { Change } from './compare.ts';
import { renderDiffHtml } from './html.ts';
import { arrow, type DiffContext, WHY } from './words.ts';
import { renderDiffXlsx } from './xlsx.ts';

const LINE_FORMATS = ['text', 'csv', 'jsonl', 'markdown'] as const;
type LineFormat = (typeof LINE_FORMATS)[number];
/** Of a report, and text for a person at a terminal. */
export const DIFF_FORMATS = [...LINE_FORMATS, 'junit', 'sarif', 'html', 'xlsx'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

const HEADER = ['domain', 'change', 'verdict_before', 'verdict_after', 'cause', 'story'] as const;

/** The changes as a document of this format; all but SARIF, which keeps the gravest 5,000, stream. */
export async function* renderChanges(
  changes: AsyncIterable<Change>,
  format: DiffFormat,
  context: DiffContext,
): AsyncGenerator<string | Uint8Array> {
  if (format === 'junit') yield* renderDiffJunit(changes, context);
  else if (format === 'sarif') yield* renderDiffSarif(changes, context);
  else if (format === 'html') yield* renderDiffHtml(changes, context);
  else if (format === 'xlsx') yield* renderDiffXlsx(changes);
  else yield* renderLines(changes, format);
}

/** One a line, behind a head where the format has one. */
async function* renderLines(changes: AsyncIterable<Change>, format: LineFormat): AsyncGenerator<string> {
  if (format === 'csv') yield `${HEADER.join(',')}\r\n`;
  if (format === 'markdown') yield '| domain | change | verdict | cause | what changed |\n|---|---|---|---|---|\n';
  for await (const change of changes) yield line(change, format);
}

function line(change: Change, format: LineFormat): string {
  const { domain, kind, verdictBefore, verdictAfter, cause, story } = change;
  switch (format) {
    case 'jsonl':
      return jsonLine({ format: 1, ...change });
    case 'csv':
      return `${[domain, kind, verdictBefore ?? '', verdictAfter ?? '', cause, story].map(quoted).join(',')}\r\n`;
    case 'markdown': {
      const cells = [domain, kind, arrow(verdictBefore, verdictAfter), cause, story];
      return `| ${cells.map((cell) => plain(cell).replace(/[|\\<>`*_[\]]/g, '\\$&')).join(' | ')} |\n`;
    }
    case 'text':
      return `${plain(domain)}  ${arrow(verdictBefore, verdictAfter)}${cause === 'none' ? '' : `  (${WHY[cause]})`}\n    ${plain(story)}\n`;
  }
}

/** A cell that no spreadsheet takes for a formula: always quoted, and an apostrophe before a first sign that starts one. */
function quoted(text: string): string {
  const safe = plain(text);
  const guarded = /^\s*[=+\-@\t\r]/.test(safe) ? `'${safe}` : safe;
  return `"${guarded.replace(/"/g, '""')}"`;
}
