import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { ListedEntity } from '../model/lists.ts';
import { compileIndex, INDEX_VERSION } from './compile.ts';

export interface IndexSource {
  /** Of the lists that are compiled: the same digest, the same index. */
  readonly digest: string;
  readonly entities: () => Iterable<ListedEntity>;
  /** Entries of which only websites and mails are met. */
  readonly sites?: () => Iterable<ListedEntity>;
}

const SUM = 4;

/** So many indexes stay in the cache folder, those read last: a snapshot renewed each week leaves one of 33 MB a week. */
const KEPT = 4;

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

/**
 * A kept file is the block and its CRC-32, which no damage to a byte or a few escapes: it guards a file that we wrote
 * ourselves and can make anew, at a third of the time of SHA-256. The lists themselves are held against SHA-256.
 */
function readKept(path: string): Uint8Array | null {
  try {
    const file = readWhole(path);
    const block = file.subarray(0, file.length - SUM);
    return checksum(block).equals(file.subarray(file.length - SUM)) ? block : null;
  } catch {
    return null;
  }
}

/** Kept indexes of this version that are not as they were written: the next start makes them anew, and never judges by them. */
export function damagedIndexes(cacheDir: string): readonly string[] {
  return namesIn(cacheDir)
    .filter((name) => INDEX_FILE.test(name) && name.endsWith(`-v${INDEX_VERSION}.index`))
    .map((name) => join(cacheDir, name))
    .filter((path) => readKept(path) === null);
}

function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return []; // nothing was ever kept
  }
}

/** In one read, into memory of its own, so that typed views find it aligned: half the time of `readFileSync`. */
function readWhole(path: string): Buffer {
  const handle = openSync(path, 'r');
  try {
    const file = Buffer.allocUnsafeSlow(fstatSync(handle).size);
    const got = readSync(handle, file, 0, file.length, 0);
    return file.subarray(0, got);
  } finally {
    closeSync(handle);
  }
}

/** Keeps the block for the next start. What cannot be written is done without: an audit does not need it. */
function keep(path: string, cacheDir: string, block: Uint8Array): void {
  const temporary = `${path}.${checksum(block).toString('hex')}.tmp`;
  try {
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(temporary, Buffer.concat([block, checksum(block)]));
    renameSync(temporary, path);
    clearOld(cacheDir);
  } catch {
    attempt(() => rmSync(temporary, { force: true }));
  }
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // the folder is no folder of ours
  }
}

/** Removes the indexes that were read longest ago, and what a killed run left half-written an hour before. */
function clearOld(cacheDir: string): void {
  const found = readdirSync(cacheDir)
    .filter((name) => INDEX_FILE.test(name))
    .map((name) => join(cacheDir, name))
    .map((path) => ({ path, isWhole: path.endsWith('.index'), at: statSync(path).atimeMs }))
    .toSorted((a, b) => b.at - a.at);
  const newest = found[0]?.at ?? 0;
  const old = [
    ...found.filter(({ isWhole }) => isWhole).slice(KEPT),
    ...found.filter(({ isWhole, at }) => !isWhole && newest - at > AN_HOUR_MS),
  ];
  for (const { path } of old) rmSync(path, { force: true });
}

const INDEX_FILE = /^lists-[0-9a-f]{16}-v\d+\.index(?:\.[0-9a-f]{8}\.tmp)?$/;
const AN_HOUR_MS = 3_600_000;

function checksum(block: Uint8Array): Buffer {
  const sum = Buffer.alloc(SUM);
  sum.writeUInt32LE(crc32(block));
  return sum;
}
