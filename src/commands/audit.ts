import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { nearest } from '../settings/nearest.ts';
import { type CommandContext, CommandError } from './context.ts';
import { addKnobs, flagsOf } from './knobs.ts';

/** `audit-domains [audit] list.txt`: the default command. */
export function addAuditCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  const command = program
    .command('audit', { isDefault: true })
    .description('audit the domains in the files, or from a pipe; the default command')
    .argument('[file...]', 'lists: lines, CSV or TSV; - is standard input')
    .option('--resume', 'continue a stopped run: rows in the --evidence file are not asked again')
    .option('--dry-run', 'print the questions per server and an estimated time; ask nothing')
    .addHelpText('after', '\nExample:\n  audit-domains list.txt -o report.csv --evidence evidence.jsonl');
  addKnobs(command);
  command.action(async (files: readonly string[], { resume, dryRun }: { resume?: true; dryRun?: true }) => {
    refuseMisspeltCommand(files, program, context);
    const { audit } = await import('./audit-run.ts');
    const asked = { files, resume: resume === true, dryRun: dryRun === true };
    finish(await audit(asked, flagsOf(command), context));
  });
}

/** `audit-domains rescren x`: the default command takes any word for a file. */
function refuseMisspeltCommand([word, ...others]: readonly string[], program: Command, { cwd }: CommandContext): void {
  if (word === undefined || !/^[a-z-]{3,}$/.test(word)) return;
  if (existsSync(resolve(cwd, word))) return;
  const guess = nearest(
    word,
    program.commands.map((command) => command.name()),
  );
  if (guess === null) return;
  throw new CommandError(`There is no file "${word}". Did you mean: audit-domains ${[guess, ...others].join(' ')}`);
}
