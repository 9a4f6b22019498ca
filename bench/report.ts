import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { Zip, ZipDeflate } from 'fflate';
import type { Assessment } from '../src/model/assessment.ts';
import { openReports } from '../src/report/outputs.ts';
import { REPORT_FORMATS } from '../src/report/registry.ts';
import { COLUMNS, toRow } from '../src/report/row.ts';
import { zipWriter } from '../src/report/zip.ts';
import { HARBOUR } from '../test/report/harbour.ts';

/**
 * How fast reports are written, and in how much memory: `node --expose-gc bench/report.ts [rows]`. The yardstick for CSV is
 * csv-stringify alone over the same finished cells, run in turn with ours; the figure is the ratio.
 */
const ROWS = Number(process.argv[2] ?? 100_000);
const ROUNDS = 3;
const STRINGIFY_BATCH = 500;

async function* rows(count: number): AsyncGenerator<Assessment> {
  for (let at = 0; at < count; at += 1) {
    const one = HARBOUR[at % HARBOUR.length];
    if (one !== undefined) yield { ...one, evidence: { ...one.evidence, row: { ...one.evidence.row, line: at + 1 } } };
  }
}

const cells = HARBOUR.map((one) => COLUMNS.map((column) => String(toRow(one).cells[column])));

/** csv-stringify's own best case: rows ready, large batches, nothing guarded. */
function stringifyAlone(count: number): number {
  let bytes = 0;
  for (let at = 0; at < count; at += STRINGIFY_BATCH) {
    const batch = Array.from({ length: STRINGIFY_BATCH }, (_, index) => cells[(at + index) % cells.length] ?? []);
    bytes += stringify(batch).length;
  }
  return bytes;
}

const seconds = async (work: () => unknown): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};
const best = (times: readonly number[]): number => Math.min(...times);
const told = (label: string, time: number, more = ''): void =>
  console.log(
    `${label.padEnd(28)} ${Math.round(ROWS / time).toLocaleString('en')} rows/s  ${time.toFixed(2)} s  ${more}`,
  );

async function render(id: string): Promise<void> {
  const format = REPORT_FORMATS.find((one) => one.id === id);
  if (format === undefined) throw new Error(`no format ${id}`);
  for await (const _ of format.render(rows(ROWS), { inputColumns: [] }));
}

const folder = mkdtempSync(join(tmpdir(), 'audit-domains-bench-'));
async function save(id: string, extension: string): Promise<{ peakMb: number; mb: number }> {
  const format = REPORT_FORMATS.find((one) => one.id === id);
  if (format === undefined) throw new Error(`no format ${id}`);
  globalThis.gc?.();
  const base = process.memoryUsage().rss;
  let peak = base;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const path = join(folder, `report${extension}`);
  const reports = await openReports([{ format, to: path, options: { inputColumns: [] } }]);
  await reports.write(rows(ROWS));
  clearInterval(timer);
  return { peakMb: (peak - base) / 1e6, mb: statSync(path).size / 1e6 };
}

console.log(
  `node ${process.version}, ${ROWS.toLocaleString('en')} rows of ${COLUMNS.length} columns, best of ${ROUNDS}`,
);
const ours: number[] = [];
const alone: number[] = [];
const rowsOnly: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  alone.push(await seconds(() => stringifyAlone(ROWS)));
  ours.push(await seconds(() => render('csv')));
  rowsOnly.push(
    await seconds(async () => {
      for await (const one of rows(ROWS)) toRow(one);
    }),
  );
}
told('csv-stringify alone', best(alone));
told(
  'assessment → CSV (ours)',
  best(ours),
  `${(best(ours) / best(alone)).toFixed(2)} × the time of csv-stringify alone`,
);
told('  of which making the rows', best(rowsOnly));
for (const id of ['jsonl', 'sarif', 'junit', 'markdown'])
  told(id, best([await seconds(() => render(id)), await seconds(() => render(id))]));
for (const [id, extension] of [
  ['csv', '.csv'],
  ['jsonl', '.jsonl'],
  ['xlsx', '.xlsx'],
] as const) {
  const started = performance.now();
  const { peakMb, mb } = await save(id, extension);
  told(
    `${id} to a file`,
    (performance.now() - started) / 1000,
    `${mb.toFixed(1)} MB, peak memory +${peakMb.toFixed(0)} MB`,
  );
}

/** Our ZIP (fflate's archive, node:zlib's DEFLATE) against fflate's own streaming DEFLATE, over the same XML. */
const block = Buffer.from(
  cells
    .flat()
    .map((cell) => `<c r="AB123" t="inlineStr"><is><t>${cell}</t></is></c>`)
    .join(''),
);
const BLOCKS = 2_000;
const zipped = async (): Promise<void> => {
  const zip = zipWriter();
  zip.file('sheet.xml');
  for (let at = 0; at < BLOCKS; at += 1) {
    await zip.add(block);
    zip.take();
  }
  zip.end();
};
const fflated = (): void => {
  const zip = new Zip(() => undefined);
  const entry = new ZipDeflate('sheet.xml');
  zip.add(entry);
  for (let at = 0; at < BLOCKS; at += 1) entry.push(block, at === BLOCKS - 1);
  zip.end();
};
const megabytes = (block.byteLength * BLOCKS) / 1e6;
const [zlibTime, fflateTime] = [await seconds(zipped), await seconds(fflated)];
console.log(
  `zip of ${megabytes.toFixed(0)} MB: ours ${(megabytes / zlibTime).toFixed(0)} MB/s, fflate ${(megabytes / fflateTime).toFixed(0)} MB/s, ratio ${(fflateTime / zlibTime).toFixed(2)}`,
);
rmSync(folder, { recursive: true });
