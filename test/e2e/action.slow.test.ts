import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorld } from '../../src/simulate/fixtures.ts';
import { type Internet, startInternet } from '../../src/simulate/internet.ts';

/**
 * The composite action's own shell script, cut out of action.yml and run by bash as a runner would: inputs in the
 * environment, outputs and summary in files. Only `npx` is another: it starts this checkout instead of the registry's package.
 */
const ACTION = readFileSync('action.yml', 'utf8');
const SCRIPT = (ACTION.split('      run: |\n')[1] ?? '').replace(/^ {8}/gmu, '');
const HOSTILE = 'كتائب عز الدين القسام ::error::owned%0A::set-output name=exit-code::0 ##[error]owned';
/** Of a workflow command as a runner reads it: at the start of a line, blanks before it aside. */
const COMMAND = /^\s*::([\w-]+)/u;

interface Job {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly folder: string;
}

describe('the action', () => {
  let internet: Internet;
  let root: string;
  beforeAll(async () => {
    const world = readWorld();
    const page = { html: `<title>${HOSTILE.replaceAll('::', '&#10;::')}</title><h1>x</h1>` };
    const hostile = { ...world, page: (host: string) => (host === 'brigade-voice.test' ? page : world.page(host)) };
    internet = await startInternet(hostile, new Date());
    root = mkdtempSync(join(tmpdir(), 'action-'));
    const npx = join(root, 'npx');
    writeFileSync(npx, `#!/bin/bash\nshift 2\nexec "${process.execPath}" "${resolve('src/cli.ts')}" "$@"\n`);
    chmodSync(npx, 0o755);
  });
  afterAll(async () => {
    await internet.close();
    rmSync(root, { recursive: true });
  });

  async function job(name: string, list: string, inputs: Readonly<Record<string, string>> = {}): Promise<Job> {
    const folder = join(root, name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'list.csv'), list);
    const env = {
      PATH: `${root}:${process.env['PATH'] ?? ''}`,
      AUDIT_DOMAINS_MAX_LIST_AGE: '36500', // the lists that ship grow old; these tests do not
      HOME: folder,
      XDG_CACHE_HOME: join(tmpdir(), 'audit-domains-demo-cache'),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: join(folder, 'outputs'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      AUDIT_DOMAINS_NETWORK_MAP: internet.mapFile,
      AUDIT_DOMAINS_TIMEOUT: '2s',
      AUDIT_DOMAINS_FAIL_ON: 'match',
      AUDIT_LIST: 'list.csv',
      AUDIT_VERSION: 'latest',
      AUDIT_FORMAT: 'junit',
      AUDIT_REPORT: '',
      AUDIT_BASELINE: '',
      AUDIT_DECISIONS: '',
      ...inputs,
    };
    // As runners start a `shell: bash` step.
    const script = join(folder, 'step.sh');
    writeFileSync(script, SCRIPT);
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((settle) => child.on('close', settle));
    const [out, told] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const read = (file: string): string =>
      existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
    const lines = read('outputs').split('\n').filter(Boolean);
    const outputs = Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
    return { code: await ended, log: `${out}${told}`, outputs, summary: read('summary'), folder };
  }

  const commandsOf = ({ log }: Job): readonly string[] =>
    log.split('\n').flatMap((line) => (COMMAND.test(line) ? [line.trim()] : []));

  it('names every input in the script’s environment', () => {
    const inputs = [...(ACTION.split('\noutputs:')[0] ?? '').matchAll(/^ {2}([\w-]+):$/gmu)].map(([, name]) => name);
    expect(inputs).toEqual(['list', 'fail-on', 'baseline', 'decisions', 'format', 'report', 'version']);
    for (const name of inputs) expect(ACTION).toContain(`\${{ inputs.${name} }}`);
  });

  it('fails the job on a match, tells outputs and summary, and marks the line of the list', async () => {
    const list = readFileSync('fixtures/internet/demo.csv', 'utf8');
    const done = await job('demo', list);
    expect(done.code, done.log).toBe(1);
    expect(done.outputs).toEqual({ 'exit-code': '1', report: 'audit-domains.xml', findings: '6' });
    expect(readFileSync(join(done.folder, 'audit-domains.xml'), 'utf8')).toContain('<testsuites');
    expect(done.summary).toContain('33 rows: 4 match');
    expect(commandsOf(done).filter((line) => line.startsWith('::error '))).toHaveLength(4);
    expect(commandsOf(done).filter((line) => line.startsWith('::warning '))).toHaveLength(2);
    expect(commandsOf(done)[0]).toMatch(/^::error file=list\.csv,line=\d+,title=/u);
  }, 120_000);

  it('shows nine annotations and counts the rest, and no title, customer or file name becomes a command', async () => {
    const customer = '"Palestinian Islamic Jihad ::error::owned%0A::warning::owned ##[error]owned"';
    const rows = Array.from({ length: 12 }, () => `brigade-voice.test,${customer}`);
    const name = 'harbour,::error::owned%0A##[error]owned.csv';
    const list = `domain,customer\n${rows.join('\n')}\n`;
    writeFileSync(join(root, name), list);
    const done = await job('hostile', list, { AUDIT_FORMAT: 'sarif', AUDIT_LIST: `../${name}` });
    expect(done.outputs).toEqual({ 'exit-code': '1', report: 'audit-domains.sarif', findings: '12' });
    const commands = commandsOf(done);
    expect(commands).toHaveLength(10);
    expect(commands.slice(0, 9).every((line) => /^::error file=[^:]*,line=\d+,title=[^:]*::[^:]/u.test(line))).toBe(
      true,
    );
    expect(commands.at(-1)).toBe('::notice::and 3 more; see the report');
    expect(done.log).not.toMatch(/##\[/u);
    for (const line of commands) expect(line.replace(/%(?:25|0D|0A|3A|2C|23)/gu, '')).not.toContain('%0A');
    expect(done.log).toContain('owned'); // it was there to be tried
  }, 120_000);

  it('keeps the summary under 900 kB', async () => {
    const long = 'x'.repeat(30);
    const rows = Array.from({ length: 3_000 }, (_, at) => `not a domain ${at} ${long}`);
    const done = await job('long', `${rows.join('\n')}\n`);
    expect(Buffer.byteLength(done.summary)).toBeGreaterThan(1_000);
    expect(Buffer.byteLength(done.summary)).toBeLessThanOrEqual(900_100);
    expect(done.summary).toContain('omitted');
  }, 120_000);

  it('cuts a summary of 2 MB at a line below 900 kB, and says how many lines it left out', () => {
    const [report, summary, shown] = ['r.jsonl', 's.md', 'shown'].map((name) => join(root, name));
    writeFileSync(report ?? '', '');
    writeFileSync(summary ?? '', 'ÿ northquay\n'.repeat(160_000));
    const env = { PATH: process.env['PATH'], HOME: root, GITHUB_STEP_SUMMARY: shown };
    const words = ['src/cli.ts', 'annotate', report ?? '', '--summary', summary ?? ''];
    expect(spawnSync(process.execPath, words, { env }).status).toBe(0);
    const cut = readFileSync(shown ?? '');
    expect(cut.byteLength).toBeGreaterThan(890_000);
    expect(cut.byteLength).toBeLessThanOrEqual(900_000);
    const kept = cut
      .toString('utf8')
      .split('\n')
      .filter((line) => line === 'ÿ northquay').length;
    expect(cut.toString('utf8')).toContain(`${160_000 - kept} more lines`);
  });

  it('a second run with the first as baseline does not fail the job again', async () => {
    const list = 'brigade-voice.test\n';
    const first = await job('first', list, { AUDIT_FORMAT: 'jsonl' });
    expect(first.outputs['exit-code'], first.log).toBe('1');
    const told = join(first.folder, 'audit-domains.jsonl');
    const second = await job('second', list, { AUDIT_BASELINE: told });
    expect([second.code, second.outputs['exit-code']]).toEqual([0, '0']);
  }, 120_000);

  it.each([
    ['a list that is not there', { AUDIT_LIST: 'nowhere.csv' }],
    ['a list named like an option', { AUDIT_LIST: '--version' }],
    ['a format that does not exist', { AUDIT_FORMAT: 'pdf' }],
  ])('%s ends the job with exit code 2 and no summary', async (name, inputs) => {
    const done = await job(name.replaceAll(' ', '-'), 'quay.example\n', inputs);
    expect([done.code, done.summary], done.log).toEqual([2, '']);
    expect(done.log).not.toContain('at file:');
  });
});
