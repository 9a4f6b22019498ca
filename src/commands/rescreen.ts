import type { Command } from 'commander';
import type { SettingName } from '../settings.ts';
import { type CommandContext, CommandError } from './context.ts';
import { addKnobs, flagsOf } from './knobs.ts';

/** What is asked of saved evidence: all but the network. */
const SETTINGS: readonly SettingName[] = [
  'output',
  'format',
  'lists',
  'listsDir',
  'minScore',
  'decisions',
  'baseline',
  'accept',
  'failOn',
  'maxUnchecked',
  'maxListAgeDays',
  'csvBom',
  'csvDelimiter',
  'quiet',
  'verbose',
  'progress',
  'color',
];

/** `audit-domains rescreen evidence.jsonl`: saved evidence against today's lists and rules, without any network. */
export function addRescreenCommand(
  program: Command,
  context: CommandContext,
  finish: (exitCode: number) => void,
): void {
  const command = program
    .command('rescreen')
    .description("judge saved evidence again with today's lists and rules; asks no server")
    .argument('<evidence.jsonl...>', 'files that --evidence wrote, or JSON Lines reports')
    .addHelpText('after', '\nExample:\n  audit-domains rescreen evidence.jsonl --fail-on review -o today.csv');
  addKnobs(command, SETTINGS);
  command.action(async (files: readonly string[]) => {
    const { rescreen } = await import('./rescreen-run.ts');
    finish(await rescreen(files, flagsOf(command), { ...context, now: clockOf(context) }));
  });
}

/**
 * The clock of a judgement: the real one, or the one moment of `SOURCE_DATE_EPOCH` (seconds since 1970, as
 * reproducible-builds.org has it), so that the same evidence gives the same bytes again. Ages of lists and decisions are taken
 * from it too. An audit has no such setting: its rows tell when the world was really asked.
 */
function clockOf({ env, now }: CommandContext): () => Date {
  const epoch = env['SOURCE_DATE_EPOCH'];
  if (epoch === undefined || epoch === '') return now;
  const moment = new Date(Number(epoch) * 1000);
  if (!/^\d+$/.test(epoch) || Number.isNaN(moment.getTime())) {
    throw new CommandError(`SOURCE_DATE_EPOCH is "${epoch}"; give whole seconds since 1970, or unset it.`);
  }
  return () => moment;
}
