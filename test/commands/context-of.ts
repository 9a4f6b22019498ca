import { PassThrough } from 'node:stream';
import type { CommandContext } from '../../src/commands/context.ts';

/** A context for tests: streams in memory, a fixed clock. */
export function contextOf(): { readonly context: CommandContext; readonly printed: () => string } {
  const stdout = new PassThrough();
  const context: CommandContext = {
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
    env: {},
    cwd: '/',
    now: () => new Date('2026-11-23T04:00:00Z'),
    signal: new AbortController().signal,
  };
  return { context, printed: () => String(stdout.read() ?? '') };
}
