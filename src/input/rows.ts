import type { DeclaredParty, InputRow } from '../model/evidence.ts';
import { decodeText } from './decode.ts';
import { isNoRow, splitLines } from './lines.ts';
import { createRecordReader, type TableRecord } from './records.ts';
import { detectShape, type Shape, type TableShape } from './shape.ts';

/** One list: its bytes, the name to call it by, and the column of the domains where the user named one. */
export interface RowSource {
  readonly file: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly column?: string | undefined;
}

/**
 * The rows of a list, in order (CONTRACT §2): plain lines, CSV or TSV, found out from the first lines. Every line but
 * blanks and `#` comments gives exactly one row; one that cannot be read gives a row with a `problem`. Streams: memory
 * does not grow with the list. Throws InputError for what is no list: binary, or a table without domains.
 */
export async function* readRows(source: RowSource): AsyncGenerator<InputRow> {
  for await (const rows of readRowBatches(source)) yield* rows;
}

/** As `readRows`, in batches as the bytes come: for whoever counts ten million of them. */
export async function* readRowBatches(source: RowSource): AsyncGenerator<readonly InputRow[]> {
  const { file, column } = source;
  let seen: readonly string[] = [];
  let read: RowReader | null = null;
  for await (const lines of splitLines(decodeText(source.bytes, file))) {
    if (read !== null) {
      yield read(lines, false);
      continue;
    }
    seen = seen.length === 0 ? lines : [...seen, ...lines];
    const shape = detectShape(seen, { file, column, complete: seen.length >= SEEN_ENOUGH });
    if (shape === null) continue;
    read = rowReader(shape, file);
    yield read(seen, false);
    seen = [];
  }
  // Whatever is still waiting is all there is.
  read ??= rowReader(detectShape(seen, { file, column, complete: true }) ?? { kind: 'lines' }, file);
  yield read(seen, true);
}

/** Lines looked at before the shape is settled, at most. */
const SEEN_ENOUGH = 10_000;

type RowReader = (lines: readonly string[], ended: boolean) => readonly InputRow[];

function rowReader(shape: Shape, file: string): RowReader {
  return shape.kind === 'lines' ? lineReader(file) : tableReader(shape, file);
}

function lineReader(file: string): RowReader {
  let line = 0;
  return (lines) => {
    const rows: InputRow[] = [];
    for (const text of lines) {
      line += 1;
      if (isNoRow(text)) continue;
      rows.push({ file, line, asked: shown(text), declared: null, extra: [], problem: null });
    }
    return rows;
  };
}

function tableReader(shape: TableShape, file: string): RowReader {
  const records = createRecordReader(shape.delimiter, 1);
  let header = shape.header !== null;
  return (lines, ended) => {
    let fresh = lines;
    if (header && lines.length > 0) {
      // A header behind "#" would be taken for a comment; any other is the first record.
      const hash = lines.findIndex((text) => text.trim() !== '');
      if (hash !== -1 && lines[hash]?.trim().startsWith('#') && shape.header?.[0]?.startsWith('#')) {
        fresh = lines.with(hash, '');
        header = false;
      }
    }
    const found = records(fresh, ended);
    const body = header ? found.slice(1) : found;
    if (found.length > 0) header = false;
    return body.map((record) => tableRow(record, shape, file));
  };
}

function tableRow({ line, text, cells }: TableRecord, shape: TableShape, file: string): InputRow {
  const bad = (problem: string): InputRow => ({ file, line, asked: shown(text), declared: null, extra: [], problem });
  if (cells === null) return bad('The quotes of this line do not match (RFC 4180).');
  const asked = cells[shape.domain] ?? (shape.header === null && cells.length === 1 ? cells[0] : undefined);
  if (asked === undefined) {
    return bad(`This line has ${cells.length} of the ${shape.domain + 1} columns it takes to reach the domain.`);
  }
  const extra: [string, string][] = [];
  for (const [index, cell] of cells.entries()) {
    if (!isUsed(index, shape)) extra.push([shape.header?.[index] ?? `column${index + 1}`, cell]);
  }
  return { file, line, asked: shown(asked), declared: declaredParty(cells, shape), extra, problem: null };
}

/** The column is told elsewhere in the row, not passed through. */
function isUsed(index: number, { domain, roles }: TableShape): boolean {
  const { name, organisation, email, country } = roles;
  return index === domain || index === name || index === organisation || index === email || index === country;
}

function declaredParty(cells: readonly string[], { roles }: TableShape): DeclaredParty | null {
  const cell = (index: number | null): string => (index === null ? '' : (cells[index] ?? ''));
  const [name, organisation, email, country] = [
    cell(roles.name),
    cell(roles.organisation),
    cell(roles.email),
    cell(roles.country),
  ];
  if (name === '' && organisation === '' && email === '' && country === '') return null;
  return {
    ...(name === '' ? {} : { name }),
    ...(organisation === '' ? {} : { organisation }),
    ...(email === '' ? {} : { email }),
    ...(country === '' ? {} : { country }),
  };
}

/** The row's own words, without outer space; a monster line is cut where no host name could still begin. */
function shown(text: string): string {
  const words = text.trim();
  return words.length > MAX_ASKED ? `${words.slice(0, MAX_ASKED)}…` : words;
}

const MAX_ASKED = 4096;
