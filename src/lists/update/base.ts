import type { ListManifest } from '../manifest.ts';
import { openSnapshot, readManifest, UnsoundListError } from '../snapshot.ts';
import { hasSnapshot, previousFolder, snapshotFolder } from '../store.ts';

export interface BaseOptions {
  /** The snapshot that ships. */
  readonly base: string;
  /** Where the renewed snapshots lie (store.ts). */
  readonly to: string;
  /** Told when the renewed snapshot is damaged, and which one is built upon instead. */
  readonly onUnsound: (reason: string, instead: string) => void;
}

/** A list that a new snapshot takes over, and the folder that it lies in. */
export interface BaseList {
  readonly entry: ListManifest;
  readonly folder: string;
}

/**
 * What an update builds upon: the lists that were renewed, and those that ship where they were not, or where a newer program
 * ships a newer edition. A damaged snapshot is not built upon, but the one before it, or the one that ships. Throws
 * UnsoundListError when that one is damaged itself.
 */
export function baseLists(options: BaseOptions): readonly BaseList[] {
  const shipped = listsIn(snapshotFolder(options.base));
  const renewed = renewedLists(options);
  const taken = renewed.map((own) => {
    const other = shipped.find(({ entry }) => entry.id === own.entry.id);
    if (other === undefined) return own;
    return own.entry.documents === undefined || other.entry.edition > own.entry.edition ? other : own;
  });
  return [...taken, ...shipped.filter(({ entry }) => !renewed.some((own) => own.entry.id === entry.id))];
}

/** The lists of the first of the renewed snapshots that is sound; none where there is none. */
function renewedLists({ to, base, onUnsound }: BaseOptions): readonly BaseList[] {
  if (!hasSnapshot(to)) return [];
  try {
    return listsIn(snapshotFolder(to));
  } catch (error) {
    if (!(error instanceof UnsoundListError)) throw error;
    const before = previousFolder(to);
    const lists = before === null ? [] : soundListsIn(before);
    onUnsound(error.message, lists.length === 0 ? base : (before ?? base));
    return lists;
  }
}

function soundListsIn(dir: string): readonly BaseList[] {
  try {
    return listsIn(dir);
  } catch {
    return [];
  }
}

/** Every checksum is held against the manifest. */
function listsIn(dir: string): readonly BaseList[] {
  const { dir: folder } = openSnapshot({ dir });
  return readManifest(folder).map((entry) => ({ entry, folder }));
}
