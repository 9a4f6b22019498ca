import type { Verdict } from '../model/assessment.ts';
import { plain } from '../report/cell.ts';
import type { Change } from './compare.ts';

export const DIFF_FORMATS = ['text', 'csv', 'jsonl', 'markdown'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

const HEADER = ['domain', 'change', 'verdict_before', 'verdict_after', 'cause', 'story'] as const;

/** The changes, one a line, behind a head where the format has one. */
export function* renderChanges(changes: Iterable<Change>, format: DiffFormat): Generator<string> {
  if (format === 'csv') yield `${HEADER.join(',')}\r\n`;
  if (format === 'markdown') yield '| domain | change | verdict | cause | what changed |\n|---|---|---|---|---|\n';
  for (const change of changes) yield line(change, format);
}

function line(change: Change, format: DiffFormat): string {
  const { domain, kind, verdictBefore, verdictAfter, cause, story } = change;
  switch (format) {
    case 'jsonl':
      return `${JSON.stringify({ format: 1, ...change })}\n`;
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

const WHY = {
  domain: 'the domain changed',
  list: 'the lists changed',
  both: 'the domain and the lists changed',
  rules: 'rules or decisions changed',
} as const;

const arrow = (before: Verdict | null, after: Verdict | null): string =>
  before === after ? String(after) : `${before ?? '(new)'} → ${after ?? '(gone)'}`;

/** A cell that no spreadsheet takes for a formula: always quoted, and an apostrophe before a first sign that starts one. */
function quoted(text: string): string {
  const safe = plain(text);
  const guarded = /^\s*[=+\-@\t\r]/.test(safe) ? `'${safe}` : safe;
  return `"${guarded.replace(/"/g, '""')}"`;
}
