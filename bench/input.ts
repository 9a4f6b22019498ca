// Ten million lines: how fast and in how much memory a list becomes rows, beside node:readline on the same file.
// node bench/input.ts [lines], tables a tenth of them; each measurement runs in a process of its own, so that its peak memory is its own.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { normaliseDomain } from '../src/input/normalise.ts';
import { readRows } from '../src/input/rows.ts';

const rowsOf = (file: string) => readRows({ file, bytes: createReadStream(file) });

const WAYS: Readonly<Record<string, (file: string) => Promise<number>>> = {
  'node:readline, lines only': async (file) => {
    let lines = 0;
    for await (const _ of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) lines += 1;
    return lines;
  },
  'csv-parse, cells only': async (file) => {
    let rows = 0;
    for await (const _ of createReadStream(file).pipe(parse({ relax_column_count: true }))) rows += 1;
    return rows;
  },
  readRows: async (file) => {
    let rows = 0;
    for await (const _ of rowsOf(file)) rows += 1;
    return rows;
  },
  'readRows + normaliseDomain': async (file) => {
    let domains = 0;
    for await (const row of rowsOf(file)) if ('domain' in normaliseDomain(row.asked)) domains += 1;
    return domains;
  },
};

const LISTS: Readonly<Record<string, (index: number) => string>> = {
  'plain lines': (index) => `www.quay-${index}.example\n`,
  'CSV, 5 columns': (index) => `${index},quay-${index}.example,Quay ${index} Ltd,FI,berth ${index % 97}\n`,
  'CSV, 1 line in 10 quoted': (index) =>
    `${index},quay-${index}.example,${index % 10 === 0 ? '"Quay, Ltd"' : 'Quay'}\n`,
};

async function writeList(file: string, lines: number, line: (index: number) => string): Promise<void> {
  const out = createWriteStream(file);
  let block = '';
  for (let index = 0; index < lines; index += 1) {
    block += line(index);
    if (block.length < 1_000_000) continue;
    if (!out.write(block)) await once(out, 'drain');
    block = '';
  }
  out.end(block);
  await once(out, 'finish');
}

async function measure(way: string, file: string): Promise<void> {
  const started = performance.now();
  const rows = (await WAYS[way]?.(file)) ?? 0;
  const seconds = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ rows, seconds, peakMb: process.resourceUsage().maxRSS / 1024 }));
}

async function main(): Promise<void> {
  const [first, second] = process.argv.slice(2);
  if (first !== undefined && second !== undefined) return await measure(first, second);
  const folder = mkdtempSync(join(tmpdir(), 'bench-input-'));
  for (const [name, line] of Object.entries(LISTS)) {
    const file = join(folder, 'list.txt');
    const isTable = name.startsWith('CSV');
    // csv-parse would take minutes for ten million.
    await writeList(file, Number(first ?? 10_000_000) / (isTable ? 10 : 1), line);
    let base = 0;
    for (const way of Object.keys(WAYS).filter((each) => isTable || !each.startsWith('csv-parse'))) {
      const output = execFileSync(process.execPath, [import.meta.filename, way, file], { encoding: 'utf8' });
      const { rows, seconds, peakMb } = JSON.parse(output) as { rows: number; seconds: number; peakMb: number };
      base ||= seconds;
      const rate = `${Math.round(rows / seconds)}/s, ${(base / seconds).toFixed(2)}× readline`;
      console.log(`${name} · ${way}: ${rows} rows, ${seconds.toFixed(1)} s, ${rate}, peak ${Math.round(peakMb)} MB`);
    }
    rmSync(file);
  }
  rmSync(folder, { recursive: true });
}

await main();
