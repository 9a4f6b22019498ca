import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import * as v from 'valibot';
import { whyUnreadable } from '../input/unreadable.ts';

/** Lines of a file between two marks of its hash chain: where an alteration lies is told to this many lines. */
const LINES_PER_MARK = 1_000;

const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const fileRecord = v.object({
  role: v.picklist(['input', 'output', 'evidence', 'decisions']),
  /** Relative to run.json's folder. */
  path: v.string(),
  bytes: v.number(),
  sha256: digest,
  /** Chain after every LINES_PER_MARK lines and at the end: SHA-256 of the chain before and the lines since. */
  chain: v.array(digest),
});
const edition = v.object({ id: v.string(), edition: v.string(), sha256: v.string(), entities: v.number() });
const cluster = v.object({ what: v.string(), value: v.string(), domains: v.array(v.string()), count: v.number() });
const runRecord = v.object({
  format: v.literal(1),
  tool: v.object({ name: v.string(), version: v.string(), node: v.string() }),
  startedAt: v.string(),
  endedAt: v.string(),
  exitCode: v.number(),
  options: v.record(v.string(), v.unknown()),
  lists: v.array(edition),
  counts: v.record(v.string(), v.number()),
  /** What domains share; absent where none do, and in records of earlier versions. */
  clusters: v.optional(v.array(cluster)),
  files: v.array(fileRecord),
  /** SHA-256 of this record as written, with `seal` empty. */
  seal: v.string(),
});

export type FileRecord = v.InferOutput<typeof fileRecord>;
export type RunRecord = v.InferOutput<typeof runRecord>;

/** One thing that is not as it was recorded. */
export interface Alteration {
  readonly path: string;
  readonly message: string;
}

/** Digest and hash chain of a file as it lies on disk; `path` is kept relative to `folder`. */
export async function recordFile(role: FileRecord['role'], path: string, folder: string): Promise<FileRecord> {
  const whole = createHash('sha256');
  let piece = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  const chain: string[] = [];
  const mark = (): void => {
    chain.push(piece.digest('hex'));
    piece = createHash('sha256').update(chain.at(-1) ?? '');
  };
  for await (const chunk of createReadStream(path)) {
    const buffer: Buffer = chunk;
    whole.update(buffer);
    bytes += buffer.length;
    let from = 0;
    for (let at = buffer.indexOf(10); at >= 0; at = buffer.indexOf(10, at + 1)) {
      lines += 1;
      if (lines % LINES_PER_MARK !== 0) continue;
      piece.update(buffer.subarray(from, at + 1));
      from = at + 1;
      mark();
    }
    piece.update(buffer.subarray(from));
  }
  mark();
  return { role, path: relative(folder, resolve(path)), bytes, sha256: whole.digest('hex'), chain };
}

/** Writes the record beside the report, sealed, by rename. Returns the seal: note it elsewhere and even the record is held. */
export async function writeRecord(path: string, record: Omit<RunRecord, 'seal'>): Promise<string> {
  const sealed = seal({ ...record, seal: '' });
  const temporary = `${path}.${sealed.seal.slice(0, 8)}.tmp`;
  await writeFile(temporary, `${JSON.stringify(sealed, null, 2)}\n`);
  await rename(temporary, path);
  return sealed.seal;
}

/** Every byte of record, report and evidence that is not as recorded. Throws when `path` is no run record. */
export async function verifyRecord(path: string): Promise<{ record: RunRecord; alterations: readonly Alteration[] }> {
  const record = v.parse(runRecord, JSON.parse(await readFile(path, 'utf8')));
  const alterations: Alteration[] = [];
  if (seal({ ...record, seal: '' }).seal !== record.seal) {
    alterations.push({ path, message: 'the record itself was altered: its seal does not fit its content' });
  }
  const folder = dirname(resolve(path));
  for (const file of record.files) alterations.push(...(await compareFile(file, folder)));
  return { record, alterations };
}

async function compareFile(was: FileRecord, folder: string): Promise<readonly Alteration[]> {
  const path = resolve(folder, was.path);
  let is: FileRecord;
  try {
    is = await recordFile(was.role, path, folder);
  } catch (error) {
    return [{ path, message: `cannot be read: ${whyUnreadable(error)}` }];
  }
  if (is.sha256 === was.sha256 && is.bytes === was.bytes) return [];
  const first = was.chain.findIndex((link, index) => link !== is.chain[index]);
  const place =
    first < 0 ? '' : `; first difference in lines ${first * LINES_PER_MARK + 1}–${(first + 1) * LINES_PER_MARK}`;
  return [{ path, message: `altered: ${was.bytes} bytes recorded, ${is.bytes} found${place}` }];
}

function seal(record: RunRecord): RunRecord {
  return { ...record, seal: createHash('sha256').update(JSON.stringify(record)).digest('hex') };
}
