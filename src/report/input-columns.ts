import { COLUMNS, type Row } from './row.ts';

/** The pass-through columns a row brings, each name once, in input order. */
export function inputColumns(row: Row): readonly string[] {
  return [...new Set(row.extra.map(([name]) => name))];
}

/** The row's values for these columns; a column that came twice keeps both values. */
export function inputCells(row: Row, columns: readonly string[]): readonly string[] {
  return columns.map((column) =>
    row.extra
      .filter(([name]) => name === column)
      .map(([, value]) => value)
      .join('; '),
  );
}

/** What such a column is called in a report: `input_<name>`, and never as one of the report's own (`input_line`). */
export function inputHeader(name: string): string {
  const header = `input_${name}`;
  return (COLUMNS as readonly string[]).includes(header) ? `${header}_2` : header;
}
