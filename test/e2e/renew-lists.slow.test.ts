import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSnapshot } from '../../src/lists/snapshot.ts';

/** The weekly renewal as CI runs it, in a copy of the checkout, from a UN document made of the entries that ship. */
describe('the weekly renewal', () => {
  let checkout: string;
  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), 'renewal-'));
    for (const part of ['src', 'data', '.ci', 'package.json']) cpSync(part, join(checkout, part), { recursive: true });
    symlinkSync(resolve('node_modules'), join(checkout, 'node_modules'));
  });
  afterEach(() => rmSync(checkout, { recursive: true }));

  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const unDocument = (date: string, names: (id: string, name: string) => string | null): string => {
    const records = [...openSnapshot({ lists: ['un'] }).published()].flatMap(
      ({ id, name, type, aliases, weakAliases, nativeNames, countries, programs }) => {
        const told = names(id, name);
        if (told === null) return [];
        const kind = type === 'individual' ? 'INDIVIDUAL' : 'ENTITY';
        const aka = (quality: string) => (alias: string) =>
          `<${kind}_ALIAS><QUALITY>${quality}</QUALITY><ALIAS_NAME>${escaped(alias)}</ALIAS_NAME></${kind}_ALIAS>`;
        const akas = [...aliases.map(aka('Good')), ...weakAliases.map(aka('Low'))].join('');
        const native = nativeNames
          .map((text) => `<NAME_ORIGINAL_SCRIPT>${escaped(text)}</NAME_ORIGINAL_SCRIPT>`)
          .join('');
        const places = countries.map((code) => `<NATIONALITY><VALUE>${code}</VALUE></NATIONALITY>`).join('');
        const program = `<UN_LIST_TYPE>${escaped(programs[0] ?? '')}</UN_LIST_TYPE>`;
        const reference = `<REFERENCE_NUMBER>${id.slice(3)}</REFERENCE_NUMBER>`;
        return [
          `<${kind}><FIRST_NAME>${escaped(told)}</FIRST_NAME>${program}${reference}${native}${places}${akas}</${kind}>\n`,
        ];
      },
    );
    return `<CONSOLIDATED_LIST dateGenerated="${date}T06:00:00Z">${records.join('')}</CONSOLIDATED_LIST>`;
  };
  const renew = (...words: readonly string[]) =>
    spawnSync('bash', ['.ci/renew-lists', ...words], {
      cwd: checkout,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: checkout, AUDIT_DOMAINS_CLI: 'src/cli.ts' },
    });
  const from = (text: string): string => {
    const folder = join(checkout, 'in');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'consolidated.xml'), text);
    return folder;
  };
  const body = (): string => join(checkout, '.cache/renewal.md');

  it('puts a new edition in data/lists and writes what a reviewer must see, vanished entries first and fenced', () => {
    const gone = [...openSnapshot({ lists: ['un'] }).published()].at(-1)?.id ?? '';
    let isFirst = true;
    const text = unDocument('2026-11-20', (id, name) => {
      if (id === gone) return null;
      const told = isFirst ? '@harbourmaster ![x](https://quay.example) </details>' : name;
      isFirst = false;
      return told;
    });
    const { status, stderr } = renew('un', '--from', from(text));
    expect(stderr).toContain('un: renewed: edition 2026-11-20');
    expect(status).toBe(0);
    const written = readFileSync(body(), 'utf8');
    const fenced = written.split('~'.repeat(16)).filter((_, at) => at % 2 === 1);
    expect(fenced[0]).toContain('un: 2026-08-01 → 2026-11-20');
    expect(fenced[1]?.split('\n')[1]).toMatch(new RegExp(`^vanished +${gone} `));
    expect(fenced[1]).toContain('@harbourmaster');
    expect(written.length).toBeLessThan(65_536);
    expect(readFileSync(join(checkout, '.cache/renewal.diff'), 'utf8')).toContain(gone);
    expect(JSON.parse(readFileSync(join(checkout, 'data/lists/manifest.json'), 'utf8'))).toMatchObject({
      lists: expect.arrayContaining([expect.objectContaining({ id: 'un', edition: '2026-11-20' })]),
    });
    expect(renew('un', '--from', join(checkout, 'in')).stderr).toContain('un: unchanged');
    expect(existsSync(body())).toBe(false);
  });

  it('proposes nothing, and fails, where an edition is refused', () => {
    const before = readFileSync(join(checkout, 'data/lists/manifest.json'));
    const { status, stderr } = renew('un', '--from', from(unDocument('2026-01-01', (_, name) => name)));
    expect(stderr).toContain('un: refused: edition 2026-01-01 is older');
    expect(status).toBe(3);
    expect(existsSync(body())).toBe(false);
    expect(readFileSync(join(checkout, 'data/lists/manifest.json'))).toEqual(before);
  });
});

describe('the workflow that runs it', () => {
  const workflow = readFileSync('.github/workflows/lists.yml', 'utf8');
  const scripts = workflow
    .split(/^ +run: \|\n/m)
    .slice(1)
    .map((part) => part.split(/^ {6}- /m)[0] ?? '');

  it('runs once a week, may write only what a proposal needs, and names no input inside a script', () => {
    expect(workflow).toMatch(/^ {4}- cron: "\d+ \d+ \* \* [0-6]"$/m);
    expect(workflow).toContain('\npermissions: {}\n');
    expect(workflow).toContain('bash .ci/renew-lists');
    expect(scripts).toHaveLength(3);
    expect(scripts.join('\n')).not.toContain('${{');
  });

  it.each(scripts)('has scripts that bash can read: %#', (script) => {
    expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});
