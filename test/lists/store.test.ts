import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasSnapshot, openWork, place, previousFolder, snapshotFolder } from '../../src/lists/store.ts';

const NOW = new Date();
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A folder that passes for a snapshot. */
function make(path: string): string {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'manifest.json'), '{}');
  return path;
}

/** A new snapshot in a folder of work. */
const made = async (): Promise<string> => make(join(await openWork(root, NOW), 'snapshot'));

describe('a folder of snapshots', () => {
  it('is judged by its highest number, in the order of numbers', () => {
    for (const number of [2, 9, 10]) make(join(root, String(number)));
    expect(snapshotFolder(root)).toBe(join(root, '10'));
    expect(previousFolder(root)).toBe(join(root, '9'));
  });

  it('takes nothing else for a snapshot', () => {
    make(join(root, '1'));
    for (const name of ['7', '.work-a', '.old-8', '007', '2a']) mkdirSync(join(root, name));
    make(join(root, 'copy'));
    expect(snapshotFolder(root)).toBe(join(root, '1'));
  });

  it('has none while it is empty, missing, or a file', () => {
    writeFileSync(join(root, 'file'), '');
    const places = [root, join(root, 'nowhere'), join(root, 'file'), join(root, 'file', 'below')];
    expect(places.map(hasSnapshot)).toEqual([false, false, false, false]);
  });

  it('gives the next number', async () => {
    expect(await place(await made(), root, snapshotFolder(root))).toBe(true);
    expect(await place(await made(), root, snapshotFolder(root))).toBe(true);
    expect(snapshotFolder(root)).toBe(join(root, '2'));
  });

  it('gives none to a snapshot that was built upon what is no longer judged by', async () => {
    const judgedBy = snapshotFolder(root);
    const [first, second] = [await made(), await made()];
    expect(await place(first, root, judgedBy)).toBe(true);
    expect(await place(second, root, judgedBy)).toBe(false);
    expect(readdirSync(root).filter((name) => /^\d/.test(name))).toEqual(['1']);
    expect(existsSync(second)).toBe(true);
  });

  it('passes over a number that something else has taken', async () => {
    make(join(root, '1'));
    mkdirSync(join(root, '2', 'photos'), { recursive: true });
    expect(await place(await made(), root, snapshotFolder(root))).toBe(true);
    expect(snapshotFolder(root)).toBe(join(root, '3'));
    expect(previousFolder(root)).toBe(join(root, '1'));
    expect(existsSync(join(root, '2', 'photos'))).toBe(true);
  });

  it('is cleared of what killed updates left a day ago, not of the work of another one', async () => {
    const [left, busy] = [join(root, '.work-left'), join(root, '.work-busy')];
    for (const path of [left, busy, join(root, '.old-3')]) make(path);
    const yesterday = new Date(NOW.getTime() - 25 * 3_600_000);
    utimesSync(left, yesterday, yesterday);
    const work = await openWork(root, NOW);
    expect(
      readdirSync(root)
        .map((name) => join(root, name))
        .toSorted(),
    ).toEqual([busy, work].toSorted());
  });
});
