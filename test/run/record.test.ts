import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordFile, verifyRecord, writeRecord } from '../../src/run/record.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-'));
});
afterEach(() => rm(folder, { recursive: true }));

const LINES = Array.from({ length: 2_500 }, (_, index) => `{"row":${index}}\n`).join('');

async function recorded(): Promise<{ report: string; run: string }> {
  const [report, run] = [join(folder, 'report.csv'), join(folder, 'report.run.json')];
  await writeFile(report, LINES);
  await writeRecord(run, {
    format: 1,
    tool: { name: 'audit-domains', version: '0.0.0', node: '24.0.0' },
    startedAt: '2026-11-23T00:00:00Z',
    endedAt: '2026-11-23T00:01:00Z',
    exitCode: 0,
    options: { format: 'csv' },
    lists: [],
    counts: { clear: 2_500 },
    files: [await recordFile('output', report, folder)],
  });
  return { report, run };
}

describe('the record of a run', () => {
  it('finds nothing in files as they were left', async () => {
    const { run } = await recorded();
    expect((await verifyRecord(run)).alterations).toEqual([]);
  });

  it('finds one flipped byte anywhere, and tells between which lines', async () => {
    const { report, run } = await recorded();
    const bytes = await readFile(report);
    for (const at of [0, 1, 9_000, 20_000, bytes.length - 1]) {
      const altered = Buffer.from(bytes);
      altered[at]! ^= 1;
      await writeFile(report, altered);
      const { alterations } = await verifyRecord(run);
      const line = bytes.subarray(0, at).filter((byte) => byte === 10).length;
      const mark = Math.floor(line / 1_000);
      expect(alterations).toHaveLength(1);
      expect(alterations[0]?.message).toContain(`lines ${mark * 1_000 + 1}–${(mark + 1) * 1_000}`);
    }
  });

  it.each([
    ['shortened', LINES.slice(0, -1)],
    ['lengthened', `${LINES}\n`],
    ['emptied', ''],
  ])('finds a report that was %s', async (_, text) => {
    const { report, run } = await recorded();
    await writeFile(report, text);
    expect((await verifyRecord(run)).alterations).toHaveLength(1);
  });

  it('finds a report that is gone, and a record that was edited', async () => {
    const { report, run } = await recorded();
    await writeFile(run, (await readFile(run, 'utf8')).replace('"exitCode": 0', '"exitCode": 1'));
    await rm(report);
    const { alterations } = await verifyRecord(run);
    expect(alterations.map(({ message }) => message)).toEqual([
      expect.stringContaining('seal'),
      expect.stringContaining('cannot be read'),
    ]);
  });
});
