import { type Command, Option } from 'commander';
import type { Comparable } from '../diff/comparable.ts';
import type { Change } from '../diff/compare.ts';
import { DIFF_FORMATS, type DiffFormat } from '../diff/render.ts';
import type { Sink } from '../report/sink.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';

interface DiffOptions {
  readonly format?: DiffFormat;
  readonly output: readonly string[];
  readonly failOn: 'match' | 'review' | 'inconclusive' | 'none';
}

const REACHED = {
  match: ['match'],
  review: ['match', 'review'],
  inconclusive: ['match', 'review', 'inconclusive'],
  none: [],
} as const;

/** `audit-domains diff old new`: which domains changed, in what, and whether the domain or the list is the cause. */
export function addDiffCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  program
    .command('diff')
    .description('two reports or evidence files: which domains changed, in what, and why')
    .argument('<old>', 'CSV or JSON Lines report, or an evidence file')
    .argument('<new>', 'the same, later')
    .addOption(new Option('-f, --format <id>', 'format of stdout (text)').choices([...DIFF_FORMATS]))
    .option(
      '-o, --output <file>',
      'repeatable; format by extension, as an audit has them',
      (path: string, all: readonly string[]) => [...all, path],
      [],
    )
    .addOption(
      new Option('--fail-on <verdict>', 'exit 1 when a new or changed domain reached it')
        .choices(Object.keys(REACHED))
        .default('match'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  audit-domains diff monday.csv friday.csv\n  audit-domains diff old.jsonl new.jsonl -o changes.html --fail-on review\n  audit-domains diff old.jsonl new.jsonl -f markdown > comment.md\n',
    )
    .action(async (before: string, after: string, options: DiffOptions) => {
      const { readReport } = await import('../diff/read.ts');
      const { compareReports } = await import('../diff/compare.ts');
      const { renderChanges } = await import('../diff/render.ts');
      const { fanOut } = await import('../report/fan-out.ts');
      const judge = lazyJudge(context);
      const counts = { new: 0, gone: 0, changed: 0, reached: 0, rows: 0 };
      const isReached = reaches(options.failOn);
      const counted = async function* (): AsyncGenerator<Comparable> {
        for await (const row of readReport(after, judge)) {
          counts.rows += 1;
          yield row;
        }
      };
      const watched = async function* (): AsyncGenerator<Change> {
        for await (const change of compareReports(readReport(before, judge), counted())) {
          counts[change.kind] += 1;
          if (isReached(change)) counts.reached += 1;
          yield change;
        }
      };
      const { toolVersion } = await import('../settings/version.ts');
      const told = { report: after, toolVersion: toolVersion(), isReached };
      const changes = await begun(watched());
      const targets = await openTargets(options, context);
      const { readers } = fanOut(changes, targets.length);
      const written = targets.map(async ({ format, sink }, at) => {
        for await (const chunk of renderChanges(readers[at] ?? nothing(), format, told)) await sink.write(chunk);
      });
      try {
        await Promise.all(written);
        for (const { sink } of targets) await sink.finish();
      } catch (error) {
        for (const { sink } of targets) await sink.discard();
        throw error;
      }
      context.stderr.write(
        `${counts.changed} changed, ${counts.new} new, ${counts.gone} gone, of ${counts.rows} domains; ${counts.reached} newly reached --fail-on ${options.failOn}.\n`,
      );
      finish(counts.reached > 0 ? EXIT.found : EXIT.done);
    });
}

/** Begins to read, so that a file that is no report is told before anything is written. */
async function begun(changes: AsyncGenerator<Change>): Promise<AsyncGenerator<Change>> {
  const first = await changes.next();
  return (async function* () {
    if (first.done !== true) yield first.value;
    yield* changes;
  })();
}

async function* nothing(): AsyncGenerator<Change> {}

/** A change that brings a domain to the verdict, or a finding to one that was there. */
function reaches(failOn: DiffOptions['failOn']): (change: Change) => boolean {
  return ({ kind, verdictAfter, newFindings, verdictBefore }) =>
    kind !== 'gone' &&
    (verdictBefore !== verdictAfter || newFindings.length > 0) &&
    REACHED[failOn].some((verdict) => verdict === verdictAfter);
}

/** The `-o` files, each in the format of its extension, and stdout, unless there are files and no `--format`. */
async function openTargets({ output, format }: DiffOptions, { stdout }: CommandContext) {
  const { openFileSink } = await import('../report/file-sink.ts');
  const { streamSink } = await import('../report/stream-sink.ts');
  const { formatOfFile } = await import('../report/registry.ts');
  const targets: { readonly format: DiffFormat; readonly sink: Sink }[] = [];
  const kinds = output.map((path) => {
    const id = formatOfFile(path)?.id;
    const kind = DIFF_FORMATS.find((known) => known === id);
    if (kind === undefined) throw new CommandError(`No report format has the extension of ${path}.`);
    return [path, kind] as const;
  });
  if (format === 'xlsx' && stdout.isTTY === true) {
    throw new CommandError('xlsx is not for a terminal; write it to a file with -o changes.xlsx.');
  }
  if (output.length === 0 || format !== undefined) {
    targets.push({ format: format ?? 'text', sink: streamSink(stdout) });
  }
  for (const [path, kind] of kinds) targets.push({ format: kind, sink: await openFileSink(path) });
  return targets;
}

/** Evidence is judged with today's lists, which are loaded only when there is any. */
function lazyJudge(context: CommandContext) {
  let opened: ReturnType<typeof open> | undefined;
  const open = async () => {
    const { resolveSettings } = await import('../settings/sources.ts');
    const { openJudge } = await import('./judging.ts');
    const { settings } = await resolveSettings({ flags: {}, env: context.env, cwd: context.cwd });
    return (await openJudge(settings, context)).judge;
  };
  return () => {
    opened ??= open();
    return opened;
  };
}
