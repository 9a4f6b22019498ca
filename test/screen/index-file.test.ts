import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { damagedIndexes, loadIndex } from '../../src/screen/index-file.ts';
import { entry } from '../lists/entry.ts';

const TUG = entry('harbour-list:17', { name: 'Gray Heron Lighterage', websites: ['gray-heron.example'] });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'index-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Loads an index of one entry; tells the block and whether it had to be compiled. */
function load(digest = 'a'.repeat(64), cacheDir: string | null = folder): { block: Buffer; compiled: boolean } {
  let compiled = false;
  const block = loadIndex({ digest, entities: () => [TUG] }, cacheDir, () => {
    compiled = true;
  });
  return { block: Buffer.from(block), compiled };
}

const kept = (): string => join(folder, readdirSync(folder)[0] ?? '');

describe('the compiled index in the cache folder', () => {
  it('is compiled once for a snapshot, and again for another one', () => {
    const first = load();
    expect(first.compiled).toBe(true);
    expect(load()).toEqual({ ...first, compiled: false });
    expect(load('b'.repeat(64)).compiled).toBe(true);
  });

  it('is made anew when any byte of it was altered', () => {
    const { block } = load();
    const whole = readFileSync(kept());
    for (let at = 0; at < whole.length; at += 7) {
      const altered = Buffer.from(whole);
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(kept(), altered);
      expect(load(), `byte ${at}`).toEqual({ block, compiled: true });
    }
  });

  it('is told from a sound one, for `lists verify`', () => {
    load();
    expect(damagedIndexes(folder)).toEqual([]);
    const whole = readFileSync(kept());
    whole[17] = (whole[17] ?? 0) ^ 4;
    writeFileSync(kept(), whole);
    expect(damagedIndexes(folder)).toEqual([kept()]);
    expect(damagedIndexes(join(folder, 'nowhere'))).toEqual([]);
  });

  it.each([0, 1, 4, 100])('is made anew when it was cut to %d bytes', (length) => {
    const { block } = load();
    truncateSync(kept(), length);
    expect(load()).toEqual({ block, compiled: true });
  });

  it('is done without where the folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(load(undefined, join(folder, 'file', 'cache')).compiled).toBe(true);
    expect(load(undefined, null).compiled).toBe(true);
  });

  it('leaves the four read last, nothing half-written, and what is not its own', () => {
    const names = ['1', '2', '3', '4', '5'].map((digit) => `lists-${digit.repeat(16)}-v3.index`);
    const [half, other] = [`${names[0]}.0a1b2c3d.tmp`, 'answers.sqlite'];
    for (const [day, name] of [...names, half, other].entries()) {
      writeFileSync(join(folder, name), '');
      utimesSync(join(folder, name), 86_400 * day, 86_400 * day);
    }
    load();
    expect(readdirSync(folder)).toEqual(
      [other, ...names.slice(2), `lists-${'a'.repeat(16)}-`].map((name) => expect.stringContaining(name)),
    );
  });
});
