import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/model/assessment.ts';
import { ok } from '../../src/model/outcome.ts';
import { COLUMNS } from '../../src/report/row.ts';
import { renderXlsx, xlsx } from '../../src/report/xlsx.ts';
import { columnName } from '../../src/report/xlsx-parts.ts';
import { chunksOf } from './golden.ts';
import { assessment, EDITIONS, fronting, HARBOUR, HOSTILE, stream } from './harbour.ts';

async function parts(assessments: readonly Assessment[] = HARBOUR): Promise<Readonly<Record<string, string>>> {
  const archive = unzipSync(Buffer.concat(await chunksOf(xlsx, stream(assessments))));
  return Object.fromEntries(Object.entries(archive).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** What a sheet's cells say, by name; every one a string or a number. */
function cellsOf(xml: string): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  const parser = new SaxesParser();
  let name = '';
  parser.on('opentag', ({ name: tag, attributes }) => {
    if (tag === 'c') name = String(attributes['r']);
    expect(tag).not.toBe('f');
  });
  parser.on('text', (text) => cells.set(name, text));
  parser.write(xml).close();
  return cells;
}

describe('the workbook', () => {
  it('has a sheet of rows and a sheet of the list editions', async () => {
    const files = await parts();
    expect(files['xl/workbook.xml']).toMatch(/name="Domains".*name="Lists"/u);
    const rows = cellsOf(files['xl/worksheets/sheet1.xml']!);
    expect(COLUMNS.map((_, at) => rows.get(`${columnName(at)}1`))).toEqual([...COLUMNS]);
    expect(rows.get(`A${HARBOUR.length + 1}`)).toBe('dns-only.example');
    const lists = cellsOf(files['xl/worksheets/sheet2.xml']!);
    expect([lists.get('A2'), lists.get('D2'), lists.get('G3')]).toEqual([
      'harbour-list',
      '2026-11-01',
      EDITIONS[1]!.sha256,
    ]);
  });

  it('holds a formula as the text it is, and keeps it text when it is edited', async () => {
    const sheet = (await parts())['xl/worksheets/sheet1.xml']!;
    const title = COLUMNS.indexOf('title');
    expect(cellsOf(sheet).get(`${columnName(title)}14`)).toMatch(/^=HYPERLINK/u);
    expect(sheet).toMatch(new RegExp(`<c r="${columnName(title)}14" s="6" t="inlineStr">`, 'u'));
    expect(cellsOf(sheet).get(`${columnName(title)}14`)).not.toBe(HOSTILE);
  });

  it('freezes the header, filters every column, and colours the verdict', async () => {
    const sheet = (await parts())['xl/worksheets/sheet1.xml']!;
    expect(sheet).toContain('<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>');
    expect(sheet).toContain(`<autoFilter ref="A1:${columnName(COLUMNS.length)}${HARBOUR.length + 1}"/>`);
    expect(sheet).toMatch(/<c r="B3" s="2" t="inlineStr"><is><t>match/u);
    expect(sheet).toMatch(/<c r="B5" s="5" t="inlineStr"><is><t>inconclusive/u);
  });

  it('keeps numbers as numbers, so that a score sorts', async () => {
    expect((await parts())['xl/worksheets/sheet1.xml']).toContain('<c r="D3"><v>97</v></c>');
  });

  it('cuts a cell at the limit of Excel, visibly', async () => {
    const long = assessment(2, 'long.example', {
      fronting: ok(fronting('q'.repeat(40_000)), { protocol: 'dns', server: 's', askedAt: 't' }),
    });
    const cells = cellsOf((await parts([long]))['xl/worksheets/sheet1.xml']!);
    const title = cells.get(`${columnName(COLUMNS.indexOf('title'))}2`)!;
    expect(title).toHaveLength(32_767);
    expect(title).toMatch(/q … \[cut\]$/u);
  });

  it('does not let a text pass as an escaped character', async () => {
    const sly = assessment(2, 'sly.example', {
      fronting: ok(fronting('_x003D_1+1'), { protocol: 'dns', server: 's', askedAt: 't' }),
    });
    expect((await parts([sly]))['xl/worksheets/sheet1.xml']).toContain('<t>_x005F_x003D_1+1</t>');
  });

  it('goes on in a further sheet when one is full, each with its header', async () => {
    const bytes: Uint8Array[] = [];
    const limits = { rowsPerSheet: 6, bytesPerSheet: Number.POSITIVE_INFINITY };
    for await (const chunk of renderXlsx(stream(), {}, limits)) bytes.push(chunk);
    const files = unzipSync(Buffer.concat(bytes));
    const names = [...strFromU8(files['xl/workbook.xml']!).matchAll(/<sheet name="([^"]*)"/gu)].map(([, name]) => name);
    expect(names).toEqual(['Domains', 'Domains 2', 'Domains 3', 'Lists', 'Clusters']);
    const domains = [1, 2, 3].flatMap((id) => {
      const cells = cellsOf(strFromU8(files[`xl/worksheets/sheet${id}.xml`]!));
      expect(cells.get('A1')).toBe('domain');
      return [2, 3, 4, 5, 6].map((row) => cells.get(`A${row}`)).filter((cell) => cell !== undefined);
    });
    expect(domains).toHaveLength(HARBOUR.length);
  });

  it('has the same bytes for the same assessments', async () => {
    expect(await chunksOf(xlsx)).toEqual(await chunksOf(xlsx));
  });

  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('calls column %i %s', (index, name) => {
    expect(columnName(index)).toBe(name);
  });
});
