import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ListedEntity } from '../../model/lists.ts';
import { type DocumentEntry, type ListManifest, manifestText } from '../manifest.ts';
import type { ListReader } from '../reader.ts';
import { toLine } from '../stored.ts';
import type { BaseList } from './base.ts';

/** An edition that takes the place of the one before it, and what it was read from. */
export interface NewEdition {
  readonly reader: ListReader;
  readonly edition: string;
  readonly entities: readonly ListedEntity[];
  readonly documents: readonly DocumentEntry[];
  /** Version of this program. */
  readonly program: string;
}

/** What a new snapshot takes over. */
export interface InPlace {
  readonly lists: readonly BaseList[];
  /** Folder of the snapshot that ships: its supplement is as new as the program. */
  readonly supplementFrom: string;
}

/**
 * Writes a whole snapshot into a new folder: the lists in place as they are, file by file, but for those that have a new edition;
 * lists that are new come last.
 */
export async function writeSnapshot(
  folder: string,
  { lists, supplementFrom }: InPlace,
  editions: ReadonlyMap<string, NewEdition>,
): Promise<void> {
  await mkdir(folder);
  const entries: ListManifest[] = [];
  for (const { entry, folder: from } of lists) {
    const renewed = editions.get(entry.id);
    if (renewed !== undefined) entries.push(await writeList(folder, renewed, entry));
    else {
      await copyFile(join(from, fileOf(entry.id)), join(folder, fileOf(entry.id)));
      entries.push(entry);
    }
  }
  for (const [id, added] of editions) {
    if (!lists.some(({ entry }) => entry.id === id)) entries.push(await writeList(folder, added, undefined));
  }
  await copyFile(join(supplementFrom, 'supplement.jsonl'), join(folder, 'supplement.jsonl'));
  const supplement = { sha256: sha256(await readFile(join(folder, 'supplement.jsonl'))) };
  await writeFile(join(folder, 'manifest.json'), manifestText({ format: 1, lists: entries, supplement }));
}

async function writeList(
  folder: string,
  renewed: NewEdition,
  previous: ListManifest | undefined,
): Promise<ListManifest> {
  const { reader, edition, documents, program } = renewed;
  const { id, about, lacks } = reader;
  const entities = renewed.entities.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const bytes = gzipSync(entities.map((entity) => `${toLine(entity)}\n`).join(''), { level: 9 });
  bytes[9] = 255; // the gzip header's operating system: unknown, so that every machine writes the same bytes
  await writeFile(join(folder, fileOf(id)), bytes);
  const { publisher = id, title = id, terms = '' } = about ?? previous ?? {};
  return {
    id,
    publisher,
    title,
    url: reader.documents[0].url ?? '',
    terms,
    edition,
    fields: { all: edition },
    ...countsOf(entities),
    bytes: bytes.length,
    sha256: sha256(bytes),
    holes: [...lacks],
    readBy: { format: reader.format, program },
    documents: [...documents],
  };
}

function countsOf(entities: readonly ListedEntity[]): Pick<ListManifest, 'entities' | 'names' | 'withAlias'> {
  const namesOf = ({ aliases, weakAliases, nativeNames }: ListedEntity): number =>
    1 + aliases.length + weakAliases.length + nativeNames.length;
  return {
    entities: entities.length,
    names: entities.reduce((sum, entity) => sum + namesOf(entity), 0),
    withAlias: entities.filter(({ aliases }) => aliases.length > 0).length,
  };
}

const fileOf = (id: string): string => `${id}.jsonl.gz`;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
