import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { splitLines } from '../input/lines.ts';
import { whyUnreadable } from '../input/unreadable.ts';
import type { Evidence } from '../model/evidence.ts';
import { wholeEnd } from './whole-end.ts';

/** A file of saved evidence that cannot be used: no such file, no evidence, or damaged in the middle. */
export class EvidenceFileError extends Error {
  override readonly name = 'EvidenceFileError';
}

export interface SavedEvidence {
  /** In the evidence file, from 1. */
  readonly line: number;
  readonly evidence: Evidence;
}

/** One line may hold a page's beginning, headers and a registration; far more than this is not ours. */
const MAX_LINE = 16 * 1024 * 1024;

/**
 * The evidence in a JSON Lines file, one a line: evidence lines and assessment lines (CONTRACT §5) alike. Streams.
 * Throws EvidenceFileError, with the line's number, at the first line that is neither.
 */
export async function* readEvidenceFile(path: string, end = Number.POSITIVE_INFINITY): AsyncGenerator<SavedEvidence> {
  if (end === 0) return;
  let line = 0;
  try {
    const text = createReadStream(path, { encoding: 'utf8', highWaterMark: 1024 * 1024, end: end - 1 });
    for await (const lines of splitLines(text, MAX_LINE)) {
      for (const json of lines) {
        line += 1;
        if (json.trim() !== '') yield { line, evidence: parseLine(json, path, line) };
      }
    }
  } catch (error) {
    throw error instanceof EvidenceFileError ? error : unreadable(path, error);
  }
}

/**
 * As `readEvidenceFile`, for a file that is only read: a last line that a killed run left torn is told to `onTorn` and
 * left out; one that merely lacks its line end is read.
 */
export async function* readSavedEvidence(path: string, onTorn: () => void): AsyncGenerator<SavedEvidence> {
  const { end, tail } = await tailOf(path);
  if (tail.trim() === '' || parseJson(tail) !== undefined) yield* readEvidenceFile(path);
  else {
    yield* readEvidenceFile(path, end);
    onTorn();
  }
}

/** The whole lines of a journal, without a torn last one; none when there is no such file yet. */
export async function* wholeLinesOf(path: string): AsyncGenerator<SavedEvidence> {
  const found = await stat(path).catch(() => null);
  if (found !== null) yield* readEvidenceFile(path, (await tailOf(path)).end);
}

async function tailOf(path: string): Promise<{ readonly end: number; readonly tail: string }> {
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const status = await handle.stat();
    if (!status.isFile()) return { end: Number.POSITIVE_INFINITY, tail: '' };
    const end = await wholeEnd(handle, status.size);
    const bytes = Buffer.alloc(Math.min(status.size - end, MAX_LINE));
    await handle.read(bytes, 0, bytes.length, end);
    return { end, tail: bytes.toString('utf8') };
  } finally {
    await handle.close();
  }
}

const unreadable = (path: string, error: unknown): EvidenceFileError =>
  new EvidenceFileError(`Cannot read ${path}: ${whyUnreadable(error)}.`);

function parseLine(json: string, path: string, line: number): Evidence {
  const parsed = parseJson(json);
  if (!isRecord(parsed)) throw damaged(path, line, 'is not JSON');
  if (parsed['format'] !== 1) throw damaged(path, line, 'is of another format than 1');
  if (!isEvidence(parsed['evidence'])) throw damaged(path, line, 'holds no evidence');
  return parsed['evidence'];
}

function damaged(path: string, line: number, what: string): EvidenceFileError {
  return new EvidenceFileError(
    `${path}:${line} ${what}. Give a file that --evidence wrote, or a JSON Lines report of audit-domains.`,
  );
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const KINDS: ReadonlySet<unknown> = new Set(['ok', 'absent', 'redacted', 'failed', 'skipped']);

const isOutcome = (value: unknown): boolean => isRecord(value) && KINDS.has(value['kind']);

/** The outline of evidence. What lies deeper was written by this program; a bug in judging it is told in its row. */
function isEvidence(value: unknown): value is Evidence {
  if (!isRecord(value) || !isRecord(value['row'])) return false;
  const { row, domain, gatheredAt, dns, registration, web, reverse, origins } = value;
  const hasRow = typeof row['asked'] === 'string' && typeof row['line'] === 'number' && typeof row['file'] === 'string';
  const hasDomain = domain === null || (isRecord(domain) && typeof domain['host'] === 'string');
  return (
    hasRow && hasDomain && typeof gatheredAt === 'string' && [dns, registration, web, reverse, origins].every(isOutcome)
  );
}
