import { join } from 'node:path';
import type { CommandContext } from './context.ts';

/** `XDG_CACHE_HOME/audit-domains`, else `~/.cache/audit-domains`; null where neither is known. */
export function cacheFolder(env: CommandContext['env']): string | null {
  const base = env['XDG_CACHE_HOME'] ?? (env['HOME'] === undefined ? undefined : join(env['HOME'], '.cache'));
  return base === undefined || base === '' ? null : join(base, 'audit-domains');
}
