import { openGathering } from '../audit/gathering.ts';
import { openJudging } from '../audit/judging.ts';
import type { Judging, Policy } from '../audit.ts';
import type { Assessment } from '../model/assessment.ts';
import type { InputRow } from '../model/evidence.ts';
import { userAgent } from '../settings/version.ts';
import { auditRows } from './audit-rows.ts';
import { boundsFor } from './local.ts';
import { freshTasks } from './resume.ts';

/** How lines are audited by a program of your own. Defaults are those of the command line. */
export interface AuditOptions {
  /** Lists and catalogue, loaded once by `loadKnowledge` for as many audits as you like; without it, loaded here. */
  readonly knowledge?: Judging;
  /** Gaps that may pass as clear. */
  readonly accept?: Policy['accept'];
  /** Domains in flight. */
  readonly concurrency?: number;
  /** Deadline of one probe, all tries. */
  readonly timeoutMs?: number;
  /** As `--resolver` takes them. */
  readonly resolvers?: readonly string[];
  /** Path of a network map. */
  readonly networkMap?: string;
  readonly web?: boolean;
  readonly registration?: boolean;
  /** Begins no further line; the assessments so far still come. */
  readonly signal?: AbortSignal;
  readonly now?: () => Date;
}

/**
 * Audits lines (domains, URLs, e-mail addresses …): one assessment each, in the order of the lines, a domain that comes
 * again asked once. Reads and asks no faster than the assessments are taken.
 */
export async function* auditDomains(
  lines: Iterable<string> | AsyncIterable<string>,
  options: AuditOptions = {},
): AsyncGenerator<Assessment> {
  const { knowledge, accept = [], concurrency = 100, timeoutMs = 10_000, now = () => new Date() } = options;
  const { resolvers = [], networkMap, web = true, registration = true } = options;
  const gathering = await openGathering({
    networkMap,
    resolvers,
    userAgent: userAgent(),
    timeoutMs,
    web,
    registration,
    now,
  });
  const work = {
    ...gathering,
    ...(await openJudging({ knowledge, accept, now })),
    journal: null,
    bounds: boundsFor(concurrency),
    now,
  };
  try {
    yield* auditRows(freshTasks(rowsOf(lines)), work, options.signal ?? new AbortController().signal);
  } finally {
    gathering.close();
  }
}

/** Audits one line. */
export async function auditDomain(line: string, options: AuditOptions = {}): Promise<Assessment> {
  for await (const assessment of auditDomains([line], options)) return assessment;
  throw new Error('the audit was stopped before it began');
}

async function* rowsOf(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<InputRow> {
  let line = 0;
  for await (const asked of lines) {
    line += 1;
    yield { file: '-', line, asked, declared: null, extra: [], problem: null };
  }
}
