import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { UnreadableListError } from './reader.ts';

interface CsvShape {
  readonly delimiter?: string;
  /** The publisher does not quote cells that hold a quotation mark, as in `JSC "Harbour"`. */
  readonly hasBareQuotes?: boolean;
}

/** The longest record of a publisher is some ten kilobytes. */
const MAX_RECORD = 4 * 1024 ** 2;

/**
 * The rows of a publisher's CSV (RFC 4180) as they come, blank lines left out, the byte order mark taken off. Rejects with
 * UnreadableListError what is not UTF-8, or ends inside quotes. How many cells a row has is for the reader to hold against its head.
 */
export async function* readCsvRows(
  bytes: AsyncIterable<Uint8Array>,
  { delimiter = ',', hasBareQuotes = false }: CsvShape = {},
): AsyncGenerator<readonly string[]> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: hasBareQuotes,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  });
  const source = Readable.from(utf8(bytes));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const row of parser) yield row as readonly string[];
  } catch (error) {
    if (error instanceof UnreadableListError) throw error;
    throw new UnreadableListError(error instanceof Error ? error.message : String(error));
  } finally {
    source.destroy();
  }
}

async function* utf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** A cell by the name of its column; one that the head does not name is an error now, and not an empty field later. */
export function cellsBy<Name extends string>(
  head: readonly string[],
  names: Readonly<Record<Name, string>>,
): (row: readonly string[], name: Name) => string {
  const folded = head.map((cell) => cell.trim().toLowerCase());
  const columns = new Map<string, number>();
  for (const [name, column] of Object.entries<string>(names)) {
    const at = folded.indexOf(column.toLowerCase());
    if (at < 0) throw new UnreadableListError(`the head has no column "${column}"`);
    columns.set(name, at);
  }
  return (row, name) => (row[columns.get(name) ?? -1] ?? '').trim();
}
