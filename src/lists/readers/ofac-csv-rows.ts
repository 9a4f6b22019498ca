import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { UnreadableListError } from '../reader.ts';

const MAX_ROW = 64 * 1024;
/** Ctrl-Z, the last byte of each of OFAC's CSV files. */
const END = '\u001A';

/**
 * Rows of one of OFAC's CSV files, without header: as many cells as the specification says, the first one a number, null
 * (`-0- `) as ''. Throws UnreadableListError on anything else, and where the closing byte 0x1A is missing: the file is cut short.
 */
export async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  columns: number,
): AsyncGenerator<readonly string[]> {
  const parser = parse({ max_record_size: MAX_ROW, record_delimiter: ['\r\n', '\n'] });
  const source = Readable.from(textOf(bytes, file));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const row of parser) {
      const cells: readonly string[] = row;
      if (cells.length !== columns) {
        throw new UnreadableListError(`${file}: ${cells.length} columns where ${columns} are expected`);
      }
      if (!/^\d+$/.test(cells[0] ?? ''))
        throw new UnreadableListError(`${file}: "${cells[0]?.slice(0, 40)}" is no number`);
      yield cells.map((cell) => (/^-0-\s*$/.test(cell) ? '' : cell));
    }
  } catch (error) {
    throw error instanceof UnreadableListError
      ? error
      : new UnreadableListError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** The text up to the closing byte, which must be the last one but for line ends. */
async function* textOf(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isClosed = false;
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (isClosed) {
      if (text.trim() !== '') throw new UnreadableListError(`${file}: text after the closing byte`);
      continue;
    }
    const end = text.indexOf(END);
    isClosed = end >= 0;
    if (isClosed && text.slice(end + 1).trim() !== '')
      throw new UnreadableListError(`${file}: text after the closing byte`);
    yield isClosed ? text.slice(0, end) : text;
  }
  decoder.decode();
  if (!isClosed) throw new UnreadableListError(`${file} is cut short: its closing byte is missing`);
}
