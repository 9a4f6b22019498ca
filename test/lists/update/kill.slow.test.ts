import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest, verifySnapshot } from '../../../src/lists/snapshot.ts';
import { previousFolder, snapshotFolder } from '../../../src/lists/store.ts';
import { copySmallLists } from './small-lists.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kill-'));
  mkdirSync(join(root, 'base'));
  copySmallLists(join(root, 'base'));
});
afterEach(() => rmSync(root, { recursive: true }));

const lists = (): string => join(root, 'lists');

/** Renews the lists again and again; `count` tells how often what was printed. */
function startEndless(): { readonly child: ChildProcess; readonly count: (word: string) => number } {
  const child = spawn(process.execPath, [resolve('test/lists/update/endless.ts'), join(root, 'base'), lists()]);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  return { child, count: (word) => printed.split('\n').filter((line) => line.startsWith(word)).length };
}

const wait = (ms: number): Promise<void> => new Promise((settle) => setTimeout(settle, ms));

describe('renewals that are killed', () => {
  it('leave sound lists at whatever instant', async () => {
    let renewed = 0;
    for (let turn = 0; turn < 80; turn += 1) {
      const { child, count } = startEndless();
      if (child.stdout !== null) await once(child.stdout, 'data');
      await wait(Math.random() * 40);
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(count('unsound')).toBe(0);
      renewed += count('renewed');
      expect(verifySnapshot(lists())).toBe(444);
      const before = previousFolder(lists());
      if (before !== null) expect(verifySnapshot(before)).toBe(444);
    }
    expect(renewed).toBeGreaterThanOrEqual(80);
    const numbers = readdirSync(lists()).filter((name) => /^\d+$/.test(name));
    expect(numbers.length).toBeLessThanOrEqual(3);
    expect(Number(snapshotFolder(lists()).split('/').at(-1))).toBeGreaterThanOrEqual(80);
  });

  it('two at once, and whoever reads meanwhile, meet whole lists only', async () => {
    const both = [startEndless(), startEndless()];
    const until = performance.now() + 6_000;
    let reads = 0;
    while (performance.now() < until) {
      await wait(1);
      if (both.some(({ count }) => count('renewed') === 0)) continue;
      expect(verifySnapshot(lists())).toBe(444);
      reads += 1;
    }
    for (const { child } of both) child.kill('SIGKILL');
    await Promise.all(both.map(({ child }) => once(child, 'close')));
    for (const { count } of both) {
      expect(count('renewed')).toBeGreaterThan(5);
      expect(count('unsound')).toBe(0);
      expect(count('refused')).toBe(0);
    }
    expect(reads).toBeGreaterThan(20);
    expect(readManifest(lists()).map(({ id }) => id)).toEqual(['us-ofac-cons', 'un']);
  });
});
