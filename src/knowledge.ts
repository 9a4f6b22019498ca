import { homedir } from 'node:os';
import { join } from 'node:path';
import { type CatalogueOptions, loadCatalogue } from './detect/catalogue.ts';
import { detect } from './detect/observe.ts';
import { openSnapshot, type Snapshot } from './lists/snapshot.ts';
import type { Evidence } from './model/evidence.ts';
import type { Fronting } from './model/facts.ts';
import type { ListEdition } from './model/lists.ts';
import { failed, type Outcome, ok, type Source } from './model/outcome.ts';
import { loadIndex } from './screen/index-file.ts';
import { openIndex, type Screener } from './screen/screener.ts';

export interface KnowledgeOptions {
  /** Snapshot folder; the bundled one by default. */
  readonly listsDir?: string;
  /** Which lists; all by default. */
  readonly lists?: readonly string[];
  /** Where the compiled index is kept; null: nowhere. */
  readonly cacheDir: string | null;
  readonly minScore?: number;
  readonly now: Date;
  /** An older edition makes screening `failed: stale`. */
  readonly maxListAgeDays: number;
  /** Provider ranges that were renewed after the program was made; without it, those that ship. */
  readonly providers?: CatalogueOptions;
  /** Told once when the index has to be compiled (some seconds). */
  readonly onCompile?: () => void;
}

/** Lists and their index, loaded once: what screening needs of the world. */
export interface ListKnowledge {
  readonly screener: Screener;
  readonly editions: readonly ListEdition[];
  readonly lists: Outcome<readonly ListEdition[]>;
}

/** All that judging needs of the world: lists, their index, and who stands in front of whom. */
export interface Knowledge extends ListKnowledge {
  readonly detect: (evidence: Evidence) => Outcome<Fronting>;
}

/**
 * Loads lists, index and provider catalogue, once for as many audits as you like. Without options: the lists that ship,
 * judged as of now, the index kept in the user's cache folder. Throws UnsoundListError where a list must not be judged by.
 */
export async function loadKnowledge(options: Partial<KnowledgeOptions> = {}): Promise<Knowledge> {
  const lists = loadLists(completed(options));
  const catalogue = loadCatalogue(options.providers);
  return { ...lists, detect: (evidence) => detect(evidence, catalogue) };
}

/** Options with what the command line takes by default: now, 365 days, the user's cache folder. */
function completed(options: Partial<KnowledgeOptions>): KnowledgeOptions {
  const cacheDir = options.cacheDir === undefined ? join(homedir(), '.cache', 'audit-domains') : options.cacheDir;
  return { now: new Date(), maxListAgeDays: 365, ...options, cacheDir };
}

/** A screener over the lists that ship, or those of the options. */
export function openScreener(options: Partial<KnowledgeOptions> = {}): Screener {
  return loadLists(completed(options)).screener;
}

/** Opens the snapshot (throws UnsoundListError where it must not be judged by) and the index compiled from it. */
export function loadLists(options: KnowledgeOptions): ListKnowledge {
  const { listsDir, lists, cacheDir, minScore, onCompile } = options;
  const snapshot = openSnapshot({ ...(listsDir && { dir: listsDir }), ...(lists && { lists }) });
  const block = loadIndex(snapshot, cacheDir, onCompile);
  return {
    screener: openIndex(block, { ...(minScore !== undefined && { minScore }) }),
    editions: snapshot.editions,
    lists: freshness(snapshot, options),
  };
}

function freshness(snapshot: Snapshot, { now, maxListAgeDays }: KnowledgeOptions): Outcome<readonly ListEdition[]> {
  const source: Source = { protocol: 'list', server: snapshot.dir, askedAt: now.toISOString() };
  const stale = snapshot.stale(now, maxListAgeDays);
  if (stale.length === 0) return ok(snapshot.editions, source);
  const which = stale.map(({ id, edition }) => `${id} of ${edition}`).join(', ');
  return failed({ code: 'stale', detail: `${which}: older than ${maxListAgeDays} days`, attempts: 1 }, source);
}
