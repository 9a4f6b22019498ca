import type { Command } from 'commander';
import type { SettingName } from '../settings.ts';
import type { CommandContext } from './context.ts';
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
    finish(await rescreen(files, flagsOf(command), context));
  });
}
