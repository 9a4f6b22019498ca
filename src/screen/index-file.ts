import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ListedEntity } from '../model/lists.ts';
import { compileIndex, INDEX_VERSION } from './compile.ts';

export interface IndexSource {
  /** Of the lists that are compiled: the same digest, the same index. */
  readonly digest: string;
  readonly entities: () => Iterable<ListedEntity>;
  /** Entries of which only websites and mails are met. */
  readonly sites?: () => Iterable<ListedEntity>;
}

const SUM = 32;

/**
 * The compiled index of a snapshot: from the cache folder when it lies there whole, else compiled (some seconds) and kept
 * there. A damaged file is made anew; a folder that cannot be written is done without.
 */
export function loadIndex(
  { digest, entities, sites }: IndexSource,
  cacheDir: string | null,
  onCompile?: () => void,
): Uint8Array {
  const path = cacheDir === null ? null : join(cacheDir, `lists-${digest.slice(0, 16)}-v${INDEX_VERSION}.index`);
  const kept = path === null ? null : readKept(path);
  if (kept !== null) return kept;
  onCompile?.();
  const block = compileIndex(entities(), sites?.());
  if (path !== null && cacheDir !== null) keep(path, cacheDir, block);
  return block;
}

/** A kept file is the block and the start of its SHA-256 over head and tail; a file cut short or altered there is none. */
function readKept(path: string): Uint8Array | null {
  try {
    const file = readFileSync(path);
    const block = file.subarray(0, file.length - SUM);
    return checksum(block).equals(file.subarray(file.length - SUM)) ? aligned(block) : null;
  } catch {
    return null;
  }
}

/** Typed views want the block at a multiple of four. */
function aligned(block: Uint8Array): Uint8Array {
  return block.byteOffset % 4 === 0 ? block : new Uint8Array(block);
}

function keep(path: string, cacheDir: string, block: Uint8Array): void {
  const temporary = `${path}.${checksum(block).toString('hex').slice(0, 8)}.tmp`;
  try {
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(temporary, Buffer.concat([block, checksum(block)]));
    renameSync(temporary, path);
  } catch {
    rmSync(temporary, { force: true });
  }
}

function checksum(block: Uint8Array): Buffer {
  return createHash('sha256').update(block).digest();
}
