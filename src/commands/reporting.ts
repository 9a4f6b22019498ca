import { performance } from 'node:perf_hooks';
import type { Baseline } from '../diff/baseline.ts';
import type { Assessment } from '../model/assessment.ts';
import type { ListEdition } from '../model/lists.ts';
import { paletteFor } from '../report/colour.ts';
import type { ReportFormat, RunProvenance } from '../report/format.ts';
import { openReports, type ReportTarget } from '../report/outputs.ts';
import { startProgress } from '../report/progress.ts';
import { formatById, formatOfFile, REPORT_FORMATS } from '../report/registry.ts';
import { closingSummary } from '../report/summary.ts';
import { conclusionOf, count, emptyTally, type Tally } from '../report/tally.ts';
import type { Resolved } from '../settings/sources.ts';
import { KNOBS, type Settings } from '../settings.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';
import { SETTING_NAMES } from './knobs.ts';
import { recordRun } from './recording.ts';

/** What the reports of a run must know besides its rows. */
export interface ReportingInput {
  readonly resolved: Resolved;
  readonly context: CommandContext;
  readonly toolVersion: string;
  readonly inputColumns?: readonly string[];
  /** Digests of the lists that were read, for the end of the run. */
  readonly inputDigests?: RunProvenance['inputs'];
}

/** Reports that are open, and the words that go with them. */
export interface Reporting {
  /** Writes all reports, progress and summary; the exit code as CONTRACT §3 has it. */
  readonly run: (assessments: AsyncIterable<Assessment>, told?: Told) => Promise<number>;
  /** Nothing will be written after all. */
  readonly abandon: () => Promise<void>;
}

/** What the summary tells beside the counts. */
export interface Told {
  /** Rows to come, once known. */
  readonly total?: Promise<number>;
  readonly evidenceFile?: string;
  /** Sentences about decisions, asked for when all rows are judged. */
  readonly remarks?: () => readonly string[];
  /** What an earlier report already told. */
  readonly baseline?: Baseline;
  /** Lists of domains that were read, for the record. */
  readonly inputFiles?: readonly string[];
  /** Nothing is asked: what a server left unanswered was in an earlier run. */
  readonly offline?: true;
  /** Questions that wait for a server now. */
  readonly waiting?: () => ReadonlyMap<string, number>;
}

/**
 * Which reports are wanted: the `-o` files, each in the format of its extension, and stdout, unless there are files and
 * no `--format` was asked for. Throws CommandError for an unknown format, before anything is opened.
 */
export function reportTargets({
  resolved,
  context,
  toolVersion,
  inputColumns,
  inputDigests = async () => [],
}: ReportingInput): readonly ReportTarget[] {
  const { settings, origins } = resolved;
  const options = {
    csvBom: settings.csvBom,
    csvDelimiter: settings.csvDelimiter === 'tab' ? '\t' : settings.csvDelimiter,
    toolVersion,
    provenance: { options: givenSettings(resolved), inputs: inputDigests },
    ...(inputColumns === undefined ? {} : { inputColumns }),
  };
  const files = settings.output.map((path) => ({ format: fileFormat(path), to: path, options }));
  const stdoutWanted = files.length === 0 || origins.format.from !== 'default';
  if (!stdoutWanted) return files;
  const format = stdoutFormat(settings.format);
  if (format.binary && context.stdout.isTTY === true) {
    throw new CommandError(
      `${format.id} is not for a terminal; write it to a file with -o report${format.extensions[0]}.`,
    );
  }
  return [...files, { format, to: context.stdout, options }];
}

/** The settings that somebody gave, by the names users write them with. */
function givenSettings({ origins }: Resolved): RunProvenance['options'] {
  return SETTING_NAMES.filter((name) => origins[name].from !== 'default').map((name) => {
    const { given } = origins[name];
    const value = Array.isArray(given) ? given.join(', ') : String(given);
    return [KNOBS[name].key, value] as const;
  });
}

function fileFormat(path: string): ReportFormat {
  const format = formatOfFile(path);
  if (format !== undefined) return format;
  const known = REPORT_FORMATS.map(({ extensions }) => extensions[0]).join(', ');
  throw new CommandError(`No report format has the extension of ${path}; known are ${known}.`);
}

function stdoutFormat(id: string): ReportFormat {
  const format = formatById(id);
  if (format !== undefined) return format;
  throw new CommandError(`Unknown format "${id}"; known are ${REPORT_FORMATS.map((known) => known.id).join(', ')}.`);
}

/** Opens the reports. A path that cannot be written is known now, and nothing is left behind. */
export async function openReporting(input: ReportingInput): Promise<Reporting> {
  const reports = await openReports(reportTargets(input));
  const { settings } = input.resolved;
  return {
    abandon: reports.abandon,
    run: async (assessments, told = {}) => {
      const tally = emptyTally();
      const started = performance.now();
      const startedAt = input.context.now();
      let editions: readonly ListEdition[] = [];
      const { progress, stop } = progressOf(input, told);
      const plainNote = (line: string): unknown => input.context.stderr.write(`${line}\n`);
      const watched = async function* (): AsyncGenerator<Assessment> {
        for await (const assessment of assessments) {
          count(tally, assessment, told.baseline?.knows(assessment) ?? false);
          editions = assessment.lists;
          progress?.done(told.offline === true ? undefined : assessment);
          if (told.offline !== true && isSilence(tally) && !settings.quiet) (progress?.note ?? plainNote)(SILENCE);
          yield assessment;
        }
      };
      try {
        await reports.write(watched());
      } finally {
        stop();
      }
      if (!settings.quiet) input.context.stderr.write(summaryOf(tally, performance.now() - started, input, told));
      const exitCode = exitCodeOf(tally, settings);
      await recordRun(input, told, { tally, editions, startedAt, exitCode });
      return exitCode;
    },
  };
}

/** Rows after which silence from every server is told, while there is still time to stop. */
const EARLY_ROWS = 25;
const SILENCE =
  'No server has answered yet: check the network connection, the firewall and --resolver. Ctrl-C stops the audit.';

function isSilence({ rows, unreached, notDomains }: Tally): boolean {
  return rows === EARLY_ROWS && unreached > 0 && unreached === rows - notDomains;
}

function progressOf(input: ReportingInput, { total, waiting }: Told) {
  const { context } = input;
  const { quiet, progress: wanted } = input.resolved.settings;
  // Rows that run over the same terminal are progress enough; a line redrawn among them would spoil both.
  const rowsOnTerminal = context.stdout.isTTY === true && reportTargets(input).some(({ to }) => to === context.stdout);
  if (quiet || !wanted || rowsOnTerminal) return { progress: null, stop: () => undefined };
  const progress = startProgress({
    stream: context.stderr,
    total: null,
    clock: () => performance.now(),
    ...(waiting === undefined ? {} : { waiting }),
  });
  total?.then(progress.expect, () => undefined); // without a total there is no share, no more
  return { progress, stop: progress.stop };
}

function summaryOf(tally: Tally, elapsedMs: number, { resolved, context }: ReportingInput, told: Told): string {
  const { settings } = resolved;
  const isTTY = context.stderr.isTTY === true;
  return closingSummary(tally, {
    failOn: settings.failOn,
    maxUnchecked: settings.maxUnchecked,
    elapsedMs,
    now: context.now(),
    files: settings.output,
    interrupted: context.signal.aborted,
    palette: paletteFor({ flag: settings.color ?? undefined, env: context.env, isTTY }),
    ...(context.stderr.columns === undefined ? {} : { columns: context.stderr.columns }),
    decisions: told.remarks?.() ?? [],
    ...(told.evidenceFile === undefined ? {} : { evidenceFile: told.evidenceFile }),
  });
}

/** A bug outranks all; a row that reached `--fail-on` outranks an incomplete audit (CONTRACT §3). */
export function exitCodeOf(tally: Tally, { failOn, maxUnchecked }: Pick<Settings, 'failOn' | 'maxUnchecked'>): number {
  const { reached, incomplete } = conclusionOf(tally, failOn, maxUnchecked);
  if (tally.bugs > 0) return EXIT.bug;
  if (reached > 0) return EXIT.found;
  return incomplete ? EXIT.incomplete : EXIT.done;
}
