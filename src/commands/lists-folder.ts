import { join } from 'node:path';
import { hasSnapshot } from '../lists/store.ts';
import { type CommandContext, CommandError } from './context.ts';

/** Where `lists update` keeps the renewed snapshots: `XDG_DATA_HOME/audit-domains/lists`, else `~/.local/share/…`. */
export function dataFolder(env: CommandContext['env']): string {
  const base = env['XDG_DATA_HOME'] ?? (env['HOME'] === undefined ? undefined : join(env['HOME'], '.local', 'share'));
  if (base === undefined) throw new CommandError('no data folder is known; say --to <dir>');
  return join(base, 'audit-domains', 'lists');
}

/** The folder of the snapshots of `lists update`, where there is one: it is judged by before the bundled one. */
export function renewedLists(env: CommandContext['env']): string | null {
  if (env['XDG_DATA_HOME'] === undefined && env['HOME'] === undefined) return null;
  const folder = dataFolder(env);
  return hasSnapshot(folder) ? folder : null;
}

/** The folder of the snapshot that an audit judges by, when nothing else is said. */
export async function judgedLists(env: CommandContext['env']): Promise<string> {
  const { BUNDLED_LISTS } = await import('../lists/snapshot.ts');
  return renewedLists(env) ?? BUNDLED_LISTS;
}
