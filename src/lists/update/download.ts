import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { DeadlineReached } from '../../net/deadline.ts';
import { faultOf, stoppedFault } from '../../net/fault.ts';
import type { HttpStream } from '../../net/http-client.ts';
import type { Network } from '../../net/network.ts';
import type { DocumentEntry } from '../manifest.ts';
import type { ListDocument } from '../reader.ts';
import { StoreError, storeErrorOf } from '../store.ts';
import { type FetchDocument, type Fetched, MAX_DOCUMENT_BYTES, strangerIn } from './fetched.ts';
import { type Conditions, openDocument } from './hops.ts';

/** How far the download of one document is. */
export interface DownloadState {
  readonly file: string;
  readonly bytes: number;
  /** As the publisher announced; null where it did not, or sends it coded. */
  readonly expected: number | null;
}

export interface PublisherOptions {
  readonly network: Network;
  readonly signal: AbortSignal;
  readonly onBytes?: (state: DownloadState) => void;
  /** Of one document, decoded. */
  readonly maxBytes?: number;
  /** Without a byte for so long the publisher is taken to hang. */
  readonly idleMs?: number;
  /** For one document as a whole. */
  readonly totalMs?: number;
}

const IDLE_MS = 30_000;
const TOTAL_MS = 20 * 60_000;

/**
 * Gets documents from the publishers' servers straight to the disk, never whole in memory. What is cut short, too long, a
 * page in place of the list, or does not come is a fault. Conditional where the document is known.
 */
export function fromPublishers(options: PublisherOptions): FetchDocument {
  const { network, signal, maxBytes = MAX_DOCUMENT_BYTES, totalMs = TOTAL_MS } = options;
  return async (document, known, folder) => {
    if (document.url === null) return { fault: `${document.file} is not downloaded: name its folder with --from` };
    const total = new AbortController();
    const timer = setTimeout(
      () => total.abort(new DeadlineReached(`not whole within ${Math.round(totalMs / 1_000)} s`)),
      totalMs,
    );
    try {
      const whole = AbortSignal.any([signal, total.signal]);
      const request = { url: new URL(document.url), conditions: conditionsOf(known), maxBytes };
      const opened = await openDocument(request, network, whole);
      if (!('stream' in opened)) return opened;
      const path = join(folder, document.file);
      const received = await receive(path, document, opened, options);
      if ('fault' in received) return { fault: `${opened.url.host}: ${received.fault}` };
      const { via } = opened;
      const entry = { ...received, file: document.file, url: document.url, fetchedAt: network.now().toISOString() };
      const { etag, 'last-modified': lastModified } = opened.stream.headers;
      const isOwn = via.length === 0; // another host's tags mean nothing to the publisher's own
      return {
        kept: {
          path,
          via,
          entry: {
            ...entry,
            ...(isOwn && etag !== undefined && { etag }),
            ...(isOwn && lastModified !== undefined && { lastModified }),
          },
          modifiedOn: dayOf(lastModified),
        },
      };
    } finally {
      clearTimeout(timer);
    }
  };
}

const conditionsOf = (known: DocumentEntry | undefined): Conditions => ({
  ...(known?.etag !== undefined && { 'if-none-match': known.etag }),
  ...(known?.lastModified !== undefined && { 'if-modified-since': known.lastModified }),
});

/** Writes the body as it comes; its length and SHA-256 once it is whole. */
async function receive(
  path: string,
  { file }: ListDocument,
  { stream, stop, stopped }: Extract<Awaited<ReturnType<typeof openDocument>>, { stream: HttpStream }>,
  { onBytes, maxBytes = MAX_DOCUMENT_BYTES, idleMs = IDLE_MS }: PublisherOptions,
): Promise<Pick<DocumentEntry, 'bytes' | 'sha256'> | Extract<Fetched, { fault: string }>> {
  const handle = await written(path, () => open(path, 'wx')).catch((error: unknown) => {
    stop(new Error('nowhere to write'));
    throw error;
  });
  const hash = createHash('sha256');
  const expected = expectedOf(stream);
  let bytes = 0;
  const idle = setTimeout(() => stop(new DeadlineReached(`nothing came for ${idleMs / 1_000} s`)), idleMs);
  try {
    for await (const chunk of stream.body) {
      idle.refresh();
      const stranger = bytes === 0 ? strangerIn(chunk, file) : null;
      if (stranger !== null) return { fault: stranger };
      await written(path, () => writeAll(handle, chunk));
      hash.update(chunk);
      bytes += chunk.length;
      onBytes?.({ file, bytes, expected });
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const { detail } = stopped.aborted ? stoppedFault(stopped) : faultOf(error);
    return { fault: `cut short after ${bytes} bytes: ${detail}` };
  } finally {
    clearTimeout(idle);
    stop(new Error('done'));
    await written(path, () => handle.close());
  }
  if (stream.isTruncated()) return { fault: `${file} is longer than ${maxBytes} bytes` };
  if (bytes === 0) return { fault: `${file} is empty` };
  return { bytes, sha256: hash.digest('hex') };
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
}

/** What the disk refuses is ours to say, not the publisher's fault. */
async function written<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeErrorOf(error, path);
  }
}

function expectedOf({ headers }: HttpStream): number | null {
  const length = headers['content-length'] ?? '';
  return headers['content-encoding'] === undefined && /^\d{1,12}$/.test(length) ? Number(length) : null;
}

/** `Wed, 14 Oct 2026 06:00:00 GMT` → 2026-10-14; null for what is no date. */
function dayOf(lastModified: string | undefined): string | null {
  const atMs = lastModified === undefined ? Number.NaN : Date.parse(lastModified);
  return Number.isNaN(atMs) ? null : new Date(atMs).toISOString().slice(0, 10);
}
