import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, readWorld } from '../../src/simulate/fixtures.ts';
import { startInternet } from '../../src/simulate/internet.ts';
import { type Ran, run, workplace } from './run-cli.ts';

type Row = Readonly<Record<string, string>>;

const rowsOf = ({ stdout }: Ran): readonly Row[] => parse(stdout, { columns: true });
const keptOf = (rows: readonly Row[]): readonly Row[] => rows.map((row) => ({ ...row, audited_at: '' }));

/** The demo's Internet is audited with a cache; then every server of it is gone. */
describe('a cache of answers', () => {
  let folder: string;
  let first: Ran;
  const audit = (...flags: readonly string[]): Promise<Ran> =>
    run(folder, [join(FIXTURES, 'demo.csv'), '--network-map', 'map.json', '--timeout', '6s', ...flags]);

  beforeAll(async () => {
    folder = workplace();
    const internet = await startInternet(readWorld(FIXTURES, 'now'), new Date());
    copyFileSync(internet.mapFile, join(folder, 'map.json'));
    copyFileSync(join(dirname(internet.mapFile), 'authority.pem'), join(folder, 'authority.pem'));
    first = await audit('--cache', 'answers.sqlite');
    await internet.close();
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives the same whole rows when nobody can be asked any more, and says that they are not of this run', async () => {
    const again = await audit('--cache', 'answers.sqlite');
    const before = keptOf(rowsOf(first));
    const after = keptOf(rowsOf(again));
    expect(after.length).toBe(before.length);
    const whole = (row: Row): boolean => !/failed|skipped/.test(`${row['gaps']} ${row['registrant_outcome']}`);
    const clear = before.filter((row) => row['verdict'] === 'clear' && whole(row));
    expect(clear.length).toBeGreaterThan(3);
    for (const row of clear) expect(after).toContainEqual(row);
    expect(again.stderr).toMatch(/\d+ answers are from the cache of earlier runs \(--no-cache asks anew\)/);
    expect(first.stderr).not.toContain('from the cache');
  });

  it('makes nothing clear that was not: what failed is asked again', async () => {
    const clearBefore = new Set(
      rowsOf(first).flatMap((row) => (row['verdict'] === 'clear' ? [row['input_line']] : [])),
    );
    const again = rowsOf(await audit('--cache', 'answers.sqlite'));
    for (const row of again) if (row['verdict'] === 'clear') expect(clearBefore).toContain(row['input_line']);
  });

  it('is not used with --no-cache, nor unasked with a network map', async () => {
    for (const flags of [['--no-cache'], []]) {
      const rows = rowsOf(await audit(...flags));
      expect(rows.filter((row) => row['dns_operator'] !== '' && row['dns_operator'] !== 'unknown')).toEqual([]);
    }
  });

  it('that was named and is another file stops the audit before it begins, and leaves the file as it is', async () => {
    const before = readFileSync(join(folder, 'authority.pem'), 'utf8');
    const { code, stderr, stdout } = await audit('--cache', 'authority.pem');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/--cache: .*authority\.pem is no database.*Name another file, or use --no-cache/);
    expect(readFileSync(join(folder, 'authority.pem'), 'utf8')).toBe(before);
  });
});
