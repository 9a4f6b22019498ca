import { openGathering } from '../audit/gathering.ts';
import { openJudging } from '../audit/judging.ts';
import type { Judging, Policy } from '../audit.ts';
import type { Assessment } from '../model/assessment.ts';
import type { DeclaredParty, InputRow } from '../model/evidence.ts';
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

/** A line with the customer whom you know to be behind it: screened like a registrant, as a declared column would be. */
export interface DeclaredLine {
  readonly line: string;
  readonly declared: DeclaredParty;
}

/** A domain, URL or e-mail address …, or that with its declared party. */
export type AuditLine = string | DeclaredLine;

/**
 * Audits lines (domains, URLs, e-mail addresses …): one assessment each, in the order of the lines, a domain that comes
 * again asked once. Reads and asks no faster than the assessments are taken.
 */
export async function* auditDomains(
  lines: Iterable<AuditLine> | AsyncIterable<AuditLine>,
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
export async function auditDomain(line: AuditLine, options: AuditOptions = {}): Promise<Assessment> {
  for await (const assessment of auditDomains([line], options)) return assessment;
  throw new Error('the audit was stopped before it began');
}

async function* rowsOf(lines: Iterable<AuditLine> | AsyncIterable<AuditLine>): AsyncGenerator<InputRow> {
  let number = 0;
  for await (const given of lines) {
    number += 1;
    const { line, declared } = typeof given === 'string' ? { line: given, declared: null } : given;
    yield { file: '-', line: number, asked: line, declared, extra: [], problem: null };
  }
}
