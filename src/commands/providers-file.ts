import { join } from 'node:path';
import type { CatalogueOptions } from '../detect/catalogue.ts';
import { toolVersion } from '../settings/version.ts';
import { type CommandContext, CommandError } from './context.ts';

/** Where `providers update` keeps renewed ranges: `XDG_DATA_HOME/audit-domains/ranges.json`, else `~/.local/share/…`. */
export function renewedRanges(env: CommandContext['env']): string | null {
  const base = env['XDG_DATA_HOME'] ?? (env['HOME'] === undefined ? undefined : join(env['HOME'], '.local', 'share'));
  return base === undefined || base === '' ? null : join(base, 'audit-domains', 'ranges.json');
}

/** The catalogue's options for this user; a damaged file is named, with what to do. */
export function catalogueOptions(env: CommandContext['env']): CatalogueOptions | undefined {
  const renewed = renewedRanges(env);
  return renewed === null ? undefined : { renewed, program: toolVersion() };
}

/** Runs what reads the catalogue; renewed ranges that are damaged are told as the user's to put right. */
export function readingCatalogue<T>(env: CommandContext['env'], work: () => T): T {
  try {
    return work();
  } catch (error) {
    const file = renewedRanges(env);
    const words = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `the provider catalogue cannot be read (${words}). Delete ${file} if it is there, then "audit-domains providers update".`,
    );
  }
}
