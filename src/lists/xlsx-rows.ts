import { unzipSync } from 'fflate';
import { UnreadableListError } from './reader.ts';
import { all, readXmlRecords, type XmlElement } from './xml-records.ts';

/** A workbook larger than this, packed or unpacked, is none of a publisher's. */
const MAX_PACKED_BYTES = 64 * 1024 ** 2;
const MAX_PART_BYTES = 256 * 1024 ** 2;
const SHEET = 'xl/worksheets/sheet1.xml';
const STRINGS = 'xl/sharedStrings.xml';
const PROPERTIES = 'docProps/core.xml';

export interface Workbook {
  /** Rows of the first sheet in order, cells by column from 0; an empty cell is ''. */
  readonly rows: readonly (readonly string[])[];
  /** Day on which it was last saved, ISO 8601, or null. */
  readonly savedOn: string | null;
}

/**
 * The first sheet of an Office Open XML workbook (ECMA-376 part 1, §18) as text; numbers as they are written in the file. Rejects
 * with UnreadableListError what is no such workbook, or is cut short.
 */
export async function readWorkbook(bytes: AsyncIterable<Uint8Array>): Promise<Workbook> {
  const parts = unpack(await collect(bytes));
  const sheet = parts[SHEET];
  if (sheet === undefined) throw new UnreadableListError('a workbook without a first sheet');
  const strings: string[] = [];
  const shared = parts[STRINGS];
  if (shared !== undefined) {
    await readXmlRecords(once(shared), { root: 'sst', records: new Set(['si']) }, (item) => {
      strings.push(textOf(item));
    });
  }
  const rows: string[][] = [];
  await readXmlRecords(once(sheet), { root: 'worksheet', records: new Set(['row']) }, (row) => {
    rows.push(cellsOf(row, strings));
  });
  return { rows, savedOn: await savedOn(parts[PROPERTIES]) };
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > MAX_PACKED_BYTES) throw new UnreadableListError(`a workbook of more than ${MAX_PACKED_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unpack(packed: Uint8Array): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(packed, {
      filter: ({ name, originalSize }) => {
        if (name !== SHEET && name !== STRINGS && name !== PROPERTIES) return false;
        if (originalSize > MAX_PART_BYTES) throw new UnreadableListError(`${name} unpacks to ${originalSize} bytes`);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof UnreadableListError) throw error;
    throw new UnreadableListError(`not a workbook: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function cellsOf(row: XmlElement, strings: readonly string[]): string[] {
  const cells: string[] = [];
  for (const cell of all(row, 'c')) {
    const at = columnOf(cell.attributes['r']) ?? cells.length;
    while (cells.length < at) cells.push('');
    cells[at] = cellText(cell, strings);
  }
  return cells;
}

/** "A7" → 0, "AB7" → 27. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? '')?.[1];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function cellText(cell: XmlElement, strings: readonly string[]): string {
  const type = cell.attributes['t'];
  if (type === 'inlineStr') return all(cell, 'is').map(textOf).join('');
  const value = all(cell, 'v')[0]?.text.trim() ?? '';
  if (type !== 's' || value === '') return value;
  const text = strings[Number(value)];
  if (text === undefined) throw new UnreadableListError(`a cell points to text ${value}, which is not there`);
  return text;
}

/** Plain and rich text alike; phonetic guides are not the text's own. */
function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (child.name === 't' ? child.text : child.name === 'r' ? textOf(child) : ''))
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();
}

async function savedOn(properties: Uint8Array | undefined): Promise<string | null> {
  if (properties === undefined) return null;
  let day: string | null = null;
  await readXmlRecords(once(properties), { root: 'coreProperties', records: new Set(['modified']) }, ({ text }) => {
    day = /^\d{4}-\d\d-\d\d/.exec(text.trim())?.[0] ?? null;
  });
  return day;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
