import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

const CLI = resolve('src/cli.ts');
/** Shared, and one short list: so that screening is prepared once and not in every run. */
const CACHE = join(tmpdir(), 'audit-domains-test-cache');

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty folder to work in, with a network map in it that reaches nothing. */
export function workplace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  const nothing = { format: 1, authorities: [], resolvers: ['127.0.0.1:9'], routes: [] };
  writeFileSync(join(folder, 'nowhere.json'), JSON.stringify(nothing));
  return folder;
}

/**
 * Starts the program as it is; nothing of the caller's environment or settings reaches it. `fileBlocks`: no file may grow
 * beyond so many blocks of 1024 bytes, as on a full disk.
 */
export function start(
  folder: string,
  words: readonly string[],
  fileBlocks?: number,
): ChildProcessByStdio<Writable, Readable, Readable> {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_CACHE_HOME: CACHE,
    AUDIT_DOMAINS_LISTS: 'un',
    AUDIT_DOMAINS_MAX_LIST_AGE: '36500', // the lists that ship grow old; these tests do not
    NO_COLOR: '1',
  };
  const command = [process.execPath, CLI, ...words];
  const limited =
    fileBlocks === undefined ? command : ['bash', '-c', `ulimit -f ${fileBlocks}; exec "$@"`, '-', ...command];
  const [program = '', ...rest] = limited;
  return spawn(program, rest, { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs the program to its end. */
export async function run(
  folder: string,
  words: readonly string[],
  stdin: string | Uint8Array = '',
  fileBlocks?: number,
): Promise<Ran> {
  const child = start(folder, words, fileBlocks);
  child.stdin.on('error', () => undefined); // it may end without reading
  child.stdin.end(stdin);
  const ended = new Promise<Pick<Ran, 'code' | 'signal'>>((settle) => {
    child.on('close', (code, signal) => settle({ code, signal }));
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { ...(await ended), stdout, stderr };
}
