import { type OpenInputs, openInputs } from '../input/open.ts';
import type { InputRow } from '../model/evidence.ts';
import { type AuditWork, auditRows } from '../run/audit-rows.ts';
import { readEvidenceFile, wholeLinesOf } from '../run/evidence-file.ts';
import { type Journal, openJournal } from '../run/journal.ts';
import { boundsFor } from '../run/local.ts';
import { freshTasks, resumeTasks, type Task } from '../run/resume.ts';
import { resolveSettings, type SettingSources } from '../settings/sources.ts';
import { toolVersion } from '../settings/version.ts';
import type { Settings } from '../settings.ts';
import { openBaselineFile } from './baseline-file.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';
import { gatheringOf } from './gathering.ts';
import { openJudge } from './judging.ts';
import { refuseOverwriting } from './own-files.ts';
import { openReporting, reportTargets } from './reporting.ts';

export interface AuditRequest {
  readonly files: readonly string[];
  readonly resume: boolean;
  readonly dryRun: boolean;
}

/**
 * The default command. Everything that can be wrong is looked at first (settings, lists of domains, sanctions lists,
 * network map, evidence file, outputs), so that a refused audit (exit 2) has asked nothing and written nothing.
 */
export async function audit(
  request: AuditRequest,
  flags: SettingSources['flags'],
  context: CommandContext,
): Promise<number> {
  const resolved = await resolveSettings({ flags, env: context.env, cwd: context.cwd });
  const { settings } = resolved;
  if (request.resume && settings.evidence === null) {
    throw new CommandError('--resume needs --evidence <file>: the file the stopped run wrote.');
  }
  await refuseOverwriting(
    context.cwd,
    [...request.files.filter((file) => file !== '-'), ...(settings.decisions === null ? [] : [settings.decisions])],
    [...settings.output, ...(settings.evidence === null ? [] : [settings.evidence])],
  );
  const inputs = await openInputs({
    files: filesOf(request, context),
    stdin: bytesOf(context),
    column: settings.column ?? undefined,
  });
  if (request.dryRun) {
    const { dryRun } = await import('./dry-run.ts');
    await dryRun(inputs.rows(), settings, context);
    return EXIT.done;
  }
  const base = { resolved, context, toolVersion: toolVersion() };
  const reporting = { ...base, inputColumns: inputs.columns, inputDigests: inputs.digests };
  reportTargets(reporting);
  const gathering = await gatheringOf(settings, context);
  const judge = await openJudge(settings, context);
  const baseline = await openBaselineFile(settings.baseline, judge.judge);
  const reports = await openReporting(reporting);
  const journal = await openEvidence(inputs, settings, request, context).catch(async (error: unknown) => {
    await reports.abandon();
    throw error;
  });
  try {
    const work: AuditWork = {
      ...judge,
      ...gathering,
      journal,
      bounds: boundsFor(settings.concurrency),
      now: context.now,
    };
    const assessments = auditRows(tasksOf(inputs.rows(), journal, settings, request), work, context.signal);
    return await reports.run(assessments, {
      remarks: () => [...judge.remarks(), ...cacheRemark(gathering.served())],
      ...(inputs.canReread ? { total: countRows(inputs) } : {}),
      ...(settings.evidence === null ? {} : { evidenceFile: settings.evidence }),
      ...(baseline === null ? {} : { baseline }),
      inputFiles: request.files.filter((file) => file !== '-'),
      ...(gathering.waiting === undefined ? {} : { waiting: gathering.waiting }),
    });
  } finally {
    gathering.close();
    await journal?.close();
  }
}

/** A row tells for each answer when it was asked; the summary tells that some are not of this run. */
function cacheRemark(served: number): readonly string[] {
  if (served === 0) return [];
  return [
    `${served} ${served === 1 ? 'answer is' : 'answers are'} from the cache of earlier runs (--no-cache asks anew).`,
  ];
}

function filesOf({ files }: AuditRequest, { stdin }: CommandContext): readonly string[] {
  if (files.length > 0) return files;
  if (stdin.isTTY === true) throw new CommandError('No list was given. Name a file, or pipe one in; see --help.');
  return ['-'];
}

async function* bytesOf(context: CommandContext): AsyncGenerator<Uint8Array> {
  for await (const chunk of context.stdin) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

/** Opens the evidence file; when resuming, the list must begin with the rows that it holds. */
async function openEvidence(
  inputs: OpenInputs,
  { evidence }: Settings,
  { resume }: AuditRequest,
  { stderr }: CommandContext,
): Promise<Journal | null> {
  if (evidence === null) return null;
  if (resume && inputs.canReread) await compareWithList(inputs, evidence);
  const journal = await openJournal(evidence);
  if (journal.cut > 0)
    stderr.write(`${evidence}: its last line was cut off when a run was stopped; that row is asked again.\n`);
  if (!resume && journal.before > 0) {
    stderr.write(`${evidence} already holds evidence; this run is appended (--resume would have continued it).\n`);
  }
  return journal;
}

async function compareWithList(inputs: OpenInputs, evidence: string): Promise<void> {
  const saved = wholeLinesOf(evidence);
  for await (const task of resumeTasks(inputs.rows(), saved, evidence)) if (task.saved === null) return;
}

function tasksOf(
  rows: AsyncIterable<InputRow>,
  journal: Journal | null,
  { evidence }: Settings,
  { resume }: AuditRequest,
): AsyncIterable<Task> {
  if (!resume || journal === null || evidence === null) return freshTasks(rows);
  return resumeTasks(rows, readEvidenceFile(evidence, journal.before), evidence);
}

async function countRows(inputs: OpenInputs): Promise<number> {
  let count = 0;
  for await (const _ of inputs.rows()) count += 1;
  return count;
}
