import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { csv } from '../../src/report/csv.ts';
import { jsonl } from '../../src/report/jsonl.ts';
import { OutputError, PipeClosedError } from '../../src/report/output-error.ts';
import { openReports } from '../../src/report/outputs.ts';
import { assessment, HARBOUR, stream } from './harbour.ts';

let folder = '';
const path = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-domains-report-'));
});

/** Assessments without end, counting how many were taken. */
function endless() {
  const taken = { count: 0, closed: false };
  async function* source() {
    try {
      for (;;) {
        taken.count += 1;
        yield assessment(taken.count, 'northquay-shipping.example');
      }
    } finally {
      taken.closed = true;
    }
  }
  return { taken, source: source() };
}

const full = () =>
  new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('no space'), { code: 'ENOSPC' })) });

describe('several reports of one audit', () => {
  it('are written in one pass, each in its format', async () => {
    const stdout = new PassThrough();
    const reports = await openReports([
      { format: csv, to: path('a.csv') },
      { format: jsonl, to: path('a.jsonl') },
      { format: csv, to: stdout },
    ]);
    await reports.write(stream());
    expect(readFileSync(path('a.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(HARBOUR.length);
    expect(readFileSync(path('a.csv'), 'utf8')).toBe(`\ufeff${String(stdout.read())}`);
    expect(readdirSync(folder).toSorted()).toEqual(['a.csv', 'a.jsonl']);
  });

  it('are not there under their names until they are whole', async () => {
    writeFileSync(path('a.csv'), 'the old one');
    const reports = await openReports([{ format: csv, to: path('a.csv') }]);
    async function* watched() {
      yield HARBOUR[0]!;
      expect(readFileSync(path('a.csv'), 'utf8')).toBe('the old one');
    }
    await reports.write(watched());
    expect(readFileSync(path('a.csv'), 'utf8')).toContain('northquay-shipping.example');
  });

  it('leave the old report when the audit itself fails, and nothing else', async () => {
    writeFileSync(path('a.csv'), 'the old one');
    const reports = await openReports([{ format: csv, to: path('a.csv') }]);
    async function* broken() {
      yield HARBOUR[0]!;
      throw new Error('a bug upstream');
    }
    await expect(reports.write(broken())).rejects.toThrow('a bug upstream');
    expect(readdirSync(folder)).toEqual(['a.csv']);
    expect(readFileSync(path('a.csv'), 'utf8')).toBe('the old one');
  });

  it('clear away what a killed run left beside them a week ago, and nothing of others', async () => {
    const leave = async (report: string, name: string, daysAgo: number): Promise<void> => {
      const reports = await openReports([{ format: csv, to: path(report) }]);
      const [temporary = ''] = readdirSync(folder).filter((file) => /^\.audit-domains-[\w-]{22}\.tmp$/u.test(file));
      const kept = temporary.replace(/.{5}\.tmp$/u, `-${name}.tmp`);
      writeFileSync(path(kept), 'half a report');
      await reports.abandon();
      const then = new Date(Date.now() - daysAgo * 86_400_000);
      utimesSync(path(kept), then, then);
    };
    await leave('a.csv', 'new', 1);
    await leave('b.csv', 'other', 8);
    await leave('a.csv', 'old', 8);
    const left = (): readonly string[] => readdirSync(folder).map((file) => file.replace(/^.*-(\w+)\.tmp$/u, '$1'));
    expect(left().toSorted()).toEqual(['new', 'old', 'other']);
    await (await openReports([{ format: csv, to: path('a.csv') }])).write(stream());
    expect(left().toSorted()).toEqual(['a.csv', 'new', 'other']);
  });

  it('leave nothing behind when they are abandoned', async () => {
    const reports = await openReports([{ format: csv, to: path('a.csv') }]);
    await reports.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keep the permissions of the report that they replace', async () => {
    writeFileSync(path('a.csv'), 'private', { mode: 0o600 });
    await (await openReports([{ format: csv, to: path('a.csv') }])).write(stream());
    expect(statSync(path('a.csv')).mode & 0o777).toBe(0o600);
  });

  it('take the assessments at the pace of the slowest reader', async () => {
    const { taken, source } = endless();
    const stalled = new Writable({ highWaterMark: 1, write: () => undefined });
    const reports = await openReports([
      { format: jsonl, to: path('a.jsonl') },
      { format: csv, to: stalled },
    ]);
    const written = expect(reports.write(source)).rejects.toThrow(PipeClosedError);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(taken.count).toBeLessThan(4);
    stalled.destroy();
    await written;
  });
});

describe('an output that cannot be written', () => {
  it.each([
    [
      'in a folder that does not exist',
      () => path('nowhere/a.csv'),
      /nowhere\/a\.csv: the folder does not exist.*ENOENT/u,
    ],
    ['that is a folder', () => folder, /it is a folder/u],
    ['whose name is too long', () => path('a'.repeat(5000)), /too long/u],
  ])('%s is told before the audit begins', async (_, to, message) => {
    await expect(openReports([{ format: csv, to: to() }])).rejects.toThrow(message);
    await expect(openReports([{ format: csv, to: to() }])).rejects.toThrow(OutputError);
  });

  it('that is a symbolic link is refused, and its target is left alone', async () => {
    writeFileSync(path('precious'), 'precious');
    symlinkSync(path('precious'), path('a.csv'));
    await expect(openReports([{ format: csv, to: path('a.csv') }])).rejects.toThrow(/symbolic link/u);
    expect(readFileSync(path('precious'), 'utf8')).toBe('precious');
  });

  it('that is named twice is refused', async () => {
    const twice = { format: csv, to: path('a.csv') };
    await expect(openReports([twice, twice])).rejects.toThrow(/named twice/u);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(existsSync('/dev/full'))('on a full disk says so, with the name and the way out', async () => {
    const reports = await openReports([{ format: csv, to: '/dev/full' }]);
    await expect(reports.write(stream())).rejects.toThrow(/cannot write \/dev\/full: the disk is full.*ENOSPC/u);
  });

  it('does not take the other reports with it', async () => {
    const reports = await openReports([
      { format: csv, to: full() },
      { format: jsonl, to: path('a.jsonl') },
    ]);
    await expect(reports.write(stream())).rejects.toThrow(OutputError);
    expect(readFileSync(path('a.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(HARBOUR.length);
  });

  it('ends the audit when it was the only one', async () => {
    const { taken, source } = endless();
    const reports = await openReports([{ format: csv, to: full() }]);
    await expect(reports.write(source)).rejects.toThrow(/standard output: the disk is full/u);
    expect(taken.closed).toBe(true);
  });
});

describe('a reader that closes the pipe', () => {
  it.each([
    ['with EPIPE', (out: PassThrough) => out.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))],
    ['by closing the stream', (out: PassThrough) => out.destroy()],
  ])('%s stops the work; files keep the rows so far', async (_, close) => {
    const { taken, source } = endless();
    const stdout = new PassThrough();
    let lines = 0;
    stdout.on('data', () => {
      lines += 1;
      if (lines === 5) close(stdout);
    });
    const reports = await openReports([
      { format: csv, to: stdout },
      { format: jsonl, to: path('a.jsonl') },
    ]);
    await expect(reports.write(source)).rejects.toThrow(PipeClosedError);
    expect(taken.closed).toBe(true);
    expect(taken.count).toBeLessThan(20);
    const kept = readFileSync(path('a.jsonl'), 'utf8').trimEnd().split('\n');
    for (const line of kept) expect(JSON.parse(line).format).toBe(1);
  });
});
