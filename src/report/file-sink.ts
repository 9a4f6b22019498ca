import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, lstat, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf, OutputError } from './output-error.ts';
import type { Sink } from './sink.ts';

const BUFFER_BYTES = 64 * 1024;

/**
 * A report file: written under a temporary name beside the target, synced, and renamed when whole, so that a reader never
 * meets half a report and a failed run leaves the old one. A device or a named pipe is written straight through. A
 * symbolic link is refused: it could lead the report over somebody else's file.
 */
export async function openFileSink(path: string): Promise<Sink> {
  const old = await existing(path);
  if (old?.isSymbolicLink()) throw new OutputError(path, 'it is a symbolic link: name the file that it leads to');
  if (old?.isDirectory()) throw new OutputError(path, 'it is a folder: name a file in it');
  if (old !== null && !old.isFile()) return throughSink(path, await opened(path, path, 'w'));
  const prefix = `.audit-domains-${createHash('sha256').update(basename(path)).digest('hex').slice(0, 8)}-`;
  const temporary = join(dirname(path), `${prefix}${randomUUID().slice(0, 13)}.tmp`);
  const handle = await opened(path, temporary, 'wx', old === null ? 0o666 : old.mode & 0o777);
  await clearStale(temporary, prefix);
  return temporarySink(path, temporary, handle);
}

/** Some formats write only at the end of a run, and a run may take days; what lay untouched for a week was left by a killed one. */
const STALE_MS = 7 * 86_400_000;

/** Removes what killed runs left beside this very report: by the file system's own time, a week older than `temporary`. */
async function clearStale(temporary: string, prefix: string): Promise<void> {
  const folder = dirname(temporary);
  const now = await stat(temporary).catch(() => null);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (now === null || !name.startsWith(prefix) || !name.endsWith('.tmp')) continue;
    const other = await lstat(join(folder, name)).catch(() => null);
    if (other?.isFile() === true && now.mtimeMs - other.mtimeMs > STALE_MS) {
      await unlink(join(folder, name)).catch(() => undefined);
    }
  }
}

async function existing(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new OutputError(path, error);
  }
}

async function opened(path: string, name: string, flags: string, mode = 0o666): Promise<FileHandle> {
  try {
    return await open(name, flags, mode);
  } catch (error) {
    throw new OutputError(path, error);
  }
}

/** Writes in blocks of 64 KiB, because formats speak in rows. */
function buffered(path: string, handle: FileHandle) {
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (bytes === 0) return;
    const block = Buffer.concat(chunks, bytes);
    [chunks, bytes] = [[], 0];
    try {
      await handle.writeFile(block);
    } catch (error) {
      throw new OutputError(path, error);
    }
  };
  const write = async (chunk: string | Uint8Array): Promise<void> => {
    const part = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    chunks.push(part);
    bytes += part.byteLength;
    if (bytes >= BUFFER_BYTES) await flush();
  };
  return { write, flush };
}

function temporarySink(path: string, temporary: string, handle: FileHandle): Sink {
  const { write, flush } = buffered(path, handle);
  const discard = async (): Promise<void> => {
    await handle.close().catch(() => undefined);
    await unlink(temporary).catch(() => undefined);
  };
  const finish = async (): Promise<void> => {
    await flush();
    try {
      await handle.sync();
      await handle.close();
      await rename(temporary, path);
    } catch (error) {
      throw new OutputError(path, error);
    }
    await syncFolder(dirname(path));
  };
  return { write, finish, discard };
}

function throughSink(path: string, handle: FileHandle): Sink {
  const { write, flush } = buffered(path, handle);
  const close = async (): Promise<void> => {
    await handle.close().catch(() => undefined);
  };
  const finish = async (): Promise<void> => {
    await flush();
    await close();
  };
  return { write, finish, discard: close };
}

/** Makes the new name last, where the system can sync a folder (not on Windows). */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close().catch(() => undefined);
}
