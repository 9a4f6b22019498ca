import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListReader } from './reader.ts';
import { verifySnapshot } from './snapshot.ts';
import { openWork, place, snapshotFolder, storeErrorOf } from './store.ts';
import { type BaseOptions, baseLists } from './update/base.ts';
import { type Candidate, judgingOf, readEdition } from './update/candidate.ts';
import { objectionTo } from './update/edition.ts';
import type { FetchDocument } from './update/fetched.ts';
import { type NewEdition, writeSnapshot } from './update/write.ts';

/** What became of one list: renewed, unchanged since, or refused with the reason (the old edition stays). */
export interface Renewal {
  readonly list: string;
  readonly outcome: 'renewed' | 'unchanged' | 'refused';
  readonly detail: string;
}

export interface UpdateOptions extends BaseOptions {
  readonly readers: readonly ListReader[];
  readonly fetch: FetchDocument;
  /** Let a list become much smaller. */
  readonly acceptShrink: boolean;
  /** Version of this program: what another version read is read anew. */
  readonly program: string;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Told of each list once it is settled; of the renewed ones when they are in place. */
  readonly onRenewal: (renewal: Renewal) => void;
}

/**
 * Renews each list that can be had whole; the others stay as they are. The new snapshot is written beside the old one,
 * verified, and put in its place by one rename: at no instant is there half a list. Throws UnsoundListError when
 * no snapshot is sound (update/base.ts), StoreError when nothing can be written, and the signal's reason when stopped: in
 * each case everything is as it was.
 */
export async function updateLists(options: UpdateOptions): Promise<readonly Renewal[]> {
  const { to, readers, now, onRenewal } = options;
  const renewals: Renewal[] = [];
  const tell = (renewal: Renewal): void => {
    renewals.push(renewal);
    onRenewal(renewal);
  };
  let work: string | null = null;
  try {
    work = await openWork(to, now());
    const known = baseLists(options);
    const candidates: Candidate[] = [];
    for (const reader of readers) {
      const previous = known.find(({ entry }) => entry.id === reader.id);
      const candidate = await readEdition(reader, previous, work, options);
      options.signal.throwIfAborted();
      if ('outcome' in candidate) tell({ list: reader.id, ...candidate });
      else candidates.push(candidate);
    }
    while (candidates.length > 0 && !(await putInPlace(candidates, work, options, tell))) {
      // Another update was faster: judge again by what it put in place.
    }
    return renewals;
  } catch (error) {
    throw storeErrorOf(error, to);
  } finally {
    if (work !== null) await rm(work, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** False when another update put its own snapshot in place meanwhile; candidates that then no longer stand are refused. */
async function putInPlace(
  candidates: Candidate[],
  work: string,
  options: UpdateOptions,
  tell: (renewal: Renewal) => void,
): Promise<boolean> {
  const { base, to, signal, program } = options;
  const judgedBy = snapshotFolder(to);
  const lists = baseLists({ base, to, onUnsound: () => undefined }); // told already
  const editions = new Map<string, NewEdition>();
  for (const candidate of [...candidates]) {
    const { reader, reading, documents } = candidate;
    const { id } = reader;
    const previous = lists.find(({ entry }) => entry.id === id);
    const objection = objectionTo(reading, judgingOf(reader, previous, options));
    if (objection !== null) {
      candidates.splice(candidates.indexOf(candidate), 1);
      tell({ list: id, outcome: 'refused', detail: objection });
    } else if (reading.edition !== null) {
      const { edition, entities } = reading;
      editions.set(id, { reader, edition, entities, program, documents: documents.map(({ entry }) => entry) });
    }
  }
  if (editions.size === 0) return true;
  const snapshot = join(work, 'snapshot');
  await rm(snapshot, { recursive: true, force: true });
  await writeSnapshot(snapshot, { lists, supplementFrom: snapshotFolder(base) }, editions);
  verifySnapshot(snapshot); // throws on a wrong checksum or count before anything is replaced
  signal.throwIfAborted();
  if (!(await place(snapshot, to, judgedBy))) return false;
  for (const { reader, reading, documents } of candidates) {
    const via = [...new Set(documents.flatMap((document) => document.via))];
    const told = `edition ${reading.edition}, ${reading.entities.length} entities`;
    const sentOn = via.length === 0 ? '' : `, sent on by the publisher to ${via.join(', ')}`;
    tell({ list: reader.id, outcome: 'renewed', detail: `${told}${sentOn}` });
  }
  return true;
}
