import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseDecisions } from '../../src/assess/decisions-file.ts';
import type { CommandContext } from '../../src/commands/context.ts';
import { addDecideCommand } from '../../src/commands/decide.ts';
import { HARBOUR } from '../report/harbour.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const FINDING = 'f-0a1b2c3d4e5f';
let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'audit-domains-decide-'));
  writeFileSync(join(cwd, 'report.jsonl'), HARBOUR.map((one) => `${JSON.stringify(one)}\n`).join(''));
});

async function decide(...more: readonly string[]): Promise<string> {
  const stderr = new PassThrough();
  const context: CommandContext = {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr,
    env: {},
    cwd,
    now: () => NOW,
    signal: new AbortController().signal,
  };
  const program = new Command().exitOverride();
  let exitCode = -1;
  addDecideCommand(program, context, (code) => {
    exitCode = code;
  });
  const usual = [
    '--report',
    'report.jsonl',
    '--decision',
    'false-positive',
    '--reason',
    'a bakery',
    '--by',
    'M. Reviewer',
  ];
  await program.parseAsync(['decide', ...usual, ...more], { from: 'user' });
  expect(exitCode).toBe(0);
  return String(stderr.read());
}

const written = () => readFileSync(join(cwd, 'decisions.csv'), 'utf8');

describe('audit-domains decide', () => {
  it('makes the file, with header, domain and entry looked up in the report', async () => {
    expect(await decide(FINDING)).toContain('use it with --decisions decisions.csv');
    expect(written().split('\r\n')).toEqual([
      'finding,domain,entity,decision,reason,by,on,until',
      `${FINDING},gray-heron.example,harbour-list:17,false-positive,a bakery,M. Reviewer,2026-11-23,2027-11-23`,
      '',
    ]);
  });

  it('adds to a file as it is: its separator, its columns, its missing last line end', async () => {
    writeFileSync(join(cwd, 'decisions.csv'), '\ufeffDomain;Note;Finding;Entity;Decision;Reason;By;Until');
    await decide(FINDING, '--until', '2027-01-31', '--reason', 'no; not they');
    expect(written().split('\r\n')[1]).toBe(
      `gray-heron.example;;${FINDING};harbour-list:17;false-positive;"no; not they";M. Reviewer;2027-01-31`,
    );
    expect(parseDecisions(written(), 'decisions.csv', NOW)).toHaveLength(1);
  });

  it.each([
    ['an unknown finding', ['f-nothing'], /no finding f-nothing/u],
    [
      'a word that is no decision',
      [FINDING, '--decision', 'ignore'],
      /nothing was written: [\s\S]*must be false-positive/u,
    ],
    ['more than a year', [FINDING, '--until', '2028-11-24'], /more than a year/u],
    ['a report that is not there', [FINDING, '--report', 'none.jsonl'], /cannot read none\.jsonl/u],
  ])('refuses %s and writes nothing', async (_, words, problem) => {
    await expect(decide(...words)).rejects.toThrow(problem);
    expect(() => written()).toThrow(/ENOENT/u);
  });

  it('says which earlier decision no longer counts, and keeps it on record', async () => {
    expect(await decide(FINDING)).not.toContain('in place of');
    const told = await decide(FINDING, '--decision', 'confirmed', '--until', '2027-01-31');
    expect(told).toContain(
      'in place of decisions.csv:2 (false-positive, by M. Reviewer, until 2027-11-23): the last line',
    );
    expect(parseDecisions(written(), 'decisions.csv', NOW).map(({ decision }) => decision)).toEqual([
      'false-positive',
      'confirmed',
    ]);
  });

  it('writes no formula that a reviewer might type', async () => {
    await decide(FINDING, '--reason', '=1+1');
    expect(written()).toContain(",'=1+1,");
  });
});
