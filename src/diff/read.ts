import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import { splitLines } from '../input/lines.ts';
import { whyUnreadable } from '../input/unreadable.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Evidence } from '../model/evidence.ts';
import { type Comparable, comparableOf, comparableOfCells } from './comparable.ts';

/** A file that is no report and no evidence: told in one line, exit code 2. */
export class ReportReadError extends Error {
  override readonly name = 'ReportReadError';
}

/** Opened only when there is evidence to judge: loading the lists takes its time. */
export type Judging = () => Promise<(evidence: Evidence) => Assessment>;

const MAX_LINE = 16 * 1024 * 1024;

/**
 * The rows of a report: CSV (any of our delimiters), or JSON Lines of assessments or of evidence, which is then judged
 * with today's lists by `judge`. Streams; throws ReportReadError, naming the line, at the first that is neither.
 */
export async function* readReport(path: string, judge: Judging): AsyncGenerator<Comparable> {
  const first = await firstLine(path);
  yield* first.startsWith('{') ? readJson(path, judge) : readCsv(path, delimiterOf(first));
}

/** The longest header that an own report has, and room for columns of the input. */
const MAX_HEADER = 65_536;

async function firstLine(path: string): Promise<string> {
  const file = await open(path).catch((error: unknown) => {
    throw new ReportReadError(`Cannot read ${path}: ${whyUnreadable(error)}.`);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_HEADER), 0, MAX_HEADER, 0);
    const text = buffer
      .toString('utf8', 0, bytesRead)
      .replace(/^\uFEFF/, '')
      .trimStart();
    if (text === '')
      throw new ReportReadError(`${path} is empty: give a report (CSV or JSON Lines) or an evidence file.`);
    return text.split(/[\r\n]/, 1)[0] ?? '';
  } finally {
    await file.close();
  }
}

/** The one that parts the header: its cells hold none, others do. */
function delimiterOf(header: string): string {
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}

const DELIMITERS = [',', ';', '\t', '|'];

async function* readJson(path: string, judge: Judging): AsyncGenerator<Comparable> {
  let line = 0;
  for await (const lines of splitLines(createReadStream(path, { encoding: 'utf8' }), MAX_LINE)) {
    for (const json of lines) {
      line += 1;
      if (json.trim() === '') continue;
      const row = parseRow(json);
      if (row === null) throw new ReportReadError(`${path}:${line} is neither an assessment nor evidence.`);
      yield comparableOf('verdict' in row ? row : (await judge())(row.evidence), line);
    }
  }
}

function parseRow(json: string): Assessment | { readonly evidence: Evidence } | null {
  try {
    const row: unknown = JSON.parse(json);
    const isOurs = typeof row === 'object' && row !== null && 'format' in row && row.format === 1 && 'evidence' in row;
    return isOurs ? (row as unknown as Assessment) : null;
  } catch {
    return null;
  }
}

async function* readCsv(path: string, delimiter: string): AsyncGenerator<Comparable> {
  let header: readonly string[] | null = null;
  let line = 0;
  for await (const cells of cellsOf(path, delimiter)) {
    line += 1;
    if (header === null) {
      header = cells;
      if (header.includes('domain') && header.includes('verdict')) continue;
      throw new ReportReadError(`${path} has no columns domain and verdict: not a report of audit-domains.`);
    }
    const named = new Map(header.map((name, at) => [name, cells[at] ?? '']));
    const row = comparableOfCells(named, line);
    if (row === null)
      throw new ReportReadError(`${path}: row ${line} has no domain and verdict: not a report of audit-domains.`);
    yield row;
  }
}

async function* cellsOf(path: string, delimiter: string): AsyncGenerator<readonly string[]> {
  const rows = createReadStream(path).pipe(parse({ bom: true, delimiter, relax_column_count: true }));
  try {
    yield* rows as AsyncIterable<readonly string[]>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ReportReadError(`${path} is no report: give CSV or JSON Lines of audit-domains, or an evidence file.`);
  }
}
