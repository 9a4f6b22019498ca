import { type Command, Option } from 'commander';
import { DIFF_FORMATS, type DiffFormat } from '../diff/render.ts';
import { type CommandContext, EXIT } from './context.ts';

interface DiffOptions {
  readonly format: DiffFormat;
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
    .addOption(new Option('-f, --format <id>', 'format of stdout').choices([...DIFF_FORMATS]).default('text'))
    .addOption(
      new Option('--fail-on <verdict>', 'exit 1 when a new or changed domain reached it')
        .choices(Object.keys(REACHED))
        .default('match'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  audit-domains diff monday.csv friday.csv\n  audit-domains diff old.jsonl new.jsonl -f markdown > comment.md\n',
    )
    .action(async (before: string, after: string, { format, failOn }: DiffOptions) => {
      const { readReport } = await import('../diff/read.ts');
      const { compareReports } = await import('../diff/compare.ts');
      const { renderChanges } = await import('../diff/render.ts');
      const judge = lazyJudge(context);
      const [old, fresh] = [await collect(readReport(before, judge)), await collect(readReport(after, judge))];
      const changes = [...compareReports(old, fresh)];
      for (const text of renderChanges(changes, format)) context.stdout.write(text);
      const reached = changes.filter(
        ({ kind, verdictAfter, newFindings, verdictBefore }) =>
          kind !== 'gone' &&
          (verdictBefore !== verdictAfter || newFindings.length > 0) &&
          REACHED[failOn].some((verdict) => verdict === verdictAfter),
      ).length;
      const count = (kind: string): number => changes.filter((change) => change.kind === kind).length;
      context.stderr.write(
        `${count('changed')} changed, ${count('new')} new, ${count('gone')} gone, of ${fresh.length} domains; ${reached} newly reached --fail-on ${failOn}.\n`,
      );
      finish(reached > 0 ? EXIT.found : EXIT.done);
    });
}

async function collect<T>(rows: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
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
