import { createHash } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Keep } from '../audit/gathering.ts';
import { toolVersion } from '../settings/version.ts';
import type { Settings } from '../settings.ts';
import type { EvidenceStore } from '../store/evidence-store.ts';
import { cacheFolder } from './cache-folder.ts';
import { type CommandContext, CommandError } from './context.ts';

/**
 * The cache that `--cache` and `--no-cache` ask for; null: none. Without either, answers are kept in the user's cache folder, but
 * not those of a mapped network, whose world changes with its map.
 */
export async function openAnswersCache(settings: Settings, context: CommandContext): Promise<Keep | null> {
  const { cache, networkMap, resolver } = settings;
  if (cache === false || (cache === null && networkMap !== null)) return null;
  const folder = cacheFolder(context.env);
  const path = cache ?? (folder === null ? null : join(folder, 'answers.sqlite'));
  if (path === null) return null;
  const store = await openStore(path, cache === null, context);
  if (store === null) return null;
  const { keepAnswers } = await import('../audit/keeping.ts');
  const map = networkMap === null ? 'open' : createHash('sha256').update(readFileSync(networkMap)).digest('hex');
  const world = [toolVersion(), map, resolver.join(' ') || 'system resolvers'].join('|');
  return keepAnswers(store, world);
}

/** A cache that nobody named and that is damaged is put aside; one that was named stops the run. */
async function openStore(path: string, isOwn: boolean, context: CommandContext): Promise<EvidenceStore | null> {
  const { ForeignStoreError, openSqliteStore } = await withoutSqliteWarning(() => import('../store/sqlite.ts'));
  try {
    return openSqliteStore({ path, now: context.now });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (!isOwn) throw new CommandError(`--cache: ${words}. Name another file, or use --no-cache.`);
    context.stderr.write(`The cache of answers is not used: ${words}.\n`);
    if (!(error instanceof ForeignStoreError)) return null;
    renameSync(path, `${path}.damaged`);
    return openSqliteStore({ path, now: context.now });
  }
}

/** Node 22 prints that its SQLite is experimental; that one warning is not for the user of this program. */
async function withoutSqliteWarning<T>(load: () => Promise<T>): Promise<T> {
  const emitWarning = Reflect.get(process, 'emitWarning');
  const filtered = (...words: readonly unknown[]): void => {
    if (!String(words[0]).includes('SQLite')) Reflect.apply(emitWarning, process, words);
  };
  Reflect.set(process, 'emitWarning', filtered);
  try {
    return await load();
  } finally {
    Reflect.set(process, 'emitWarning', emitWarning);
  }
}
