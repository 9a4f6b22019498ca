import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparable } from '../../src/diff/comparable.ts';
import { readReport } from '../../src/diff/read.ts';

const HEADER = [
  'domain',
  'verdict',
  'edge_evidence',
  'registrar',
  'registrant_org',
  'match_id',
  'match_field',
  'lists',
];
const ROW = [
  'quay.example',
  'match',
  'header server: x; header cf-ray: a|b, c',
  'Harbour; Pier, Sons | Co',
  'North\tQuay, Ltd',
  'un:1',
  'title',
  'un@2026-08-01; eu@2026-04-21',
];

describe('a report read back', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const written = (name: string, text: string | Uint8Array): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const read = async (path: string): Promise<readonly Comparable[]> =>
    await Array.fromAsync(
      readReport(path, async () => {
        throw new Error('nothing to judge');
      }),
    );

  it.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
    ['pipe', '|'],
  ])('has its cells apart where the header has: %s', async (name, delimiter) => {
    const line = (cells: readonly string[]): string =>
      cells.map((cell) => (cell.includes(delimiter) || cell.includes('"') ? `"${cell}"` : cell)).join(delimiter);
    const path = written(`${name}.csv`, `\uFEFF${line(HEADER)}\r\n${line(ROW)}\r\n`);
    expect(await read(path)).toMatchObject([
      {
        domain: 'quay.example',
        facts: { registrar: ROW[3], registrant_org: ROW[4] },
        told: [{ id: 'title un:1' }],
        lists: ['eu@2026-04-21', 'un@2026-08-01'],
      },
    ]);
  });

  it.each([
    ['an HTML page', '<!doctype html>\n<title lang="en">"x" y</title>\n<p class="a" id="b">c'],
    ['a workbook', Buffer.from('504b0304140006000800000021', 'hex')],
    ['a broken quotation', 'domain,verdict\n"quay" x,match\n'],
    ['another table', 'name,land\nAnn,FI\n'],
  ])('is told to be none in one line: %s', async (_, text) => {
    await expect(read(written('none.dat', text))).rejects.toMatchObject({ name: 'ReportReadError' });
  });
});
