import { open } from 'node:fs/promises';
import type { Evidence } from '../model/evidence.ts';
import { wholeEnd } from './whole-end.ts';

/** The evidence file of a run, open for appending. */
export interface Journal {
  /** Bytes of whole lines that were there before. */
  readonly before: number;
  /** Bytes of a torn last line that were cut off: a run was killed in the middle of it. */
  readonly cut: number;
  /** Writes one line, whole, at the end. */
  readonly append: (evidence: Evidence) => Promise<void>;
  /** Makes the lines last, and closes. */
  readonly close: () => Promise<void>;
}

/** The evidence file could not be opened or written (exit 74). Its whole lines are kept. */
export class JournalError extends Error {
  override readonly name = 'JournalError';

  constructor(path: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`Cannot write ${path}: ${why}. Its whole lines are kept: make room, and run again with --resume.`, { cause });
  }
}

/** Lines between two syncs to the disk: what a power cut may take. A killed process loses nothing that was appended. */
const LINES_PER_SYNC = 64;

/**
 * Opens an evidence file to append to; what is there stays. One line is one row's evidence, ended by LF and written by
 * one call, so a kill leaves at most one torn line, the last; it is cut off here, before anything is appended behind it.
 */
export async function openJournal(path: string): Promise<Journal> {
  const handle = await guarded(path, () => open(path, 'a+'));
  const { size } = await guarded(path, () => handle.stat());
  const before = await guarded(path, () => wholeEnd(handle, size));
  if (before < size) await guarded(path, () => handle.truncate(before));
  let lines = 0;
  return {
    before,
    cut: size - before,
    append: (evidence) =>
      guarded(path, async () => {
        await handle.appendFile(evidenceLine(evidence));
        lines += 1;
        if (lines % LINES_PER_SYNC === 0) await handle.datasync();
      }),
    close: () =>
      guarded(path, async () => {
        await handle.datasync().catch(() => undefined); // a pipe cannot be synced
        await handle.close();
      }),
  };
}

/** One evidence line as CONTRACT §5 has it. */
export function evidenceLine(evidence: Evidence): string {
  return `${JSON.stringify({ format: 1, evidence })}\n`;
}

async function guarded<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new JournalError(path, error);
  }
}
