import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { EvidenceStore } from './evidence-store.ts';

/** The file is there, and it is no cache of ours: it is left alone. */
export class ForeignStoreError extends Error {
  override readonly name = 'ForeignStoreError';
}

export interface SqliteStoreOptions {
  readonly path: string;
  readonly now: () => Date;
  /** Beyond this size nothing new is kept until expired answers have been cleared away. */
  readonly maxBytes?: number;
}

/** "audm": marks the file as ours (https://www.sqlite.org/fileformat.html#application_id). */
const APPLICATION = 0x6175646d;
const FORMAT = 1;
const MAX_BYTES = 2 * 1024 ** 3;
/** An answer larger than this is cheaper to ask for again than to trust. */
const MAX_ANSWER_BYTES = 4 * 1024 ** 2;

/**
 * Answers in one SQLite file, readable by its owner only (it holds registrants). Each carries a digest over key, expiry and
 * content; one that does not fit is not used. Several runs may share the file; one that cannot write goes on without.
 * Throws ForeignStoreError for a file that is not ours or is damaged, and the system's error where it cannot be opened.
 */
export function openSqliteStore({ path, now, maxBytes = MAX_BYTES }: SqliteStoreOptions): EvidenceStore {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, { timeout: 1_000 });
  try {
    prepareFile(database, path);
    database.prepare('DELETE FROM answers WHERE expires_at <= ? OR kept_at > ?').run(now().getTime(), now().getTime());
  } catch (error) {
    database.close();
    throw error instanceof ForeignStoreError ? error : readableError(path, error);
  }
  const select = database.prepare('SELECT kept_at, expires_at, body, digest FROM answers WHERE key = ?');
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO answers (key, kept_at, expires_at, body, digest) VALUES (?, ?, ?, ?, ?)',
  );
  const sizeOf = database.prepare(
    'SELECT (page_count - freelist_count) * page_size AS bytes FROM pragma_page_count, pragma_freelist_count, pragma_page_size',
  );
  let isFull = Number(sizeOf.get()?.['bytes'] ?? 0) > maxBytes;
  const openedAt = now().getTime();
  let [kept, served] = [0, 0];
  return {
    read: (key) => {
      try {
        const row = select.get(key);
        if (row === undefined) return undefined;
        const { kept_at: keptAt, expires_at: expiresAt, body, digest } = row;
        const at = now().getTime();
        if (typeof keptAt !== 'number' || typeof expiresAt !== 'number' || keptAt > at || expiresAt <= at)
          return undefined;
        if (!(body instanceof Uint8Array) || !(digest instanceof Uint8Array)) return undefined;
        if (!digestOf(key, keptAt, expiresAt, body).equals(digest)) return undefined;
        const answer: unknown = JSON.parse(
          inflateRawSync(body, { maxOutputLength: MAX_ANSWER_BYTES }).toString('utf8'),
        );
        if (keptAt < openedAt) served += 1;
        return answer;
      } catch {
        return undefined; // busy, or damaged: the world is asked
      }
    },
    keep: (key, answer, maxAgeMs) => {
      if (isFull) return;
      const json = Buffer.from(JSON.stringify(answer));
      if (json.length > MAX_ANSWER_BYTES) return;
      const keptAt = now().getTime();
      const body = deflateRawSync(json, { level: 1 });
      try {
        upsert.run(key, keptAt, keptAt + maxAgeMs, body, digestOf(key, keptAt, keptAt + maxAgeMs, body));
        kept += 1;
        if (kept % 256 === 0) isFull = Number(sizeOf.get()?.['bytes'] ?? 0) > maxBytes;
      } catch {
        // Busy or full disk: a cache that cannot be written costs a question, never a row.
      }
    },
    served: () => served,
    close: () => database.close(),
  };
}

function prepareFile(database: DatabaseSync, path: string): void {
  const application = Number(database.prepare('PRAGMA application_id').get()?.['application_id'] ?? 0);
  const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'] ?? 0);
  if (application !== APPLICATION && tables > 0) throw new ForeignStoreError(`${path} is another program's database`);
  const format = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  if (application === APPLICATION && format !== FORMAT) database.exec('DROP TABLE IF EXISTS answers');
  database.exec(`
    CREATE TABLE IF NOT EXISTS answers (
      key TEXT PRIMARY KEY, kept_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, body BLOB NOT NULL, digest BLOB NOT NULL
    );
    CREATE INDEX IF NOT EXISTS answers_by_expiry ON answers (expires_at);
    PRAGMA application_id = ${APPLICATION};
    PRAGMA user_version = ${FORMAT};
  `);
}

function digestOf(key: string, keptAt: number, expiresAt: number, body: Uint8Array): Buffer {
  return createHash('sha256').update(`${key}\n${keptAt}\n${expiresAt}\n`).update(body).digest();
}

function readableError(path: string, error: unknown): Error {
  const isDamaged = error instanceof Error && /not a database|malformed|corrupt/i.test(error.message);
  if (isDamaged) return new ForeignStoreError(`${path} is no database, or a damaged one`);
  return error instanceof Error ? error : new Error(String(error));
}
