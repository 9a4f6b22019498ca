import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListReader } from './reader.ts';
import { openSnapshot, readManifest, UnsoundListError, verifySnapshot } from './snapshot.ts';
import { hasSnapshot, openWork, place, previousFolder, snapshotFolder, storeErrorOf } from './store.ts';
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

export interface UpdateOptions {
  /** The snapshot to start from while `to` has none: the bundled one. */
  readonly base: string;
  /** Where the renewed snapshots lie (store.ts). */
  readonly to: string;
  readonly readers: readonly ListReader[];
  readonly fetch: FetchDocument;
  /** Let a list become much smaller. */
  readonly acceptShrink: boolean;
  /** Version of this program: what another version read is read anew. */
  readonly program: string;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Told when the renewed snapshot is damaged, and which one is built upon instead. */
  readonly onUnsound: (reason: string, instead: string) => void;
  /** Told of each list once it is settled; of the renewed ones when they are in place. */
  readonly onRenewal: (renewal: Renewal) => void;
}

/**
 * Renews each list that can be had whole; the others stay as they are. The new snapshot is written beside the old one,
 * verified, and put in its place by one rename: at no instant is there half a list. A damaged snapshot is not
 * built upon, but on the one before it, or the bundled one. Throws UnsoundListError when none is sound, StoreError when
 * nothing can be written, and the signal's reason when stopped: in each case everything is as it was.
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
    const known = readManifest(soundBase(options, true));
    const candidates: Candidate[] = [];
    for (const reader of readers) {
      const previous = known.find(({ id }) => id === reader.id);
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

/** The snapshot to build upon: the one judged by, the one before it, the bundled one; the first that is sound. */
function soundBase({ base, to, onUnsound }: UpdateOptions, isTold: boolean): string {
  const [first, ...others] = hasSnapshot(to) ? [snapshotFolder(to), previousFolder(to) ?? base, base] : [base];
  if (first === undefined) return base;
  try {
    return openSnapshot({ dir: first }).dir;
  } catch (error) {
    if (!(error instanceof UnsoundListError)) throw error;
    const sound = others.find(isSound);
    if (sound === undefined) throw error;
    if (isTold) onUnsound(error.message, sound);
    return sound;
  }
}

function isSound(dir: string): boolean {
  try {
    openSnapshot({ dir });
    return true;
  } catch {
    return false;
  }
}

/** False when another update put its own snapshot in place meanwhile; candidates that then no longer stand are refused. */
async function putInPlace(
  candidates: Candidate[],
  work: string,
  options: UpdateOptions,
  tell: (renewal: Renewal) => void,
): Promise<boolean> {
  const { to, signal, program } = options;
  const judgedBy = snapshotFolder(to);
  const from = soundBase(options, false);
  const lists = readManifest(from);
  const editions = new Map<string, NewEdition>();
  for (const candidate of [...candidates]) {
    const { reader, reading, documents } = candidate;
    const { id } = reader;
    const objection = objectionTo(
      reading,
      judgingOf(
        reader,
        lists.find((list) => list.id === id),
        options,
      ),
    );
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
  await writeSnapshot(snapshot, { from, lists, supplementFrom: snapshotFolder(options.base) }, editions);
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
