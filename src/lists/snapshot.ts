import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { ListEdition, ListedEntity } from '../model/lists.ts';
import { type ListManifest, parseManifest } from './manifest.ts';
import { GROUPING, groupSame } from './merge.ts';
import { publisherUrl } from './publishers.ts';
import { snapshotFolder } from './store.ts';
import { fromLine } from './stored.ts';
import { readSupplement, type Supplement } from './supplement.ts';

/** The snapshot that ships with the program. */
export const BUNDLED_LISTS = fileURLToPath(new URL('../../data/lists/', import.meta.url));

/** A snapshot that must not be judged by: no audit is performed (exit 2). The message says what to do. */
export class UnsoundListError extends Error {
  override readonly name = 'UnsoundListError';
}

export interface SnapshotOptions {
  /** Folder with manifest.json, or of renewed snapshots (store.ts); the bundled one by default. */
  readonly dir?: string;
  /** Which lists; all by default. An id that the snapshot lacks is an error. */
  readonly lists?: readonly string[];
}

export interface Snapshot {
  readonly dir: string;
  readonly editions: readonly ListEdition[];
  /** SHA-256 over the lists' checksums and addresses, the supplement and how groups are made: the same digest, the same answers. */
  readonly digest: string;
  /** Every entity, list by list in manifest order, each list by id, with all its other entries. Verifies counts. */
  readonly entities: () => readonly ListedEntity[];
  /** The same as published, one after the other: `sameAs` holds the publishers' own references alone. */
  readonly published: () => Generator<ListedEntity>;
  /**
   * Websites and mails that a list names without our knowing whose: an entry each. None for a list that was renewed from its
   * publisher, whose edition tells them with their entries.
   */
  readonly sites: () => readonly ListedEntity[];
  /** Editions older than so many days at an instant. */
  readonly stale: (now: Date, maxAgeDays: number) => readonly ListEdition[];
}

/**
 * Opens a snapshot and verifies every file against its manifest (SHA-256). Throws UnsoundListError when a file is
 * missing, altered, cut short, or the manifest cannot be read. What was verified is what is read later, so that an update
 * meanwhile neither mixes two editions nor takes one away.
 */
export function openSnapshot(options: SnapshotOptions = {}): Snapshot {
  const named = options.dir ?? BUNDLED_LISTS;
  const dir = snapshotFolder(named);
  try {
    return openFolder(dir, options.lists);
  } catch (error) {
    if (snapshotFolder(named) === dir) throw error;
    return openSnapshot(options); // two updates went by since the folder was named
  }
}

function openFolder(dir: string, lists: readonly string[] | undefined): Snapshot {
  const manifest = readWholeManifest(dir);
  const chosen = choose(manifest.lists, lists, dir);
  const files = chosen.map((list): ListFile => ({ list, bytes: verified(dir, list) }));
  const supplement = verifiedSupplement(dir, manifest.supplement?.sha256);
  const digest = createHash('sha256')
    .update(JSON.stringify(chosen.map(({ id, sha256, url }) => [id, sha256, url])))
    .update(supplement.digest)
    .update(GROUPING)
    .digest('hex');
  return {
    dir,
    editions: chosen.map(editionOf),
    digest,
    entities: () => groupSame([...entitiesOf(files, supplement)], supplement.sameParty),
    published: () => entitiesOf(files, supplement),
    sites: () => chosen.filter(({ readBy }) => readBy === undefined).flatMap(({ id }) => supplement.sitesOf(id)),
    stale: (now, maxAgeDays) =>
      chosen.filter(({ edition }) => now.getTime() - Date.parse(edition) > maxAgeDays * 86_400_000).map(editionOf),
  };
}

interface ListFile {
  readonly list: ListManifest;
  /** As the manifest's checksum has them. */
  readonly bytes: Buffer;
}

/** The manifest's entries. Throws UnsoundListError when it is missing or malformed. */
export function readManifest(dir: string): readonly ListManifest[] {
  return readWholeManifest(snapshotFolder(dir)).lists;
}

function readWholeManifest(dir: string): ReturnType<typeof parseManifest> {
  const path = join(dir, 'manifest.json');
  try {
    return parseManifest(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UnsoundListError(`${path}: ${message(error)}. ${REMEDY}`);
  }
}

const REMEDY = 'No audit was performed. Restore it ("audit-domains lists update", or reinstall the package).';

/** Reads every entity; throws UnsoundListError on a wrong checksum or count or an id told twice. Tells how many there are. */
export function verifySnapshot(dir: string): number {
  const ids = new Set<string>();
  for (const { id } of openSnapshot({ dir }).published()) {
    if (ids.has(id)) throw new UnsoundListError(`${dir}: two entities carry the id ${id}. ${REMEDY}`);
    ids.add(id);
  }
  return ids.size;
}

/** The supplement, held against the manifest where that names one. */
function verifiedSupplement(dir: string, wanted: string | undefined): Supplement {
  const path = join(dir, 'supplement.jsonl');
  let supplement: Supplement;
  try {
    supplement = readSupplement(dir);
  } catch (error) {
    throw new UnsoundListError(`${path}: ${message(error)}. ${REMEDY}`);
  }
  if (wanted === undefined || wanted === supplement.digest) return supplement;
  throw new UnsoundListError(`${path}: altered, cut short or missing. ${REMEDY}`);
}

/** The bytes of a list file, held against its manifest entry. */
function verified(dir: string, { id, sha256 }: ListManifest): Buffer {
  const path = join(dir, `${id}.jsonl.gz`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new UnsoundListError(`${path}: ${message(error)}. ${REMEDY}`);
  }
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256) return bytes;
  throw new UnsoundListError(
    `${path}: altered or cut short (sha256 ${found.slice(0, 12)}…, the manifest says ${sha256.slice(0, 12)}…). ${REMEDY}`,
  );
}

/** The entities of one list of a folder as they are stored: without the project's additions, and in no groups. */
export function storedEntities(folder: string, list: ListManifest): readonly ListedEntity[] {
  return [...linesOf({ list, bytes: verified(folder, list) })];
}

function* entitiesOf(files: readonly ListFile[], supplement: Supplement): Generator<ListedEntity> {
  for (const file of files) for (const entity of linesOf(file)) yield supplement.complete(entity);
}

function* linesOf({ list, bytes }: ListFile): Generator<ListedEntity> {
  const text = gunzipSync(bytes).toString('utf8');
  let count = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    yield fromLine(text.slice(from, end), list.id, (id) => publisherUrl(list.id, id) || list.url);
    count += 1;
    from = end + 1;
  }
  if (count !== list.entities) {
    throw new UnsoundListError(`${list.id}: ${count} entities, the manifest says ${list.entities}. ${REMEDY}`);
  }
}

function choose(
  all: readonly ListManifest[],
  ids: readonly string[] | undefined,
  dir: string,
): readonly ListManifest[] {
  if (all.length === 0) throw new UnsoundListError(`${dir}: the snapshot holds no list. ${REMEDY}`);
  if (ids === undefined) return all;
  const unknown = ids.filter((id) => !all.some((list) => list.id === id));
  if (unknown.length > 0 || ids.length === 0) {
    throw new UnsoundListError(
      `no list "${unknown.join('", "')}" in ${dir}; it has ${all.map(({ id }) => id).join(', ')}. No audit was performed.`,
    );
  }
  return all.filter(({ id }) => ids.includes(id));
}

function editionOf({ id, publisher, title, edition, entities, names, sha256, holes }: ListManifest): ListEdition {
  return { id, publisher, title, edition, entities, names, sha256, holes };
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));
