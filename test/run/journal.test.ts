import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InputRow } from '../../src/model/evidence.ts';
import { readEvidenceFile } from '../../src/run/evidence-file.ts';
import { evidenceLine, openJournal } from '../../src/run/journal.ts';
import { resumeTasks } from '../../src/run/resume.ts';
import { evidenceOf, rowOf } from './evidence-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
const FLEET = ['quay.test', 'not a domain', 'quay.test'].map((asked, index) => rowOf(index + 1, asked));

async function* listed(rows: readonly InputRow[]): AsyncGenerator<InputRow> {
  yield* rows;
}

/** What a resumed run does: cut the torn end, do the rows that have no evidence. */
async function resume(path: string, rows: readonly InputRow[]): Promise<{ asked: number; reused: number }> {
  const journal = await openJournal(path);
  const tasks = resumeTasks(listed(rows), readEvidenceFile(path, journal.before), path);
  let [asked, reused] = [0, 0];
  try {
    for await (const { row, saved } of tasks) {
      if (saved === null) {
        asked += 1;
        await journal.append(evidenceOf(row));
      } else reused += 1;
    }
  } finally {
    await journal.close();
  }
  return { asked, reused };
}

describe('the journal', () => {
  it('killed at any byte, a resumed run loses no row, repeats none and asks none again that was whole', async () => {
    const whole = Buffer.from(FLEET.map((row) => evidenceLine(evidenceOf(row))).join(''));
    const path = join(folder, 'killed.jsonl');
    for (let bytes = 0; bytes <= whole.length; bytes += 1) {
      writeFileSync(path, whole.subarray(0, bytes));
      const kept = whole.subarray(0, bytes).filter((byte) => byte === 0x0a).length;
      expect(await resume(path, FLEET)).toEqual({ asked: FLEET.length - kept, reused: kept });
      expect(readFileSync(path).equals(whole)).toBe(true);
    }
  });

  it('cuts a tail that a power cut left as zeros, however long', async () => {
    const path = join(folder, 'zeros.jsonl');
    writeFileSync(
      path,
      Buffer.concat([Buffer.from(evidenceLine(evidenceOf(rowOf(1, 'quay.test')))), Buffer.alloc(200_000)]),
    );
    const journal = await openJournal(path);
    await journal.close();
    expect(journal.cut).toBe(200_000);
    expect(readFileSync(path).length).toBe(journal.before);
  });

  it('appends to what is there', async () => {
    const path = join(folder, 'append.jsonl');
    for (const asked of ['quay.test', 'mole.test']) {
      const journal = await openJournal(path);
      await journal.append(evidenceOf(rowOf(1, asked)));
      await journal.close();
    }
    const saved = await Array.fromAsync(readEvidenceFile(path));
    expect(saved.map(({ line, evidence }) => [line, evidence.row.asked])).toEqual([
      [1, 'quay.test'],
      [2, 'mole.test'],
    ]);
  });

  it('says which file cannot be written', async () => {
    await expect(openJournal(join(folder, 'nowhere', 'x.jsonl'))).rejects.toThrow(/^Cannot write .*x\.jsonl: ENOENT/);
    const full = await openJournal('/dev/full');
    await expect(full.append(evidenceOf(rowOf(1, 'quay.test')))).rejects.toThrow(/^Cannot write \/dev\/full: ENOSPC/);
    await full.close();
  });
});

describe('saved evidence', () => {
  const line = evidenceLine(evidenceOf(rowOf(1, 'quay.test')));

  it('is read from assessment lines too', async () => {
    const path = join(folder, 'assessed.jsonl');
    writeFileSync(path, line.replace('"format":1,', '"format":1,"verdict":"clear","findings":[],'));
    expect((await Array.fromAsync(readEvidenceFile(path))).length).toBe(1);
  });

  it.each([
    ['a torn line in the middle', `${line}{"format":1,"evid\n${line}`, /:2 is not JSON/],
    ['another format', '{"format":2,"evidence":{}}\n', /:1 is of another format/],
    ['other JSON', '{"format":1,"evidence":{"row":{}}}\n', /:1 holds no evidence/],
    ['a list of domains', 'quay.test\n', /:1 is not JSON/],
  ])('is refused with its line: %s', async (_, text, words) => {
    const path = join(folder, 'bad.jsonl');
    writeFileSync(path, text);
    await expect(Array.fromAsync(readEvidenceFile(path))).rejects.toThrow(words);
  });

  it('is refused where there is none', async () => {
    await expect(Array.fromAsync(readEvidenceFile(join(folder, 'none')))).rejects.toThrow(/there is no such file/);
  });

  it.each([
    ['a row was put in front', [rowOf(1, 'pier.test'), rowOf(2, 'quay.test')]],
    ['a row was moved', [rowOf(2, 'quay.test')]],
    ['rows were taken away', []],
  ])('does not fit a list in which %s', async (_, rows) => {
    const path = join(folder, 'changed.jsonl');
    writeFileSync(path, line);
    await expect(resume(path, rows)).rejects.toThrow(/Start with a new --evidence file/);
  });
});
