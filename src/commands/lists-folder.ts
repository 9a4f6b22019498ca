import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandContext, CommandError } from './context.ts';

/** Where `lists update` keeps the renewed snapshot: `XDG_DATA_HOME/audit-domains/lists`, else `~/.local/share/…`. */
export function dataFolder(env: CommandContext['env']): string {
  const base = env['XDG_DATA_HOME'] ?? (env['HOME'] === undefined ? undefined : join(env['HOME'], '.local', 'share'));
  if (base === undefined) throw new CommandError('no data folder is known; say --to <dir>');
  return join(base, 'audit-domains', 'lists');
}

/** The renewed snapshot of `lists update`, where there is one: it is judged by before the bundled one. */
export function renewedLists(env: CommandContext['env']): string | null {
  if (env['XDG_DATA_HOME'] === undefined && env['HOME'] === undefined) return null;
  const folder = dataFolder(env);
  return existsSync(join(folder, 'manifest.json')) ? folder : null;
}
