import { type Stringifier, stringify } from 'csv-stringify';
import type { Assessment } from '../model/assessment.ts';
import { type Cell, plain, spreadsheetSafe } from './cell.ts';
import type { RenderOptions, ReportFormat } from './format.ts';
import { inputCells, inputColumns, inputHeader } from './input-columns.ts';
import { COLUMNS, toRow } from './row.ts';

const guarded = (cell: Cell): string => (typeof cell === 'number' ? String(cell) : spreadsheetSafe(cell));
const strange = (text: string): string => spreadsheetSafe(plain(text));

/**
 * CSV after RFC 4180, one row for each assessment, given out at once. Every text cell, and every header that came from the
 * input, is guarded against formulas before csv-stringify quotes it.
 */
async function* renderCsv(assessments: AsyncIterable<Assessment>, options: RenderOptions): AsyncGenerator<string> {
  const { csvDelimiter = ',', csvBom = 'auto', toFile = false } = options;
  const writer = stringify({ delimiter: csvDelimiter, record_delimiter: '\r\n', quote_record_delimiter: true });
  const bom = csvBom === 'yes' || (csvBom === 'auto' && toFile) ? '\ufeff' : '';
  const header = (extra: readonly string[]): string =>
    bom + line(writer, [...COLUMNS, ...extra.map((name) => strange(inputHeader(name)))]);
  let extra: readonly string[] | undefined;
  for await (const assessment of assessments) {
    const row = toRow(assessment);
    const first = extra === undefined;
    extra ??= options.inputColumns ?? inputColumns(row);
    const cells = [...COLUMNS.map((column) => guarded(row.cells[column])), ...inputCells(row, extra).map(strange)];
    const record = line(writer, cells);
    yield first ? header(extra) + record : record;
  }
  if (extra === undefined) yield header(options.inputColumns ?? []);
}

/** One guarded record by itself, for a file that is kept by adding lines (the decisions file). */
export function csvRecord(cells: readonly string[], delimiter: string): string {
  return line(stringify({ delimiter, record_delimiter: '\r\n', quote_record_delimiter: true }), cells.map(strange));
}

/** One record, quoted by csv-stringify: a synchronous transform, so what was written can be read back at once. */
function line(writer: Stringifier, cells: readonly string[]): string {
  writer.write(cells);
  return String(writer.read() ?? '');
}

export const csv: ReportFormat = {
  id: 'csv',
  extensions: ['.csv'],
  about: 'one row a line of input, safe to open in any spreadsheet',
  render: renderCsv,
};
