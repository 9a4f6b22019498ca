import { normaliseDomain } from '../input/normalise.ts';
import type { Assessment } from '../model/assessment.ts';
import type { DomainName } from '../model/domain.ts';
import type { Evidence, InputRow } from '../model/evidence.ts';
import { failed, type Outcome } from '../model/outcome.ts';
import type { Journal } from './journal.ts';
import { type Bounds, runOrdered } from './local.ts';
import { createOnce } from './once.ts';
import { readAhead } from './read-ahead.ts';
import type { Task } from './resume.ts';

/** What an audit of many rows is made of; the rooms that do it are handed in. */
export interface AuditWork {
  /** Asks the world about one row; about one without a domain it asks nothing. */
  readonly gather: (
    row: InputRow,
    found: DomainOrProblem,
    signal: AbortSignal,
    onWaiting: () => void,
  ) => Promise<Evidence>;
  /** A row of this domain is coming, perhaps much later. */
  readonly expect?: (domain: DomainName) => void;
  readonly judge: (evidence: Evidence) => Assessment;
  /** The row of a bug in gathering or judging. */
  readonly judgeBug: (evidence: Evidence, error: unknown) => Assessment;
  readonly journal: Journal | null;
  readonly bounds: Bounds;
  readonly now: () => Date;
}

/** What a row's words come to: a domain, or why not. */
export type DomainOrProblem = { readonly domain: DomainName } | { readonly problem: string };

interface Gathered {
  readonly task: Task;
  readonly evidence: Evidence;
  readonly bug: { readonly error: unknown } | null;
}

/** Domains whose evidence is kept at hand for later rows of the same domain. */
const REMEMBERED = 2048;
/** Rows read ahead for `expect`, so that no registry sits idle while the rows at the front wait for another. */
const EXPECTED = 8_192;

/**
 * Rows → assessments, one each, in the order of the rows. A domain that comes again is asked once; a row with saved
 * evidence is not asked at all. New evidence is in the journal before its assessment is handed out.
 */
export async function* auditRows(
  tasks: AsyncIterable<Task>,
  work: AuditWork,
  signal: AbortSignal,
): AsyncGenerator<Assessment> {
  const once = createOnce<Evidence>(REMEMBERED);
  const gather = async (task: Task, hard: AbortSignal, onWaiting: () => void): Promise<Gathered> => {
    const { row, saved } = task;
    if (saved !== null) {
      if (saved.domain !== null) await once(saved.domain.host, () => Promise.resolve(saved));
      return { task, evidence: saved, bug: null };
    }
    const found = domainOf(row);
    if ('problem' in found) return { task, evidence: await work.gather(row, found, hard, onWaiting), bug: null };
    const evidence = await once(found.domain.host, () => work.gather(row, found, hard, onWaiting));
    return { task, evidence: { ...evidence, row }, bug: null };
  };
  const broken = (task: Task, error: unknown): Gathered => ({
    task,
    evidence: evidenceOfBug(task.row, error, work.now()),
    bug: { error },
  });
  const { expect } = work;
  const coming = expect === undefined ? tasks : readAhead(tasks, EXPECTED, (task) => announce(task, expect));
  const gathered = runOrdered(coming, { work: gather, broken }, work.bounds, signal);
  for await (const { task, evidence, bug } of gathered) {
    if (task.saved === null && work.journal !== null) await work.journal.append(evidence);
    yield bug === null ? judged(evidence, work) : work.judgeBug(evidence, bug.error);
  }
}

function announce({ row, saved }: Task, expect: (domain: DomainName) => void): void {
  if (saved !== null) return;
  const found = domainOf(row);
  if ('domain' in found) expect(found.domain);
}

/** A line that could not be read has no domain, whatever its words look like. */
function domainOf(row: InputRow): DomainOrProblem {
  return row.problem === null ? normaliseDomain(row.asked) : { problem: row.problem };
}

function judged(evidence: Evidence, { judge, judgeBug }: AuditWork): Assessment {
  try {
    return judge(evidence);
  } catch (error) {
    return judgeBug(evidence, error);
  }
}

/** All that can be said when gathering met a bug of ours: nothing was learnt. */
function evidenceOfBug(row: InputRow, error: unknown, now: Date): Evidence {
  const at = now.toISOString();
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const lost: Outcome<never> = failed(
    { code: 'internal', detail, attempts: 1 },
    { protocol: 'dns', server: 'audit-domains', askedAt: at },
  );
  const found = domainOf(row);
  return {
    row,
    domain: 'domain' in found ? found.domain : null,
    problem: 'problem' in found ? found.problem : null,
    gatheredAt: at,
    dns: lost,
    registration: lost,
    web: lost,
    reverse: lost,
    origins: lost,
  };
}
