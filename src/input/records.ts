import { parse } from 'csv-parse/sync';
import { isNoRow } from './lines.ts';

/** One record of a table: its cells, or why they cannot be told apart. */
export interface TableRecord {
  /** Where it starts, from 1. */
  readonly line: number;
  /** The first line as written. */
  readonly text: string;
  readonly cells: readonly string[] | null;
}

/** A quoted cell may hold line ends; one that runs further than this was never closed. */
const MAX_RECORD_LINES = 200;

/**
 * Lines → records, RFC 4180, with none lost: a record whose quotes do not hold is one line (`cells` null), and reading
 * goes on with the next one. Lines without a quote, nearly all, are split here; the others go through csv-parse.
 *
 *   a.example,"Quay, Ltd"          → two cells
 *   a.example,"Quay ⏎ Ltd"         → one record of two lines
 *   a.example,"Quay ⏎ b.example,x  → a record without cells, then b.example
 */
export function createRecordReader(delimiter: string, firstLine: number): RecordReader {
  let buffer: readonly string[] = [];
  let next = firstLine;
  return (lines, ended) => {
    buffer = buffer.length === 0 ? lines : [...buffer, ...lines];
    const records: TableRecord[] = [];
    let at = 0;
    while (at < buffer.length) {
      const text = buffer[at] ?? '';
      const size = isNoRow(text) ? 1 : recordSize(buffer, at, delimiter);
      if (size === 'open' && !ended && buffer.length - at <= MAX_RECORD_LINES) break;
      const whole = typeof size === 'number' ? buffer.slice(at, at + size).join('\n') : null;
      const cells = whole === null ? null : cellsOf(whole, delimiter);
      if (!isNoRow(text)) records.push({ line: next + at, text, cells });
      at += cells === null || typeof size !== 'number' ? 1 : size;
    }
    next += at;
    buffer = buffer.slice(at);
    return records;
  };
}

/** Takes more lines; `ended` says that these were the last. */
export type RecordReader = (lines: readonly string[], ended: boolean) => readonly TableRecord[];

/** The cells of one record, trimmed, or null when the quotes do not hold. */
export function cellsOf(record: string, delimiter: string): readonly string[] | null {
  if (!record.includes('"')) return record.split(delimiter).map((cell) => cell.trim());
  try {
    const rows: readonly (readonly string[])[] = parse(record, { delimiter, trim: true, relax_column_count: true });
    return rows.length === 1 ? (rows[0] ?? null) : null;
  } catch {
    return null; // csv-parse says where; the reader of the report sees the line itself
  }
}

/** How many lines the record at `from` takes: `open` when its quote is still open, `broken` when it cannot be read. */
function recordSize(lines: readonly string[], from: number, delimiter: string): number | 'open' | 'broken' {
  let inQuotes = false;
  for (let index = from; index < lines.length && index - from < MAX_RECORD_LINES; index += 1) {
    const line = lines[index] ?? '';
    if (!inQuotes && !line.includes('"')) return index - from + 1;
    const state = scan(line, delimiter, inQuotes);
    if (state === 'broken') return 'broken';
    inQuotes = state === 'open';
    if (!inQuotes) return index - from + 1;
  }
  return 'open';
}

/** Walks the quotes of one line. A quote opens a cell only where the cell begins, and closes it only where it ends. */
function scan(line: string, delimiter: string, startsInQuotes: boolean): 'open' | 'closed' | 'broken' {
  let inQuotes = startsInQuotes;
  let cellStart = !startsInQuotes;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at];
    if (inQuotes) {
      if (character !== '"') continue;
      if (line[at + 1] === '"') at += 1;
      else {
        inQuotes = false;
        const rest = line.slice(at + 1).trimStart();
        if (
          rest !== '' &&
          !line
            .slice(at + 1)
            .replace(/^ +/, '')
            .startsWith(delimiter)
        )
          return 'broken';
      }
    } else if (character === delimiter) cellStart = true;
    else if (character === '"' && cellStart) {
      inQuotes = true;
      cellStart = false;
    } else if (character !== ' ') cellStart = false;
  }
  return inQuotes ? 'open' : 'closed';
}
