import type { Command } from 'commander';
import { type CompletionTree, SHELLS, scriptFor } from './completion-scripts.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';

/** `audit-domains completion <shell>`: a script made of the program as it is, printed to be sourced. */
export function addCompletionCommand(
  program: Command,
  context: CommandContext,
  finish: (exitCode: number) => void,
): void {
  program
    .command('completion')
    .description(`print a completion script: ${SHELLS.join(', ')}`)
    .argument('<shell>', SHELLS.join(', '))
    .addHelpText('after', '\nExample:\n  source <(audit-domains completion bash)')
    .action((shell: string) => {
      const script = scriptFor(shell, treeOf(program));
      if (script === null) throw new CommandError(`Unknown shell "${shell}"; choose one of ${SHELLS.join(', ')}.`);
      context.stdout.write(script);
      finish(EXIT.done);
    });
}

function treeOf(program: Command): CompletionTree {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    about: command.description(),
    options: command.options.map(({ long, short, description }) => ({
      names: [long, short].filter((name) => name !== undefined && name !== null),
      about: description,
    })),
  }));
  return { name: program.name(), commands, fallback: 'audit' };
}
