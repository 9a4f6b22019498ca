import type { Assessment } from '../model/assessment.ts';
import type { ListEdition } from '../model/lists.ts';
import { type Cell, plain } from './cell.ts';
import { collectClusters, sharedOf } from './clusters.ts';
import type { RenderOptions, ReportFormat } from './format.ts';
import { inputCells, inputColumns, inputHeader } from './input-columns.ts';
import { OutputError } from './output-error.ts';
import { COLUMNS, type Column, toRow } from './row.ts';
import { cellXml, columnName, STYLE, type Style, sheetFoot, sheetHead, workbookParts } from './xlsx-parts.ts';
import type { ZipWriter } from './zip.ts';

/** Where a sheet ends: Excel's row limit, and 2 GB of XML, which readers with signed sizes still open. */
interface Limits {
  /** With the header. */
  readonly rowsPerSheet: number;
  readonly bytesPerSheet: number;
}

const LIMITS: Limits = { rowsPerSheet: 1_048_576, bytesPerSheet: 2_000_000_000 };
const MOST_BYTES = 4_000_000_000;
const BLOCK_BYTES = 256 * 1024;

const DEFAULT_WIDTH = 16;
const WIDTHS: Partial<Readonly<Record<Column, number>>> = {
  domain: 32,
  verdict: 13,
  risk: 10,
  score: 8,
  reasons: 24,
  summary: 80,
  gaps: 40,
  edge_evidence: 40,
  registrant_name: 24,
  registrant_org: 28,
  registrant_country: 8,
  title: 40,
  final_url: 32,
  match_name: 32,
  match_query: 28,
  nameservers: 32,
  addresses: 28,
  lists: 40,
  audited_at: 24,
  input_line: 10,
};

const EDITION_COLUMNS = [
  'list',
  'publisher',
  'title',
  'edition',
  'entities',
  'names',
  'sha256',
  'known_holes',
] as const;

/**
 * A workbook, written as a stream: the rows, on as many sheets as they need, and a sheet of the list editions that they were
 * judged by; then, where domains share something, a sheet of clusters. Memory does not grow with the rows.
 */
export async function* renderXlsx(
  assessments: AsyncIterable<Assessment>,
  options: RenderOptions,
  limits: Limits = LIMITS,
): AsyncGenerator<Uint8Array> {
  const book = await openWorkbook(limits);
  const editions = new Map<string, ListEdition>();
  const clusters = collectClusters();
  let extra = options.inputColumns;
  let begun = false;
  const begin = async (columns: readonly string[]): Promise<void> => {
    begun = true;
    const header = [...COLUMNS, ...columns.map((name) => inputHeader(plain(name)))];
    await book.begin('Domains', header, [
      ...COLUMNS.map((column) => WIDTHS[column] ?? DEFAULT_WIDTH),
      ...columns.map(() => DEFAULT_WIDTH),
    ]);
  };
  for await (const assessment of assessments) {
    const row = toRow(assessment);
    clusters.add(assessment.evidence.domain?.registrable, sharedOf(assessment));
    extra ??= inputColumns(row);
    if (!begun) await begin(extra);
    for (const list of assessment.lists) editions.set(`${list.id}@${list.edition}`, list);
    const own = COLUMNS.map((column): readonly [Cell, Style] => [row.cells[column], styleOf(column, assessment)]);
    const others = inputCells(row, extra).map((value): readonly [Cell, Style] => [plain(value), STYLE.plain]);
    await book.row([...own, ...others]);
    yield* book.take();
  }
  if (!begun) await begin(extra ?? []);
  await book.begin('Lists', EDITION_COLUMNS, [24, 32, 48, 12, 10, 10, 66, 60]);
  for (const { id, publisher, title, edition, entities, names, sha256, holes } of editions.values()) {
    const cells = [id, publisher, title, edition, entities, names, sha256, holes.join('; ')];
    await book.row(cells.map((cell) => [typeof cell === 'string' ? plain(cell) : cell, STYLE.plain] as const));
  }
  const found = clusters.found();
  if (found.length > 0) {
    await book.begin('Clusters', ['by', 'value', 'rows', 'domains'], [16, 48, 8, 80]);
    for (const { what, value, count, domains } of found) {
      const cells = [what, plain(value), count, plain(domains.join('; '))];
      await book.row(cells.map((cell) => [cell, STYLE.plain] as const));
    }
  }
  await book.end();
  yield* book.take();
}

/** An empty workbook to write sheets into, one after the other; `take` gives what has been written so far. */
export async function openWorkbook(limits: Limits = LIMITS) {
  const { zipWriter } = await import('./zip.ts');
  return sheetsWriter(zipWriter(), limits);
}

function styleOf(column: Column, { verdict }: Assessment): Style {
  return column === 'verdict' ? STYLE[verdict] : STYLE.plain;
}

/** Writes sheets one after the other, each with its header; a full sheet goes on in the next: `Domains 2`. */
function sheetsWriter(zip: ZipWriter, limits: Limits) {
  const names: string[] = [];
  let title = '';
  let header: readonly string[] = [];
  let widths: readonly number[] = [];
  let part = 1;
  let rows = 0;
  let bytes = 0;
  let written = 0;
  let block: string[] = [];
  let blockLength = 0;

  const flush = async (): Promise<void> => {
    const encoded = Buffer.from(block.join(''), 'utf8');
    [block, blockLength] = [[], 0];
    bytes += encoded.byteLength;
    await zip.add(encoded);
  };
  const put = async (xml: string): Promise<void> => {
    block.push(xml);
    blockLength += xml.length;
    if (blockLength >= BLOCK_BYTES) await flush();
  };
  const putRow = async (cells: readonly (readonly [Cell, Style])[]): Promise<void> => {
    rows += 1;
    const at = rows;
    const xml = cells.map(([value, style], index) => cellXml(`${columnName(index)}${at}`, value, style)).join('');
    await put(`<row r="${at}">${xml}</row>`);
  };
  const open = async (): Promise<void> => {
    names.push(part === 1 ? title : `${title} ${part}`);
    [rows, bytes] = [0, 0];
    zip.file(`xl/worksheets/sheet${names.length}.xml`);
    await put(sheetHead(widths, names.length === 1));
    await putRow(header.map((name) => [name, STYLE.header]));
  };
  const close = async (): Promise<void> => {
    if (names.length === 0) return;
    await put(sheetFoot(header.length, rows));
    await flush();
  };
  return {
    begin: async (name: string, columns: readonly string[], columnWidths: readonly number[]): Promise<void> => {
      await close();
      [title, header, widths, part] = [name, columns, columnWidths, 1];
      await open();
    },
    row: async (cells: readonly (readonly [Cell, Style])[]): Promise<void> => {
      if (rows >= limits.rowsPerSheet || bytes >= limits.bytesPerSheet) {
        await close();
        part += 1;
        await open();
      }
      await putRow(cells);
    },
    end: async (): Promise<void> => {
      await close();
      for (const [path, xml] of workbookParts(names)) {
        zip.file(path);
        await zip.add(Buffer.from(xml, 'utf8'));
      }
      zip.end();
    },
    take: (): readonly Uint8Array[] => {
      const chunks = zip.take();
      written += chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
      if (written > MOST_BYTES)
        throw new OutputError('the workbook', 'XLSX cannot hold more than 4 GB: use CSV or JSON Lines');
      return chunks;
    },
  };
}

export const xlsx: ReportFormat = {
  id: 'xlsx',
  extensions: ['.xlsx'],
  about: 'a workbook with filters, colours by verdict, clusters and the list editions',
  binary: true,
  render: (assessments, options) => renderXlsx(assessments, options),
};
