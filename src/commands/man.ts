import type { Command } from 'commander';
import { type CommandContext, EXIT } from './context.ts';
import { ENVIRONMENT, EXAMPLES, EXIT_CODES } from './help.ts';

/** `audit-domains man`: the manual page (roff, man(7)), made of the program as it is: `audit-domains man | man -l -`. */
export function addManCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  program
    .command('man')
    .description('print the manual page: audit-domains man | man -l -')
    .action(() => {
      context.stdout.write(manualOf(program));
      finish(EXIT.done);
    });
}

function manualOf(program: Command): string {
  const visible = program.createHelp().visibleCommands(program);
  const commands = visible.map((command) => {
    const help = command.createHelp();
    const options = help
      .visibleOptions(command)
      .map((option) => `.TP\n${bold(help.optionTerm(option))}\n${text(help.optionDescription(option))}\n`);
    return `.SS ${quoted(help.commandUsage(command))}\n${text(command.description())}\n${options.join('')}`;
  });
  return [
    `.TH ${program.name().toUpperCase()} 1 "" ${quoted(`${program.name()} ${program.version() ?? ''}`)}\n`,
    `.SH NAME\n${program.name()} \\- ${text(program.description())}\n`,
    `.SH EXAMPLES\n${verbatim(EXAMPLES)}`,
    `.SH COMMANDS\n${commands.join('')}`,
    `.SH EXIT STATUS\n${verbatim(EXIT_CODES)}`,
    `.SH ENVIRONMENT\n${verbatim(ENVIRONMENT)}`,
  ].join('');
}

/** Roff reads `\` as an escape, a line that begins with `.` or `'` as a request, and ASCII only. */
const text = (words: string): string =>
  words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gmu, '\\&')
    .replace(/[^\n -~]/gu, (sign) => `\\[u${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
const bold = (words: string): string => `.B ${text(words)}`;
const quoted = (words: string): string => `"${text(words).replaceAll('"', '""')}"`;
const verbatim = (words: string): string => `.nf\n${text(words.trimEnd())}\n.fi\n`;
