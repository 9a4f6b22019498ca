import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * How renewed snapshots lie in a folder: each whole in a folder of its own, `1`, `2`, `3` …; the highest number is judged
 * by, the one below it is the edition before. A snapshot is made beside them and gets its number by one rename, so at every
 * instant the highest number is whole, and of two updates at once only one can take a number. A folder that has no number
 * but a manifest.json is itself a snapshot (the bundled one).
 */
export function snapshotFolder(dir: string): string {
  const newest = wholeIn(dir).at(-1);
  return newest === undefined ? dir : join(dir, String(newest));
}

/** The snapshot before the one that is judged by; null where there is none. */
export function previousFolder(dir: string): string | null {
  const numbers = wholeIn(dir);
  const before = numbers.at(-2);
  if (before !== undefined) return join(dir, String(before));
  return numbers.length > 0 && existsSync(join(dir, MANIFEST)) ? dir : null;
}

/** Whether there is a snapshot to judge by. */
export function hasSnapshot(dir: string): boolean {
  return existsSync(join(snapshotFolder(dir), MANIFEST));
}

const MANIFEST = 'manifest.json';

/** Numbers of the snapshots in a folder, lowest first. */
function wholeIn(dir: string): readonly number[] {
  return numbersIn(dir).filter((number) => existsSync(join(dir, String(number), MANIFEST)));
}

/** Nothing lies in what is no folder, or may not be read: whoever needs a snapshot there says so. */
function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

/** Numbers that are taken, lowest first; by whatever. */
function numbersIn(dir: string): readonly number[] {
  return namesIn(dir)
    .filter((name) => /^[1-9]\d{0,8}$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** The system could not write where the snapshots lie: what was there stays. The message is for the user. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** An error of the file system as a StoreError with its remedy; any other one as it is. */
export function storeErrorOf(error: unknown, dir: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  return new StoreError(
    `cannot write ${dir}: ${error.message}. The lists stay as they were. Make room, or name another folder with --to.`,
  );
}

const WORK = '.work-';
const OLD = '.old-';
/** What a killed update left behind is cleared away once it is surely nobody's. */
const LEFTOVER_MS = 24 * 3_600_000;

/** Makes a folder beside the snapshots for the work of one update, and clears away what killed ones left. */
export async function openWork(dir: string, now: Date): Promise<string> {
  await mkdir(dir, { recursive: true });
  for (const name of await readdir(dir)) {
    const path = join(dir, name);
    if (name.startsWith(OLD) || (name.startsWith(WORK) && (await isLeftOver(path, now)))) {
      await rm(path, { recursive: true, force: true });
    }
  }
  return await mkdtemp(join(dir, WORK));
}

async function isLeftOver(path: string, now: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && now.getTime() - found.mtimeMs > LEFTOVER_MS;
}

/**
 * Gives a whole snapshot the number after `judgedBy` (the folder that `snapshotFolder` told before) and lets go of all but the
 * one before it. False, and nothing is done, when another update was faster.
 */
export async function place(snapshot: string, dir: string, judgedBy: string): Promise<boolean> {
  if (snapshotFolder(dir) !== judgedBy) return false;
  const number = (numbersIn(dir).at(-1) ?? 0) + 1;
  const target = join(dir, String(number));
  await syncFolder(snapshot);
  try {
    await rename(snapshot, target); // fails where the number is taken: folders that are not empty are never replaced
  } catch (error) {
    if (existsSync(target)) return false;
    throw error;
  }
  await sync(dir).catch(() => undefined); // it is in place, whether or not a power cut now may undo it
  for (const old of wholeIn(dir).slice(0, -2)) await letGo(dir, old);
  return true;
}

/** Out of sight at once, then removed: a snapshot half removed is never taken for one. */
async function letGo(dir: string, number: number): Promise<void> {
  const away = join(dir, `${OLD}${number}`);
  await rename(join(dir, String(number)), away).catch(() => undefined);
  await rm(away, { recursive: true, force: true }).catch(() => undefined);
}

/** Every file of a folder and the folder itself are on the disk when this is done. */
async function syncFolder(dir: string): Promise<void> {
  for (const name of await readdir(dir)) await sync(join(dir, name));
  await sync(dir);
}

/** Windows cannot sync a folder; there the rename alone must do. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return;
  try {
    await handle.sync().catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOSPC' || error.code === 'EIO') throw error;
    });
  } finally {
    await handle.close();
  }
}
