import { csv } from './csv.ts';
import type { ReportFormat } from './format.ts';
import { html } from './html.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { xlsx } from './xlsx.ts';

/** Every report format, in the order of `--help`. `--format` and the extensions of `--output` come from here. */
export const REPORT_FORMATS: readonly ReportFormat[] = [csv, jsonl, xlsx, sarif, junit, markdown, html];

/** The format of this id, or undefined. */
export function formatById(id: string): ReportFormat | undefined {
  return REPORT_FORMATS.find((format) => format.id === id);
}

/** The format whose extension a file name carries, in any case, or undefined. */
export function formatOfFile(path: string): ReportFormat | undefined {
  const name = path.toLowerCase();
  return REPORT_FORMATS.find(({ extensions }) => extensions.some((extension) => name.endsWith(extension)));
}
