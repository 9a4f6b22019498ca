import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ListedEntity } from '../model/lists.ts';
import { askHttp } from '../net/http-client.ts';
import type { Network } from '../net/network.ts';
import type { ListManifest } from './manifest.ts';
import { groupSame } from './merge.ts';
import { publisherUrl } from './publishers.ts';
import { type ListDocument, type ListReader, type OpenDocument, type Reading, UnreadableListError } from './reader.ts';
import { openSnapshot, readManifest } from './snapshot.ts';
import { fromLine, toLine } from './stored.ts';
import { readSupplement } from './supplement.ts';

/** What became of one list: renewed, unchanged since, or refused with the reason (the old edition stays). */
export interface Renewal {
  readonly list: string;
  readonly outcome: 'renewed' | 'unchanged' | 'refused';
  readonly detail: string;
}

export interface UpdateOptions {
  /** The snapshot in place; it is read, and stays as it is when nothing is renewed. */
  readonly from: string;
  /** Where the renewed snapshot goes; what lies there is kept beside it as `<to>.previous`. */
  readonly to: string;
  readonly readers: readonly ListReader[];
  /** `previous` is given where the answer may be `unchanged`. */
  readonly fetch: (document: ListDocument, previous: ListManifest | undefined) => Promise<Fetched>;
  /** Let a list become much smaller. */
  readonly acceptShrink: boolean;
  readonly onRenewal: (renewal: Renewal) => void;
}

/** The publisher's document, that it has not changed, or why there is none. */
export type Fetched =
  | { readonly bytes: AsyncIterable<Uint8Array>; readonly etag?: string; readonly lastModified?: string }
  | { readonly unchanged: true }
  | { readonly fault: string };

/** An edition that loses more than this share of its entities is refused. */
const MAX_SHRINK = 0.1;
const MAX_BYTES = 200 * 1024 * 1024;
const MAX_REDIRECTS = 5;

/**
 * Renews each list that can be had whole; the others stay as they are. The new snapshot is written beside the old one,
 * verified, and put in its place by renaming: at no instant is there half a list.
 */
export async function updateLists(options: UpdateOptions): Promise<readonly Renewal[]> {
  const { from, readers, fetch, onRenewal } = options;
  const manifest = readManifest(from);
  const readings = new Map<string, { readonly reading: Reading; readonly entry: Partial<ListManifest> }>();
  const renewals: Renewal[] = [];
  const tell = (renewal: Renewal): void => {
    renewals.push(renewal);
    onRenewal(renewal);
  };
  for (const reader of readers) {
    const previous = manifest.find(({ id }) => id === reader.id);
    const list = reader.id;
    try {
      const fetched = await fetchAll(reader, previous, fetch);
      if ('fault' in fetched) tell({ list, outcome: 'refused', detail: fetched.fault });
      else if ('unchanged' in fetched)
        tell({ list, outcome: 'unchanged', detail: `edition ${previous?.edition ?? ''}` });
      else {
        const reading = await reader.read(fetched.open);
        const objection = objectionTo(reading, reader, previous, options.acceptShrink);
        if (objection !== null) tell({ list, outcome: 'refused', detail: objection });
        else {
          const { etag, lastModified } = fetched;
          readings.set(list, {
            reading,
            entry: { holes: [...reader.lacks], ...(etag && { etag }), ...(lastModified && { lastModified }) },
          });
          tell({ list, outcome: 'renewed', detail: `edition ${reading.edition}, ${reading.entities.length} entities` });
        }
      }
    } catch (error) {
      tell({ list, outcome: 'refused', detail: error instanceof Error ? error.message : String(error) });
    }
  }
  if (readings.size > 0) await store(options, manifest, readings);
  return renewals;
}

/** Every document of one edition; the first tells whether there is a new one. */
async function fetchAll(
  { documents: [first, ...rest] }: ListReader,
  previous: ListManifest | undefined,
  fetch: UpdateOptions['fetch'],
): Promise<
  | { readonly open: OpenDocument; readonly etag?: string; readonly lastModified?: string }
  | Exclude<Fetched, { readonly bytes: unknown }>
> {
  const main = await fetch(first, previous);
  if (!('bytes' in main)) return main;
  const bytes = new Map([[first.file, main.bytes]]);
  for (const document of rest) {
    const more = await fetch(document, undefined);
    if ('fault' in more) return more;
    if (!('bytes' in more)) return { fault: `${document.file}: "not modified" without a condition` };
    bytes.set(document.file, more.bytes);
  }
  const { etag, lastModified } = main;
  return {
    open: (file) => {
      const found = bytes.get(file);
      if (found === undefined) throw new UnreadableListError(`${file} is no document of this format`);
      return found;
    },
    ...(etag && { etag }),
    ...(lastModified && { lastModified }),
  };
}

/** Why an edition must not take the place of the one before it; null when it may. */
function objectionTo(
  { edition, entities }: Reading,
  { expect }: ListReader,
  previous: ListManifest | undefined,
  acceptShrink: boolean,
): string | null {
  if (edition === null) return 'the document does not tell its date';
  if (previous !== undefined && edition < previous.edition)
    return `edition ${edition} is older than ${previous.edition}`;
  if (new Set(entities.map(({ id }) => id)).size < entities.length) return 'two entities carry the same id';
  if (entities.length > expect.entities[1])
    return `${entities.length} entities, at most ${expect.entities[1]} expected`;
  if (acceptShrink) return entities.length === 0 ? 'no entity' : null;
  if (entities.length < expect.entities[0])
    return `${entities.length} entities, at least ${expect.entities[0]} expected`;
  const share = entities.filter(({ aliases }) => aliases.length > 0).length / entities.length;
  if (share < expect.withAlias)
    return `aliases in ${Math.round(share * 100)} % of the entities, ${expect.withAlias * 100} % expected`;
  if (previous !== undefined && entities.length < previous.entities * (1 - MAX_SHRINK)) {
    return `${entities.length} entities, ${previous.entities} before; --accept-shrink takes it nevertheless`;
  }
  return null;
}

async function store(
  { from, to }: UpdateOptions,
  manifest: readonly ListManifest[],
  readings: ReadonlyMap<string, { readonly reading: Reading; readonly entry: Partial<ListManifest> }>,
): Promise<void> {
  openSnapshot({ dir: from }); // refuses an unsound one
  const { sameParty } = readSupplement(from);
  const kept = manifest.filter(({ id }) => !readings.has(id)).flatMap(({ id }) => storedEntities(from, id));
  const fresh = [...readings.values()].flatMap(({ reading }) => reading.entities);
  const together = [...kept, ...fresh];
  const isListed = new Set(together.map(({ id }) => id));
  const grouped = groupSame(
    together.map((entity) => {
      const told = [...entity.sameAs, ...sameParty(entity.id)].filter((id) => isListed.has(id));
      return { ...entity, sameAs: told };
    }),
  );
  await mkdir(dirname(to), { recursive: true });
  const beside = await mkdtemp(join(dirname(to), `.${basename(to)}-`));
  try {
    const lists: ListManifest[] = [];
    for (const previous of manifest) {
      const { id } = previous;
      const entities = grouped.filter(({ list }) => list === id).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const bytes = gzipSync(entities.map((entity) => `${toLine(entity)}\n`).join(''), { level: 9 });
      bytes[9] = 255; // the gzip header's operating system: unknown, so that every machine writes the same bytes
      await writeFile(join(beside, `${id}.jsonl.gz`), bytes);
      lists.push({
        ...entryOf(previous, readings.get(id)),
        ...countsOf(entities),
        bytes: bytes.length,
        sha256: sha256(bytes),
      });
    }
    await copyFile(join(from, 'supplement.jsonl'), join(beside, 'supplement.jsonl'));
    const supplement = { sha256: sha256(await readFile(join(beside, 'supplement.jsonl'))) };
    await writeFile(join(beside, 'manifest.json'), `${JSON.stringify({ format: 1, lists, supplement }, null, 2)}\n`);
    verifySnapshot(beside); // throws on a wrong checksum or count before anything is replaced
    await rm(`${to}.previous`, { recursive: true, force: true });
    await rename(to, `${to}.previous`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(beside, to);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

function entryOf(
  previous: ListManifest,
  renewed: { readonly reading: Reading; readonly entry: Partial<ListManifest> } | undefined,
): ListManifest {
  if (renewed === undefined) return previous;
  const { id, publisher, title, url, terms, entities, names, withAlias, bytes, sha256: sum } = previous;
  const edition = renewed.reading.edition ?? previous.edition;
  const lasting = { id, publisher, title, url, terms, entities, names, withAlias, bytes, sha256: sum };
  return { ...lasting, ...renewed.entry, edition, fields: { all: edition }, holes: renewed.entry.holes ?? [] };
}

/** The entities of a stored list as its file has them, without the supplement. */
function storedEntities(dir: string, id: string): readonly ListedEntity[] {
  const lines = gunzipSync(readFileSync(join(dir, `${id}.jsonl.gz`)))
    .toString('utf8')
    .split('\n');
  return lines.filter((line) => line !== '').map((line) => fromLine(line, id, (entity) => publisherUrl(id, entity)));
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

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads every entity; throws UnsoundListError on a wrong checksum or count. Returns how many there are. */
export function verifySnapshot(dir: string): number {
  let count = 0;
  for (const { id } of openSnapshot({ dir }).entities()) count += id === '' ? 0 : 1;
  return count;
}

/** Files that a user downloaded by hand, under the publishers' own names; a list without a file stays as it is. */
export function fromFolder(dir: string): UpdateOptions['fetch'] {
  return async ({ file }) => ({ bytes: createReadStream(join(dir, file)) });
}

/** The publishers' servers: https only, redirects judged one by one, conditional where an earlier answer allows it. */
export function fromPublishers(network: Network, signal: AbortSignal): UpdateOptions['fetch'] {
  return async (document, previous) => {
    const headers = {
      ...(previous?.etag && { 'if-none-match': previous.etag }),
      ...(previous?.lastModified && { 'if-modified-since': previous.lastModified }),
    };
    let url = new URL(document.url);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const answer = await askHttp({ url, headers, maxBytes: MAX_BYTES }, network, signal);
      if ('fault' in answer) return { fault: `${url.host}: ${answer.fault.code}: ${answer.fault.detail}` };
      const { status, headers: told, body, truncated } = answer.reply;
      const { etag, location, 'last-modified': lastModified } = told;
      if (status === 304) return { unchanged: true };
      if (status >= 300 && status < 400 && location !== undefined) {
        if (!URL.canParse(location, url.href)) return { fault: `${url.host}: redirected to no address` };
        url = new URL(location, url.href);
        if (url.protocol !== 'https:')
          return { fault: `redirected to ${url.protocol}//${url.host}: only https is taken` };
        continue;
      }
      if (status !== 200) return { fault: `${url.host}: HTTP ${status}` };
      if (truncated) return { fault: `${url.host}: longer than ${MAX_BYTES} bytes` };
      return { bytes: once(body), ...(etag && { etag }), ...(lastModified && { lastModified }) };
    }
    return { fault: `more than ${MAX_REDIRECTS} redirects` };
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
