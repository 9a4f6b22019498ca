import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/report/width.ts';

const CLI = resolve('src/cli.ts');
const BEFORE = resolve('fixtures/internet/before.csv');

describe('after an audit', () => {
  let folder: string;
  const cli = (words: readonly string[], input = '', more: Readonly<Record<string, string>> = {}) => {
    const env = {
      ...more,
      PATH: process.env['PATH'],
      AUDIT_DOMAINS_TIMEOUT: '8s', // a laden machine is no silent server
      HOME: tmpdir(),
      XDG_CACHE_HOME: join(tmpdir(), 'audit-domains-demo-cache'),
      NO_COLOR: '1',
      AUDIT_DOMAINS_MAX_LIST_AGE: '36500', // the lists that ship grow old; these tests do not
    };
    return spawnSync(process.execPath, [CLI, ...words], { cwd: folder, encoding: 'utf8', env, input });
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'after-'));
    expect(cli(['demo', '-o', 'report.jsonl', '-o', 'report.md', '--evidence', 'evidence.jsonl']).status).toBe(1);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('the record holds report, evidence and list, and verify finds one altered byte', () => {
    expect(cli(['verify', 'report.jsonl.run.json']).status).toBe(0);
    const report = readFileSync(join(folder, 'report.jsonl'), 'utf8');
    writeFileSync(join(folder, 'report.jsonl'), report.replace('"clear"', '"cleaR"'));
    const found = cli(['verify', 'report.jsonl.run.json']);
    writeFileSync(join(folder, 'report.jsonl'), report);
    expect(found.status).toBe(1);
    expect(found.stdout).toMatch(/report\.jsonl: altered/);
    expect(cli(['verify', 'report.jsonl']).status).toBe(2);
  });

  it('every report that was asked for is there', () => {
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toContain('brigade-voice.test');
    expect(readFileSync(join(folder, 'report.jsonl'), 'utf8').trim().split('\n')).toHaveLength(33);
  });

  it('rescreen judges the saved evidence to the same verdicts, without a network', () => {
    const again = cli(['rescreen', 'evidence.jsonl', '-o', 'again.csv', '-f', 'csv']);
    const verdicts = (rows: readonly { readonly verdict: string }[]): readonly string[] =>
      rows.map(({ verdict }) => verdict);
    const fresh: readonly { readonly verdict: string }[] = readFileSync(join(folder, 'report.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(verdicts(parse(again.stdout, { columns: true }))).toEqual(verdicts(fresh));
  });

  it('rescreen blames no server: nobody was asked', () => {
    const { stderr } = cli(['rescreen', 'evidence.jsonl', '-o', 'quiet.csv']);
    expect(stderr).not.toMatch(/unanswered|No server has answered/u);
    for (const line of stderr.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  it('rescreen of the same evidence at the same SOURCE_DATE_EPOCH gives the same bytes, in every format', () => {
    const kinds = ['csv', 'xlsx', 'html', 'jsonl', 'sarif', 'xml', 'md'];
    const outputs = kinds.flatMap((kind) => ['-o', `same.${kind}`]);
    const bytes = (epoch: string) => {
      const { status } = cli(['rescreen', 'evidence.jsonl', ...outputs], '', { SOURCE_DATE_EPOCH: epoch });
      expect(status).toBe(1);
      return kinds.map((kind) => readFileSync(join(folder, `same.${kind}`)).toString('base64'));
    };
    const first = bytes('1795600000');
    expect(bytes('1795600000')).toEqual(first);
    expect(bytes('1795700000')[0]).not.toBe(first[0]);
    const wrong = cli(['rescreen', 'evidence.jsonl'], '', { SOURCE_DATE_EPOCH: 'noon' });
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringMatching(/SOURCE_DATE_EPOCH is "noon"/) });
  });

  it('diff tells a domain that moved provider, one that is gone and those that are new', () => {
    const { stdout, status } = cli(['diff', BEFORE, 'report.jsonl']);
    expect(stdout).toContain('left cloudflare, now ddos-guard');
    expect(stdout).toMatch(/closed-berth\.example {2}clear → \(gone\)/);
    expect(status).toBe(1);
    expect(cli(['diff', 'report.jsonl', 'report.jsonl'])).toMatchObject({ status: 0, stdout: '' });
    expect(cli(['diff', 'report.jsonl', 'evidence.jsonl'])).toMatchObject({ status: 0, stdout: '' });
  });

  it.each(['csv', 'jsonl', 'markdown'])('diff speaks %s', (format) => {
    expect(cli(['diff', BEFORE, 'report.jsonl', '-f', format]).stdout).toContain('now ddos-guard');
  });

  it('diff writes several files in one run, each in the format of its extension, and nothing to stdout', () => {
    const files = ['changes.csv', 'changes.xml', 'changes.sarif', 'changes.html'];
    const { stdout, stderr, status } = cli(['diff', BEFORE, 'report.jsonl', ...files.flatMap((file) => ['-o', file])]);
    expect([status, stdout], stderr).toEqual([1, '']);
    for (const file of files) expect(readFileSync(join(folder, file), 'utf8')).toContain('now ddos-guard');
    expect(cli(['diff', BEFORE, 'report.jsonl', '-o', 'changes.doc']).status).toBe(2);
  });

  it('diff refuses a file that is no report, in one line', () => {
    writeFileSync(join(folder, 'notes.txt'), 'a,b\n1,2\n');
    const { status, stderr, stdout } = cli(['diff', 'notes.txt', 'report.jsonl']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('a baseline silences what was told before, not what is new', () => {
    expect(cli(['rescreen', 'evidence.jsonl', '--baseline', 'report.jsonl', '--max-unchecked', '1']).status).toBe(0);
    expect(cli(['rescreen', 'evidence.jsonl', '--baseline', BEFORE]).status).toBe(1);
  });

  it('screen holds names from arguments and from a table against the lists', () => {
    const one = cli(['screen', 'Ezzedeen Al-Qassam Brigades', 'John Smith']);
    expect(one.status).toBe(1);
    expect(one.stdout).toContain('ofac-sdn:4695');
    expect(one.stdout).toMatch(/John Smith\n {4}no listed name resembles it/);
    const table = cli(
      ['screen', '--format', 'csv'],
      'name,company,country\nNorthquay Shipping,,NO\n,Rosneft Oil Company,RU\n',
    );
    const rows: readonly { readonly query: string; readonly band: string }[] = parse(table.stdout, { columns: true });
    expect(rows[0]).toMatchObject({ query: 'Northquay Shipping', band: 'none' });
    expect(rows[1]).toMatchObject({ query: 'Rosneft Oil Company', band: 'match' });
    expect(cli(['screen', 'Northquay Shipping']).status).toBe(0);
    const noNames = cli(['screen', 'REDACTED FOR PRIVACY', 'Northquay Shipping', '']);
    expect(noNames.status).toBe(3);
    expect(noNames.stdout.match(/not screened/g)).toHaveLength(2);
    expect(cli(['screen'], '').status).toBe(2);
    expect(cli(['screen', '--max-list-age', '1', 'Northquay Shipping']).status).toBe(3);
  });

  it('explain tells one domain’s story from saved evidence, within 80 columns', () => {
    const told = cli(['explain', 'brigade-voice.test', '--from', 'evidence.jsonl']);
    expect(told.status).toBe(1);
    for (const part of [
      'Asked',
      'In front',
      'Behind',
      'Met',
      'Compared with',
      'Next',
      'ofac-sdn:4695',
      'edge cloudflare',
    ]) {
      expect(told.stdout).toContain(part);
    }
    for (const line of told.stdout.split('\n'))
      if (line.includes(' ')) expect(displayWidth(line.trimStart())).toBeLessThanOrEqual(120);
    expect(cli(['explain', 'nowhere.example', '--from', 'evidence.jsonl']).status).toBe(2);
  });

  it('providers shows the catalogue and one provider, and suggests a near one', () => {
    expect(cli(['providers']).stdout.split('\n').length).toBeGreaterThan(330);
    expect(cli(['providers', 'ddos-guard']).stdout).toContain('DDoS-Guard');
    const wrong = cli(['providers', 'cloudflar']);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain('cloudflare');
  });
});
