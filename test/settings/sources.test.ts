import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveSettings, type SettingSources } from '../../src/settings/sources.ts';

interface World {
  readonly flags?: SettingSources['flags'];
  readonly env?: Record<string, string>;
  readonly near?: string;
  readonly far?: string;
}

/** A folder two below the one with the config file, and an XDG folder. */
function settle({ flags = {}, env = {}, near, far }: World) {
  const top = mkdtempSync(join(tmpdir(), 'settings-'));
  const [cwd, xdg] = [join(top, 'fleet', 'lists'), join(top, 'xdg')];
  mkdirSync(cwd, { recursive: true });
  mkdirSync(join(xdg, 'audit-domains'), { recursive: true });
  if (near !== undefined) writeFileSync(join(top, 'fleet', 'audit-domains.toml'), near);
  if (far !== undefined) writeFileSync(join(xdg, 'audit-domains', 'audit-domains.toml'), far);
  return resolveSettings({ flags, env: { XDG_CONFIG_HOME: xdg, ...env }, cwd });
}

describe('resolveSettings', () => {
  it('gives the documented defaults', async () => {
    const { settings } = await settle({});
    expect(settings).toMatchObject({ concurrency: 100, timeoutMs: 10_000, failOn: 'match', maxUnchecked: 0.1 });
    expect(settings).toMatchObject({ format: 'csv', web: true, registration: true, maxListAgeDays: 365, lists: [] });
  });

  it('prefers flag over environment over nearest file over XDG file over default, and says which it was', async () => {
    const [flags, env] = [{ concurrency: '1' }, { AUDIT_DOMAINS_CONCURRENCY: '2' }];
    const [near, far] = ['concurrency = 3', 'concurrency = 4'];
    const found = await Promise.all([
      settle({ flags, env, near, far }),
      settle({ env, near, far }),
      settle({ near, far }),
      settle({ far }),
      settle({}),
    ]);
    expect(found.map(({ settings }) => settings.concurrency)).toEqual([1, 2, 3, 4, 100]);
    expect(found.map(({ origins }) => origins.concurrency.from)).toEqual([
      '--concurrency',
      'AUDIT_DOMAINS_CONCURRENCY',
      expect.stringMatching(/fleet.audit-domains\.toml: concurrency$/),
      expect.stringMatching(/xdg.audit-domains.audit-domains\.toml: concurrency$/),
      'default',
    ]);
  });

  it.each([
    ['timeout', '500ms', { timeoutMs: 500 }],
    ['timeout', '2m', { timeoutMs: 120_000 }],
    ['timeout', '7', { timeoutMs: 7000 }],
    ['max-unchecked', '25%', { maxUnchecked: 0.25 }],
    ['max-unchecked', '0.5', { maxUnchecked: 0.5 }],
    ['lists', 'ofac-sdn, un', { lists: ['ofac-sdn', 'un'] }],
    ['web', 'no', { web: false }],
    ['color', '1', { color: true }],
  ])('reads %s = %s in the environment', async (key, given, wanted) => {
    const { settings } = await settle({ env: { [`AUDIT_DOMAINS_${key.toUpperCase().replace('-', '_')}`]: given } });
    expect(settings).toMatchObject(wanted);
  });

  it('takes a path in a config file as lying beside it', async () => {
    const { settings } = await settle({ near: 'decisions = "reviewed.csv"\nlists = ["un", "eu"]' });
    expect(settings.decisions).toMatch(/fleet.reviewed\.csv$/);
    expect(settings.lists).toEqual(['un', 'eu']);
  });

  it.each<[string, World, RegExp]>([
    ['a wrong flag', { flags: { concurrency: 'many' } }, /^--concurrency: "many" is not a whole number from 1/],
    [
      'a wrong variable',
      { env: { AUDIT_DOMAINS_TIMEOUT: 'soon' } },
      /^AUDIT_DOMAINS_TIMEOUT: "soon" is not a duration/,
    ],
    ['a wrong type', { near: 'web = 3' }, /toml: web: 3 is not true or false/],
    ['an unknown key', { near: 'concurency = 3' }, /unknown setting "concurency"; did you mean concurrency\?/],
    ['an unknown variable', { env: { AUDIT_DOMAINS_FAILON: 'none' } }, /did you mean AUDIT_DOMAINS_FAIL_ON\?/],
    ['a key like no other', { near: 'berth = 3' }, /unknown setting "berth"; audit-domains config lists/],
    ['broken TOML', { near: 'web = = 3' }, /audit-domains\.toml is not valid TOML/],
    ['a share above one', { flags: { maxUnchecked: '150%' } }, /--max-unchecked: "150%" is not a share/],
    ['a verdict that is none', { flags: { failOn: 'clear' } }, /--fail-on: "clear" is not one of match, review/],
  ])('refuses %s in one line', async (_, world, words) => {
    await expect(settle(world)).rejects.toThrow(words);
  });
});
