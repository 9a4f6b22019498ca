import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { AppliedDecision } from '../model/assessment.ts';

/** A reviewer's word on one finding, as it stands in the decisions file (CONTRACT §7). Days are ISO 8601 dates. */
export interface Decision {
  readonly finding: string;
  readonly domain: string;
  readonly entity: string;
  readonly decision: AppliedDecision['decision'];
  readonly reason: string;
  readonly by: string;
  /** The day of the decision, or null where it is not told. */
  readonly on: string | null;
  /** The last day on which it counts. */
  readonly until: string;
  /** Where it stands, for messages: `decisions.csv:4`. */
  readonly place: string;
}

/** The columns, in the order in which a new file is written. */
export const DECISION_COLUMNS = ['finding', 'domain', 'entity', 'decision', 'reason', 'by', 'on', 'until'] as const;
type DecisionColumn = (typeof DECISION_COLUMNS)[number];

/** A decisions file that cannot be relied on: nothing of it is used, and no audit is performed (exit 2). */
export class DecisionsError extends Error {
  override readonly name = 'DecisionsError';
}

const MOST_PROBLEMS = 10;

/** Reads a decisions file as spreadsheets save it: UTF-8 or UTF-16, separated by comma, semicolon or tab. */
export async function readDecisions(path: string, now: Date): Promise<readonly Decision[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DecisionsError(`cannot read the decisions file ${path}: ${why}`);
  }
  return parseDecisions(decode(bytes, path), path, now);
}

function decode(bytes: Uint8Array, path: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new DecisionsError(`${path} is not UTF-8: save it as "CSV UTF-8"`);
  }
}

/**
 * The decisions of a file's text. All or none: every problem is told with its line, because a decision that is silently
 * skipped and one that silently counts are equally bad. Other columns are the reviewers' own and are left alone.
 */
export function parseDecisions(text: string, path: string, now: Date): readonly Decision[] {
  const records = recordsOf(text, path);
  const [header] = records;
  if (header === undefined) return [];
  const columns = header.record.map((name) => name.trim().toLowerCase());
  const missing = DECISION_COLUMNS.filter((name) => name !== 'on' && !columns.includes(name));
  if (missing.length > 0) {
    throw new DecisionsError(
      `${path}: no column ${missing.join(', ')}; the first line names ${DECISION_COLUMNS.join(', ')}`,
    );
  }
  const problems: string[] = [];
  const decisions = records.slice(1).flatMap(({ record, line }) => {
    const cell = (name: DecisionColumn): string => (record[columns.indexOf(name)] ?? '').trim();
    if (record.every((value) => value.trim() === '')) return [];
    const place = `${path}:${line}`;
    const wrong = problemsOf(cell, now);
    problems.push(...wrong.map((problem) => `${place}: ${problem}`));
    const decision = wordOf(cell('decision'));
    if (wrong.length > 0 || decision === null) return [];
    const [finding, entity, reason, by, until] = [
      cell('finding'),
      cell('entity'),
      cell('reason'),
      cell('by'),
      cell('until'),
    ];
    const on = cell('on') === '' ? null : cell('on');
    return [{ finding, domain: cell('domain').toLowerCase(), entity, decision, reason, by, on, until, place }];
  });
  if (problems.length > 0) {
    const more = problems.length > MOST_PROBLEMS ? `\n… and ${problems.length - MOST_PROBLEMS} more` : '';
    throw new DecisionsError(
      `the decisions file cannot be used:\n${problems.slice(0, MOST_PROBLEMS).join('\n')}${more}`,
    );
  }
  return decisions;
}

interface Line {
  readonly record: readonly string[];
  readonly line: number;
}

function recordsOf(text: string, path: string): readonly Line[] {
  const lines: Line[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: readonly string[], context) => {
        lines.push({ record, line: context.lines });
        return null;
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DecisionsError(`${path} is not well-formed CSV: ${why}`);
  }
  return lines;
}

/** The separator that the first line uses most. */
export function delimiterOf(text: string): ',' | ';' | '\t' {
  const header = text.split(/\r?\n/u, 1)[0] ?? '';
  const uses = (separator: string): number => header.split(separator).length;
  if (uses('\t') > Math.max(uses(','), uses(';'))) return '\t';
  return uses(';') > uses(',') ? ';' : ',';
}

function wordOf(text: string): AppliedDecision['decision'] | null {
  const word = text.toLowerCase().replace(/[\s_]+/gu, '-');
  return word === 'false-positive' || word === 'confirmed' ? word : null;
}

function problemsOf(cell: (name: DecisionColumn) => string, now: Date): readonly string[] {
  const problems: string[] = [];
  for (const name of ['finding', 'domain', 'entity', 'reason', 'by', 'until'] as const) {
    if (cell(name) === '') problems.push(`${name} is empty`);
  }
  if (/^[\d.,]+e\+\d+$/iu.test(cell('finding'))) {
    problems.push(`finding ${cell('finding')} was changed by the spreadsheet: give the column the format Text`);
  }
  if (wordOf(cell('decision')) === null) {
    problems.push(`decision is "${cell('decision')}"; it must be false-positive or confirmed`);
  }
  return [...problems, ...dateProblems(cell('on'), cell('until'), now)];
}

function dateProblems(on: string, until: string, now: Date): readonly string[] {
  const today = dayOf(now);
  const wrong = [
    ['on', on],
    ['until', until],
  ].filter(([, day = '']) => day !== '' && !isDay(day));
  if (wrong.length > 0) return wrong.map(([name, day]) => `${name} is "${day}"; write a date as ${today}`);
  if (until === '') return [];
  // A day of grace, for a reviewer east of Greenwich.
  if (on > dayOf(new Date(now.getTime() + 86_400_000))) return [`on (${on}) lies in the future`];
  const from = on === '' ? today : on;
  if (until < from && on !== '') return [`until (${until}) lies before on (${on})`];
  const last = yearAfter(from);
  return until > last ? [`until (${until}) is more than a year after ${from}; the latest is ${last}`] : [];
}

/** The day of an instant, in UTC. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** The same day of the next year; of 29 February the 28th. */
export function yearAfter(day: string): string {
  const next = `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}${day.slice(4)}`;
  return isDay(next) ? next : `${next.slice(0, 8)}28`;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/u.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && dayOf(instant) === text;
}
