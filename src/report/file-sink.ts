import { randomUUID } from 'node:crypto';
import { type FileHandle, lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  const temporary = join(dirname(path), `.audit-domains-${randomUUID().slice(0, 13)}.tmp`);
  const handle = await opened(path, temporary, 'wx', old === null ? 0o666 : old.mode & 0o777);
  return temporarySink(path, temporary, handle);
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
