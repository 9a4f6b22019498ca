import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csv } from '../../src/report/csv.ts';
import type { RenderOptions } from '../../src/report/format.ts';
import { jsonl } from '../../src/report/jsonl.ts';
import { formatById, formatOfFile, REPORT_FORMATS } from '../../src/report/registry.ts';
import { COLUMNS } from '../../src/report/row.ts';
import { chunksOf, GOLDEN_FORMATS, goldenOf } from './golden.ts';
import { assessment, HARBOUR, HOSTILE, inputRow, stream, withEvidence } from './harbour.ts';

async function csvText(options: RenderOptions, assessments = stream()): Promise<string> {
  let text = '';
  for await (const chunk of csv.render(assessments, options)) text += chunk;
  return text;
}

describe('the register of formats', () => {
  it('holds every format there is in the folder', () => {
    const folder = globSync('src/report/*.ts')
      .filter((file) => /^export const \w+: ReportFormat = /mu.test(readFileSync(file, 'utf8')))
      .map((file) => basename(file, '.ts'));
    expect(REPORT_FORMATS.map(({ id }) => id).toSorted()).toEqual(folder.toSorted());
  });

  it('gives every extension to one format only', () => {
    const all = REPORT_FORMATS.flatMap(({ extensions }) => extensions);
    expect(all.length).toBe(new Set(all).size);
  });

  it('finds a format by its id and by the name of a file, in any case', () => {
    expect(formatById('csv')).toBe(csv);
    expect(formatOfFile('Out/Report.CSV')).toBe(csv);
    expect(formatOfFile('report.jsonl')).toBe(jsonl);
    expect(formatOfFile('report.docx')).toBeUndefined();
  });
});

describe('a report', () => {
  it.each(REPORT_FORMATS.filter(({ id }) => GOLDEN_FORMATS[id] !== undefined))(
    'in $id is the golden one, byte for byte',
    async (format) => {
      expect(await goldenOf(format)).toBe(readFileSync(GOLDEN_FORMATS[format.id] ?? '', 'utf8'));
    },
  );

  it.each(REPORT_FORMATS)('of nothing is still a whole $id document', async ({ render }) => {
    const chunks = await chunksOf({ render }, stream([]));
    if (render === jsonl.render) expect(chunks).toEqual([]);
    else expect(Buffer.concat(chunks).length).toBeGreaterThan(20);
  });
});

describe('CSV', () => {
  it('has one record for each assessment, and all columns in each', async () => {
    const records = parse(await csvText({}));
    expect(records).toHaveLength(HARBOUR.length + 1);
    expect(records[0]).toEqual([...COLUMNS, 'input_ticket']);
  });

  it.each([
    ['auto', true, true],
    ['auto', false, false],
    ['yes', false, true],
    ['no', true, false],
  ] as const)('with --csv-bom %s and a file: %s begins with a byte order mark: %s', async (csvBom, toFile, bom) => {
    expect((await csvText({ csvBom, toFile })).startsWith('\ufeffdomain,')).toBe(bom);
  });

  it.each([';', '\t', '|'])('can be separated by %j', async (csvDelimiter) => {
    const records = parse(await csvText({ csvDelimiter }), { delimiter: csvDelimiter });
    expect(records).toHaveLength(HARBOUR.length + 1);
  });

  it('keeps the named input columns where files differ, and both values of a column that came twice', async () => {
    const row = (line: number, extra: readonly (readonly [string, string])[]) =>
      withEvidence(assessment(line, 'a.example'), { row: inputRow(line, 'a.example', { extra }) });
    const rows = [
      row(1, []),
      row(2, [
        ['Owner', 'Ada'],
        ['Owner', 'Bo'],
      ]),
    ];
    const records: readonly Record<string, string>[] = parse(
      await csvText({ inputColumns: ['Owner', '=cmd'] }, stream(rows)),
      { columns: true },
    );
    expect(records.map((record) => record['input_Owner'])).toEqual(['', 'Ada; Bo']);
  });

  it('guards the headers that came from the input', async () => {
    const text = await csvText({ inputColumns: ['a;=1+1'] }, stream([]));
    expect(text).toContain("input_a;'=1+1");
  });

  it('gives each row out before it takes the next', async () => {
    let taken = 0;
    async function* counted() {
      for (const one of HARBOUR) {
        taken += 1;
        yield one;
      }
    }
    const rows = csv.render(counted(), {})[Symbol.asyncIterator]();
    await rows.next();
    expect(taken).toBe(1);
  });
});

describe('JSON Lines', () => {
  it('give back exactly what was assessed', async () => {
    const lines = (await goldenOf(jsonl)).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(HARBOUR);
  });

  it('hold no character that a terminal would obey', async () => {
    const text = await goldenOf(jsonl);
    expect(text).not.toMatch(/(?!\n)\p{Cc}|[\u2028\u202e]/u);
    expect(text).toContain(JSON.stringify(HOSTILE).replaceAll('\u202e', '\\u202e'));
  });
});
