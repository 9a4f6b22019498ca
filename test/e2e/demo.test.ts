import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';

interface Row {
  readonly [column: string]: string;
}

describe('the demo', () => {
  let rows: readonly Row[];
  let run: { readonly status: number | null; readonly stdout: string; readonly stderr: string };
  const expected: readonly Row[] = parse(readFileSync('fixtures/internet/expected.csv', 'utf8'), { columns: true });

  beforeAll(() => {
    const env = {
      PATH: process.env['PATH'],
      AUDIT_DOMAINS_TIMEOUT: '8s', // a laden machine is no silent server
      HOME: tmpdir(),
      XDG_CACHE_HOME: join(tmpdir(), 'audit-domains-demo-cache'),
    };
    run = spawnSync(process.execPath, ['src/cli.ts', 'demo'], { encoding: 'utf8', env });
    rows = parse(run.stdout, { columns: true });
  }, 60_000);

  it('gives one row for each line, in order, with the documented verdict', () => {
    expect(rows.map(({ verdict }) => verdict)).toEqual(expected.map(({ verdict }) => verdict));
    expect(rows).toHaveLength(33);
  });

  it('ends with exit code 1: it holds matches', () => {
    expect(run.status).toBe(1);
  });

  it('shows every verdict and every kind of outcome', () => {
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['match', 'review', 'clear', 'inconclusive']));
    const outcomes = rows.flatMap((row) =>
      [row['registrant_outcome'], row['title_outcome']].map((text) => text?.split(':')[0]),
    );
    expect(new Set(outcomes)).toEqual(new Set(['ok', 'absent', 'redacted', 'proxy', 'failed', 'skipped']));
  });

  const rowOf = (domain: string): Row => rows.find((row) => row['domain'] === domain) ?? {};

  it('keeps a DNS-only Cloudflare zone and a proxied one apart', () => {
    expect(rowOf('dns-only-zone.example')).toMatchObject({ proxied: 'no', dns_operator: 'cloudflare' });
    expect(rowOf('angry-dockers-forum.example')).toMatchObject({
      proxied: 'yes',
      edge: 'cloudflare',
      verdict: 'clear',
    });
  });

  it('never takes a challenge page for the site', () => {
    expect(rowOf('checked-visitor.example')).toMatchObject({
      page_kind: 'challenge',
      title: '',
      verdict: 'inconclusive',
    });
  });

  it('names the listed entity, its programme and the words that met', () => {
    expect(rowOf('brigade-voice.test')).toMatchObject({ match_id: 'ofac-sdn:4695', match_field: 'title' });
    expect(rowOf('relief-parcels.example')).toMatchObject({
      match_id: 'ofac-sdn:4695',
      match_field: 'registrant_name',
    });
    expect(rowOf('havanaintbank.co.uk')).toMatchObject({ match_field: 'host' });
  });

  it('says nowhere that a domain is sanctioned', () => {
    expect(`${run.stdout}${run.stderr}`).not.toMatch(/sanctioned domain/i);
  });
});
