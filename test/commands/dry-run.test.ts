import { describe, expect, it } from 'vitest';
import { dryRun } from '../../src/commands/dry-run.ts';
import type { InputRow } from '../../src/model/evidence.ts';
import { resolveSettings, type SettingSources } from '../../src/settings/sources.ts';
import { contextOf } from './context-of.ts';

async function* rowsOf(...words: readonly string[]): AsyncGenerator<InputRow> {
  for (const [index, asked] of words.entries()) {
    yield { file: '-', line: index + 1, asked, declared: null, extra: [], problem: null };
  }
}

async function told(flags: SettingSources['flags'], ...words: readonly string[]): Promise<string> {
  const { context, printed } = contextOf();
  const { settings } = await resolveSettings({ flags, env: {}, cwd: '/nowhere' });
  await dryRun(rowsOf(...words), settings, context);
  return printed();
}

describe('--dry-run', () => {
  it('counts each host once and each registered domain once, at its server', async () => {
    const text = await told({}, 'northquay.com', 'www.northquay.com', 'NORTHQUAY.com', 'mole.com', 'no domain');
    expect(text).toMatch(/^Rows: 5; different hosts: 3; lines that are no domain: 1\./);
    expect(text).toMatch(/^ +18 {2}dns resolver$/m);
    expect(text).toMatch(/^ +3 {2}http the sites themselves$/m);
    expect(text).toMatch(/^ +2 {2}rdap \S+ {2}at least 1 s$/m);
    expect(text).toMatch(/Nothing was asked/);
  });

  it('leaves out what is turned off', async () => {
    const text = await told({ web: false, registration: false }, 'northquay.com');
    expect(text).not.toMatch(/http|rdap|whois/);
  });
});
