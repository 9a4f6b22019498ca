import { appendFileSync, createReadStream, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Assessment } from '../model/assessment.ts';
import { type CommandContext, EXIT } from './context.ts';

/** GitHub refuses a job summary over 1 MiB; we stay under 900 kB, with the line that counts what was left out. */
const MOST_SUMMARY_BYTES = 899_900;
/** As many annotations as are shown; a long report is not held. */
const MOST_ANNOTATED = 9;

/** `audit-domains annotate report.jsonl`: workflow annotations, the job summary and the output `findings`, for action.yml. */
export function addAnnotateCommand(
  program: Command,
  context: CommandContext,
  finish: (exitCode: number) => void,
): void {
  program
    .command('annotate', { hidden: true })
    .description('annotations of a CI job from a JSON Lines report')
    .argument('<report.jsonl>')
    .option('--summary <file>', 'Markdown report, appended to $GITHUB_STEP_SUMMARY')
    .action(async (path: string, { summary }: { readonly summary?: string }) => {
      const { annotations } = await import('../report/annotations.ts');
      const { splitLines } = await import('../input/lines.ts');
      const { gravity, keepGravest } = await import('../report/gravest.ts');
      const grave = keepGravest<Assessment>(MOST_ANNOTATED);
      let found = 0;
      for await (const lines of splitLines(createReadStream(path, { encoding: 'utf8' }), 16 * 1024 * 1024)) {
        for (const line of lines) {
          if (line.trim() === '') continue;
          const row: Assessment = JSON.parse(line);
          if (row.verdict !== 'match' && row.verdict !== 'review') continue;
          found += 1;
          grave.add(row, gravity(row));
        }
      }
      context.stdout.write(annotations(grave.kept(), grave.omitted()));
      const outputs = context.env['GITHUB_OUTPUT'];
      if (outputs !== undefined) appendFileSync(outputs, `findings=${found}\n`);
      const target = context.env['GITHUB_STEP_SUMMARY'];
      if (summary !== undefined && target !== undefined) appendFileSync(target, bounded(readFileSync(summary, 'utf8')));
      finish(EXIT.done);
    });
}

/** The beginning that fits, at a line's end, and how much was left out. */
function bounded(markdown: string): string {
  if (Buffer.byteLength(markdown) <= MOST_SUMMARY_BYTES) return markdown;
  const head = Buffer.from(markdown).subarray(0, MOST_SUMMARY_BYTES).toString('utf8');
  const kept = head.slice(0, head.lastIndexOf('\n'));
  const left = markdown
    .slice(kept.length + 1)
    .trimEnd()
    .split('\n').length;
  return `${kept}\n\n… and ${left} more lines; see the report.\n`;
}
