import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/report/width.ts';
import { run, start, workplace } from './run-cli.ts';

const NOWHERE = ['--network-map', 'nowhere.json'];

/** Rows of a CSV report, by column. */
const rowsOf = (csv: string): readonly Record<string, string>[] => parse(csv, { columns: true, bom: true });

describe.concurrent('a bad call', () => {
  it.each<[string, readonly string[], RegExp, (string | Uint8Array)?]>([
    ['a missing file', ['nope.txt'], /^audit-domains: Cannot read nope\.txt: there is no such file\.\n$/],
    ['one missing file of two', ['good.txt', 'nope.txt'], /nope\.txt/],
    ['a folder', ['.'], /^audit-domains: \. is a folder/],
    ['a binary file', ['binary.dat'], /^audit-domains: binary\.dat is not text/],
    ['an Excel workbook', ['book.xlsx'], /Excel workbook; save the sheet as CSV/],
    ['an empty file', ['empty.txt'], /^audit-domains: empty\.txt holds no domains/],
    ['an empty pipe', ['-'], /^audit-domains: standard input holds no domains/, ''],
    ['only comments', [], /holds no domains/, '# nothing\n\n'],
    ['a table without domains', ['people.csv'], /^audit-domains: people\.csv: no column holds domains/],
    ['a column that is not there', ['good.txt', '--column', 'asset'], /has no column "asset"/],
    ['an unknown option', ['good.txt', '--formt', 'csv'], /unknown option '--formt' \(Did you mean --format\?\)/],
    ['an option without its value', ['good.txt', '--format'], /argument missing/],
    ['an unknown format', ['good.txt', '-f', 'docx'], /^audit-domains: Unknown format "docx"; known are csv/],
    ['an unknown extension', ['good.txt', '-o', 'report.docx'], /No report format has the extension of report\.docx/],
    ['a number that is none', ['good.txt', '--concurrency', 'x'], /--concurrency: "x" is not a whole number/],
    ['a gap that cannot pass', ['good.txt', '--accept', 'failed'], /--accept failed/],
    ['a resolver that is none', ['good.txt', '--resolver', 'nine'], /"nine" is not a resolver/],
    ['--resume alone', ['good.txt', '--resume'], /--resume needs --evidence/],
    ['a missing network map', ['good.txt', '--network-map', 'none.json'], /none\.json/],
    ['a broken network map', ['good.txt', '--network-map', 'people.csv'], /people\.csv is not JSON/],
    ['a misspelt command', ['rescren', 'e.jsonl'], /Did you mean: audit-domains rescreen e\.jsonl/],
    [
      'a report that is not there',
      ['diff', 'nope.csv', 'x.csv'],
      /^audit-domains: Cannot read nope\.csv: there is no such file\./,
    ],
    [
      'a list as its own report',
      ['people.csv', '-o', 'people.csv'],
      /^audit-domains: people\.csv is what this run reads/,
    ],
    [
      'a list as evidence',
      ['good.txt', '--evidence', './good.txt'],
      /^audit-domains: \.\/good\.txt is what this run reads/,
    ],
    ['one file for two things', ['good.txt', '-o', 'e.jsonl'], /^audit-domains: e\.jsonl is named for two things/],
    [
      'evidence as its own report',
      ['rescreen', 'good.txt', '-o', 'good.txt'],
      /good\.txt: No|good\.txt is what|has the extension of good\.txt/,
    ],
    ['no evidence', ['rescreen', 'nope.jsonl'], /^audit-domains: Cannot read nope\.jsonl: there is no such file/],
    ['evidence that is none', ['rescreen', 'good.txt'], /^audit-domains: good\.txt:1 is not JSON/],
    ['empty evidence', ['rescreen', 'empty.txt'], /empty\.txt holds no evidence/],
    ['an unknown shell', ['completion', 'tcsh'], /Unknown shell "tcsh"/],
  ])('says in one line what is wrong, exits 2 and writes nothing: %s', async (_, words, wanted, stdin = '') => {
    const folder = workplace();
    writeFileSync(join(folder, 'good.txt'), 'quay.test\n');
    writeFileSync(join(folder, 'empty.txt'), '');
    writeFileSync(join(folder, 'people.csv'), 'name,country\nAnn,FI\n');
    writeFileSync(join(folder, 'binary.dat'), Buffer.alloc(300));
    writeFileSync(join(folder, 'book.xlsx'), Buffer.from('504b030414000600', 'hex'));
    const before = readdirSync(folder);
    const isAudit = !['rescreen', 'diff', 'completion'].includes(words[0] ?? '');
    const outputs = ['-o', 'r.csv', ...(words.includes('--resume') ? [] : ['--evidence', 'e.jsonl'])];
    const { code, stdout, stderr } = await run(folder, isAudit ? [...outputs, ...words] : words, stdin);
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
    expect(stderr).toMatch(wanted);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe.concurrent('sanctions lists that cannot be relied on', () => {
  it.each<[string, (dir: string) => void, RegExp]>([
    ['a file cut short', (dir) => truncateSync(join(dir, 'un.jsonl.gz'), 1000), /un\.jsonl\.gz: altered or cut short/],
    ['an altered byte', (dir) => flipByte(join(dir, 'eu.jsonl.gz')), /eu\.jsonl\.gz: altered or cut short/],
    ['a missing file', (dir) => rmSync(join(dir, 'uk.jsonl.gz')), /uk\.jsonl\.gz/],
    ['an empty file', (dir) => truncateSync(join(dir, 'uk.jsonl.gz')), /uk\.jsonl\.gz/],
    ['a missing manifest', (dir) => rmSync(join(dir, 'manifest.json')), /manifest\.json/],
    ['a broken manifest', (dir) => truncateSync(join(dir, 'manifest.json'), 100), /manifest\.json/],
    ['no folder at all', (dir) => rmSync(dir, { recursive: true }), /manifest\.json/],
  ])('are refused in one line, exit 2, nothing asked and nothing written: %s', async (_, damage, wanted) => {
    const folder = workplace();
    cpSync('data/lists', join(folder, 'lists'), { recursive: true });
    damage(join(folder, 'lists'));
    const before = readdirSync(folder);
    const words = [
      '-',
      ...NOWHERE,
      '--lists-dir',
      'lists',
      '--lists',
      'un,uk,eu',
      '-o',
      'r.csv',
      '--evidence',
      'e.jsonl',
    ];
    const { code, stdout, stderr } = await run(folder, words, 'quay.test\n');
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
    expect(stderr).toMatch(wanted);
    expect(stderr).toMatch(/No audit was performed/);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('a list that there is not is named, with those that there are', async () => {
    const { code, stderr } = await run(workplace(), ['-', ...NOWHERE, '--lists', 'un,harbour'], 'quay.test\n');
    expect(code).toBe(2);
    expect(stderr).toMatch(/"harbour".*un/);
  });
});

function flipByte(file: string): void {
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(file, bytes);
}

describe.concurrent('without any network', () => {
  it('no row is clear, each says why, the exit code is 3 and the message says what to look at', async () => {
    const folder = workplace();
    const { code, stdout, stderr } = await run(folder, ['-', ...NOWHERE], 'quay.test\nmole.test\n');
    expect(rowsOf(stdout).map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
    expect(rowsOf(stdout).every(({ gaps }) => /failed/.test(gaps ?? ''))).toBe(true);
    expect(code).toBe(3);
    expect(stderr).toMatch(/check the network connection/);
  });

  it('a long list is told early that no server answers', async () => {
    const list = Array.from({ length: 40 }, (_, index) => `quay-${index}.test\n`).join('');
    const { stderr } = await run(workplace(), ['-', ...NOWHERE, '--no-progress'], list);
    expect(stderr).toMatch(/^No server has answered yet: check the network connection/m);
  });

  it('dirty lines give as many rows as lines, each explained, duplicates too', async () => {
    const dirty = Buffer.from(
      'quay.test\r\n\n# no row\nhttps://QUAY.test/x?y=1\n*.quay.test\nops@quay.test\na..b\nxn--a\n=cmd|calc\n192.0.2.1\nb\xfccher\nnul\0quay.test\n\x1b[31mred.test\n"quay.test\n',
      'latin1',
    );
    const { stdout } = await run(workplace(), [...NOWHERE, '-q'], dirty);
    const rows = rowsOf(stdout);
    expect(rows.map(({ input_line }) => Number(input_line))).toEqual([1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(rows.filter(({ error }) => error !== '').map(({ input_line }) => Number(input_line))).toEqual([
      7, 8, 9, 10, 11, 12, 13, 14,
    ]);
    expect(stdout).not.toContain('\x1b');
  });

  it('writes each -o file in the format of its extension, and nothing on stdout', async () => {
    const folder = workplace();
    const words = ['-', ...NOWHERE, '-q', '-o', 'r.csv', '-o', 'r.jsonl'];
    const { stdout } = await run(folder, words, 'domain,owner\nquay.test,Ann\n');
    expect(stdout).toBe('');
    expect(rowsOf(readFileSync(join(folder, 'r.csv'), 'utf8'))[0]).toMatchObject({
      domain: 'quay.test',
      input_owner: 'Ann',
    });
    expect(JSON.parse(readFileSync(join(folder, 'r.jsonl'), 'utf8'))).toMatchObject({
      format: 1,
      verdict: 'inconclusive',
    });
  });

  it.each([
    ['into a folder that is not there', ['-o', 'none/r.csv']],
    ['onto a full disk', ['--evidence', '/dev/full']],
  ])('an output that cannot be written exits 74: %s', async (_, words) => {
    const { code, stderr } = await run(workplace(), ['-', ...NOWHERE, '--no-progress', ...words], 'quay.test\n');
    expect(code).toBe(74);
    expect(stderr).toMatch(/cannot write/i);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('settings come from the file, and --fail-on inconclusive makes it exit 1', async () => {
    const folder = workplace();
    writeFileSync(
      join(folder, 'audit-domains.toml'),
      'network-map = "nowhere.json"\nfail-on = "inconclusive"\nquiet = true\n',
    );
    expect(await run(folder, ['-'], 'quay.test\n')).toMatchObject({ code: 1, stderr: '' });
  });
});

describe.concurrent('a run that is stopped', () => {
  const ROWS = 400;
  const fleet = Array.from({ length: ROWS }, (_, index) => `quay-${index}.test\n`).join('');

  it('by a reader that leaves: exits 141 and says nothing', async () => {
    const folder = workplace();
    writeFileSync(join(folder, 'fleet.txt'), fleet);
    const child = start(folder, ['fleet.txt', ...NOWHERE, '--no-progress', '-q']);
    const errors: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, errors }).toEqual({ code: 141, errors: [] });
  });

  it('by Ctrl-C: exits 130, keeps whole rows and says how to go on; --resume then completes it', async () => {
    const folder = workplace();
    writeFileSync(join(folder, 'fleet.txt'), fleet);
    const words = [
      'fleet.txt',
      ...NOWHERE,
      '--no-progress',
      '--evidence',
      'e.jsonl',
      '-o',
      'r.csv',
      '--concurrency',
      '80',
    ];
    const child = start(folder, words);
    const errors: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    while (!existsSync(join(folder, 'e.jsonl')) || readFileSync(join(folder, 'e.jsonl')).length < 5000) {
      await new Promise((settle) => setTimeout(settle, 10));
    }
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(130);
    expect(errors.join('')).toMatch(/--resume --evidence e\.jsonl/);
    const saved = readFileSync(join(folder, 'e.jsonl'), 'utf8').split('\n').length - 1;
    expect(rowsOf(readFileSync(join(folder, 'r.csv'), 'utf8')).length).toBe(saved);
    expect(saved).toBeLessThan(ROWS);

    expect(await run(folder, [...words, '--resume', '-q'])).toMatchObject({ code: 3 });
    const rows = rowsOf(readFileSync(join(folder, 'r.csv'), 'utf8'));
    expect(rows.map(({ input_line }) => Number(input_line))).toEqual(Array.from({ length: ROWS }, (_, at) => at + 1));
    const again = await run(folder, ['rescreen', 'e.jsonl', '-q']);
    expect(rowsOf(again.stdout).length).toBe(ROWS);
  });

  it('by a full disk: exits 74, says what to do, and --resume completes it', async () => {
    const folder = workplace();
    writeFileSync(join(folder, 'fleet.txt'), fleet);
    const words = ['fleet.txt', ...NOWHERE, '--no-progress', '-q', '--evidence', 'e.jsonl', '--concurrency', '200'];
    const stopped = await run(folder, words, '', 150);
    expect({ code: stopped.code, stdout: stopped.stdout.endsWith('\n') }).toEqual({ code: 74, stdout: true });
    expect(stopped.stderr).toMatch(/^audit-domains: Cannot write e\.jsonl: EFBIG.*run again with --resume\.\n$/);
    const { code, stdout, stderr } = await run(folder, [...words, '--resume']);
    expect({ code, rows: rowsOf(stdout).length }).toEqual({ code: 3, rows: ROWS });
    expect(stderr).toMatch(/its last line was cut off/);
    expect(readFileSync(join(folder, 'e.jsonl'), 'utf8').trimEnd().split('\n').length).toBe(ROWS);
  });

  it('refuses to resume with the evidence of another list', async () => {
    const folder = workplace();
    const words = [...NOWHERE, '-q', '--evidence', 'e.jsonl'];
    writeFileSync(join(folder, 'old.txt'), 'quay.test\n');
    writeFileSync(join(folder, 'new.txt'), 'mole.test\nquay.test\n');
    await run(folder, ['old.txt', ...words]);
    const before = readFileSync(join(folder, 'e.jsonl'), 'utf8');
    const { code, stdout, stderr } = await run(folder, ['new.txt', ...words, '--resume']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/e\.jsonl:1 is of "quay\.test".*the list has "mole\.test"/);
    expect(readFileSync(join(folder, 'e.jsonl'), 'utf8')).toBe(before);
  });
});

describe.concurrent('help', () => {
  it.each([['--help'], ['--version'], ['audit', '--help'], ['help', 'rescreen']])('%s exits 0', async (...words) => {
    const { code, stdout, stderr } = await run(workplace(), words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.length).toBeGreaterThan(4);
  });

  it('fits a screen: at most 60 lines of 80 columns, examples before all', async () => {
    const lines = (await run(workplace(), ['--help'])).stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(60);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    const heads = lines.filter((line) => /^[A-Z].*:/u.test(line) && !line.startsWith('Usage'));
    expect(heads[0]).toBe('Examples:');
  });

  it('man prints a page that holds every option of an audit, exit codes and environment', async () => {
    const { code, stdout } = await run(workplace(), ['man']);
    expect(code).toBe(0);
    const { stdout: help } = await run(workplace(), ['audit', '--help']);
    const options = [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gmu)].map(([, name = '']) => name);
    expect(options.length).toBeGreaterThan(25);
    for (const name of options) expect(stdout).toContain(name.replaceAll('-', '\\-'));
    for (const section of ['NAME', 'EXAMPLES', 'COMMANDS', 'EXIT STATUS', 'ENVIRONMENT']) {
      expect(stdout).toContain(`.SH ${section}\n`);
    }
    // A line may begin with a request of ours, never with one that words made.
    const requests = stdout.split('\n').filter((line) => /^[.']/u.test(line));
    for (const line of requests) expect(line).toMatch(/^\.(?:TH|SH|SS|TP|B|nf|fi)(?: |$)/u);
  });

  it('names the options that matter most, every exit code and the environment', async () => {
    const { stdout } = await run(workplace(), ['--help']);
    expect(stdout).toContain('NO_COLOR');
    for (const words of ['--evidence', '--resume', '--fail-on', '--max-unchecked', 'Examples:', '130, 143', '141']) {
      expect(stdout).toContain(words);
    }
  });

  it('config prints a config file that it reads back', async () => {
    const folder = workplace();
    const { stdout } = await run(folder, ['config', '--timeout', '3s']);
    expect(stdout).toMatch(/^timeout = "3s" +# --timeout$/m);
    writeFileSync(join(folder, 'audit-domains.toml'), stdout);
    const again = await run(folder, ['config']);
    expect(again.stdout).toMatch(/^timeout = "3s" +# .*audit-domains\.toml: timeout$/m);
  });
});
