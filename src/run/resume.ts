import type { Evidence, InputRow } from '../model/evidence.ts';
import { EvidenceFileError, type SavedEvidence } from './evidence-file.ts';

/** A row to do, with the evidence that an earlier run saved of it, or null. */
export interface Task {
  readonly row: InputRow;
  readonly saved: Evidence | null;
}

/**
 * Lays the rows of the list beside the evidence of an earlier run. Evidence is saved in the order of the list, so it is
 * the list's beginning; the rows behind it have none. Throws EvidenceFileError where the two tell of different rows: the
 * list was changed, or the evidence is another list's.
 */
export async function* resumeTasks(
  rows: AsyncIterable<InputRow>,
  saved: AsyncIterable<SavedEvidence>,
  path: string,
): AsyncGenerator<Task> {
  const evidence = saved[Symbol.asyncIterator]();
  try {
    for await (const row of rows) {
      const next = await evidence.next();
      if (next.done === true) {
        yield { row, saved: null };
        continue;
      }
      const { line, evidence: found } = next.value;
      if (found.row.asked !== row.asked || found.row.line !== row.line) throw mismatch(path, line, found.row, row);
      yield { row, saved: { ...found, row } };
    }
    const left = await evidence.next();
    if (left.done !== true) {
      throw new EvidenceFileError(
        `${path}:${left.value.line} is behind the end of the list: the list became shorter. Start with a new --evidence file.`,
      );
    }
  } finally {
    await evidence.return?.();
  }
}

/** Rows that were never asked before. */
export async function* freshTasks(rows: AsyncIterable<InputRow>): AsyncGenerator<Task> {
  for await (const row of rows) yield { row, saved: null };
}

function mismatch(path: string, line: number, saved: InputRow, row: InputRow): EvidenceFileError {
  const name = (one: InputRow): string => `"${one.asked.slice(0, 60)}" (${one.file}:${one.line})`;
  return new EvidenceFileError(
    `${path}:${line} is of ${name(saved)}, but the list has ${name(row)} there: it was changed since, or this is another ` +
      "list's evidence. Start with a new --evidence file.",
  );
}
