import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentEntry } from '../manifest.ts';
import { type ListReader, type OpenDocument, type Reading, UnreadableListError } from '../reader.ts';
import { StoreError, storeErrorOf } from '../store.ts';
import type { BaseList } from './base.ts';
import { type Judging, objectionTo } from './edition.ts';
import type { FetchDocument, KeptDocument } from './fetched.ts';

/** An edition that was read and may be put in place. */
export interface Candidate {
  readonly reader: ListReader;
  readonly reading: Reading;
  readonly documents: readonly KeptDocument[];
}

/** Why there is no candidate: nothing new, or not fit. */
export interface NoCandidate {
  readonly outcome: 'unchanged' | 'refused';
  readonly detail: string;
}

export interface ReadingOptions {
  readonly fetch: FetchDocument;
  readonly acceptShrink: boolean;
  readonly program: string;
  readonly now: () => Date;
}

/** Downloads and reads one list; whatever goes wrong is the list's own affair. */
export async function readEdition(
  reader: ListReader,
  base: BaseList | undefined,
  work: string,
  options: ReadingOptions,
): Promise<Candidate | NoCandidate> {
  const previous = base?.entry;
  const isSame = previous?.readBy?.format === reader.format && previous.readBy.program === options.program;
  const before = isSame ? previous : undefined;
  try {
    const fetched = await fetchAll(reader, before?.documents, work, options.fetch);
    if ('fault' in fetched) return { outcome: 'refused', detail: fetched.fault };
    const { documents } = fetched;
    if (documents === null || isSameBytes(documents, before?.documents)) {
      return { outcome: 'unchanged', detail: `edition ${previous?.edition ?? ''}` };
    }
    const told = await reader.read(opener(documents));
    const reading = reader.undated ? { ...told, edition: told.edition ?? documents[0]?.modifiedOn ?? null } : told;
    const objection = objectionTo(reading, judgingOf(reader, base, options));
    if (objection !== null) return { outcome: 'refused', detail: objection };
    return { reader, reading, documents };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return { outcome: 'refused', detail: error instanceof Error ? error.message : String(error) };
  }
}

/** What an edition is held against. */
export function judgingOf(
  reader: ListReader,
  previous: BaseList | undefined,
  { acceptShrink, now }: Pick<ReadingOptions, 'acceptShrink' | 'now'>,
): Judging {
  return { reader, previous, acceptShrink, now: now() };
}

/** Every document of one edition; null: the first, which tells whether there is a new edition, has not changed. */
async function fetchAll(
  { id, documents: [first, ...rest] }: ListReader,
  known: readonly DocumentEntry[] | undefined,
  work: string,
  fetch: FetchDocument,
): Promise<{ readonly documents: readonly KeptDocument[] | null } | { readonly fault: string }> {
  const folder = join(work, id);
  await mkdir(folder).catch((error: unknown) => {
    throw storeErrorOf(error, folder);
  });
  const main = await fetch(
    first,
    known?.find(({ file, url }) => file === first.file && url === first.url),
    folder,
  );
  if ('fault' in main) return main;
  if ('unchanged' in main) return { documents: null };
  const documents = [main.kept];
  for (const document of rest) {
    const more = await fetch(document, undefined, folder);
    if ('fault' in more) return more;
    if ('unchanged' in more) return { fault: `${document.file}: "not modified" without a condition` };
    documents.push(more.kept);
  }
  return { documents };
}

const isSameBytes = (fresh: readonly KeptDocument[], known: readonly DocumentEntry[] | undefined): boolean =>
  known?.length === fresh.length && fresh.every(({ entry }, at) => entry.sha256 === known[at]?.sha256);

function opener(documents: readonly KeptDocument[]): OpenDocument {
  return (file) => {
    const found = documents.find(({ entry }) => entry.file === file);
    if (found === undefined) throw new UnreadableListError(`${file} is no document of this format`);
    return createReadStream(found.path);
  };
}
