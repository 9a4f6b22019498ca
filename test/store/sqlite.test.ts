import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ForeignStoreError, openSqliteStore } from '../../src/store/sqlite.ts';

const HOUR_MS = 3_600_000;

describe('the cache file', () => {
  let folder: string;
  let path: string;
  let at: Date;
  const now = (): Date => at;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-'));
    path = join(folder, 'deep', 'answers.sqlite');
    at = new Date('2026-11-23T10:00:00Z');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives back what was kept, in a later run too, until it expires', () => {
    const store = openSqliteStore({ path, now });
    store.keep('dns pier.example', { kind: 'ok', value: ['حارس', 1] }, HOUR_MS);
    expect(store.read('dns pier.example')).toEqual({ kind: 'ok', value: ['حارس', 1] });
    expect(store.served()).toBe(0);
    store.close();
    at = new Date(at.getTime() + 1);
    const later = openSqliteStore({ path, now });
    expect(later.read('dns pier.example')).toEqual({ kind: 'ok', value: ['حارس', 1] });
    expect(later.read('dns quay.example')).toBeUndefined();
    expect(later.served()).toBe(1);
    at = new Date(at.getTime() + HOUR_MS - 1);
    expect(later.read('dns pier.example')).toBeUndefined();
    later.close();
  });

  it('does not use an answer that is kept from the future: the clock was wrong then, or is now', () => {
    const store = openSqliteStore({ path, now });
    store.keep('key', { kind: 'ok' }, HOUR_MS);
    at = new Date(at.getTime() - 1);
    expect(store.read('key')).toBeUndefined();
    store.close();
  });

  it('is for its owner only, and in a folder of its owner', () => {
    openSqliteStore({ path, now }).close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700);
  });

  it('uses no record in which any single bit was changed, nor one whose expiry was moved', () => {
    const store = openSqliteStore({ path, now });
    store.keep('key', { kind: 'ok', value: 'Northquay Shipping' }, HOUR_MS);
    const other = new DatabaseSync(path);
    const body = other.prepare('SELECT body FROM answers').get()?.['body'];
    if (!(body instanceof Uint8Array)) throw new Error('no body');
    const write = other.prepare('UPDATE answers SET body = ?');
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const bent = Uint8Array.from(body);
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      write.run(bent);
      expect(store.read('key'), `bit ${bit}`).toBeUndefined();
    }
    write.run(body);
    expect(store.read('key')).toEqual({ kind: 'ok', value: 'Northquay Shipping' });
    other.exec('UPDATE answers SET expires_at = expires_at + 1');
    expect(store.read('key')).toBeUndefined();
    other.exec("UPDATE answers SET expires_at = expires_at - 1, key = 'another'");
    expect(store.read('another')).toBeUndefined();
    other.close();
    store.close();
  });

  it('refuses a file that is no database, and the database of another program, and leaves both as they are', () => {
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'harbour dues, in crowns'.repeat(100));
    expect(() => openSqliteStore({ path: text, now })).toThrow(ForeignStoreError);
    expect(statSync(text).size).toBe(2_300);
    const foreign = join(folder, 'books.sqlite');
    const books = new DatabaseSync(foreign);
    books.exec('CREATE TABLE answers (key TEXT); INSERT INTO answers VALUES (1)');
    expect(() => openSqliteStore({ path: foreign, now })).toThrow(/another program/);
    expect(books.prepare('SELECT count(*) AS n FROM answers').get()).toEqual({ n: 1 });
    books.close();
  });

  it('is shared by two runs at once, and clears away at the start what has expired', () => {
    const [one, two] = [openSqliteStore({ path, now }), openSqliteStore({ path, now })];
    one.keep('of one', { kind: 'ok' }, HOUR_MS);
    two.keep('of two', { kind: 'ok' }, HOUR_MS * 2);
    expect([two.read('of one'), one.read('of two')]).toEqual([{ kind: 'ok' }, { kind: 'ok' }]);
    one.close();
    two.close();
    at = new Date(at.getTime() + HOUR_MS);
    openSqliteStore({ path, now }).close();
    const raw = new DatabaseSync(path);
    expect(raw.prepare('SELECT key FROM answers').all()).toEqual([{ key: 'of two' }]);
    raw.close();
  });

  it('keeps nothing more when it has grown to its cap, and goes on answering', () => {
    openSqliteStore({ path, now }).close();
    const store = openSqliteStore({ path, now, maxBytes: 0 });
    store.keep('key', { kind: 'ok' }, HOUR_MS);
    expect(store.read('key')).toBeUndefined();
    store.close();
  });

  it('tells a place that cannot be written', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(() => openSqliteStore({ path: join(file, 'answers.sqlite'), now })).toThrow(/ENOTDIR|EEXIST/);
  });
});
