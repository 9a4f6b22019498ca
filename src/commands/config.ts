import type { Command } from 'commander';
import { KNOBS } from '../settings.ts';
import { type CommandContext, EXIT } from './context.ts';
import { addKnobs, flagsOf, SETTING_NAMES } from './knobs.ts';

/** `audit-domains config`: every setting, its value, and where that came from; in the form of a config file. */
export function addConfigCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  const command = program
    .command('config')
    .description('print every setting, its value and where it came from')
    .addHelpText('after', '\nExample:\n  audit-domains config > audit-domains.toml');
  addKnobs(command);
  command.action(async () => {
    const { resolveSettings } = await import('../settings/sources.ts');
    const { origins } = await resolveSettings({ flags: flagsOf(command), env: context.env, cwd: context.cwd });
    const lines = SETTING_NAMES.map((name) => {
      const { given, from } = origins[name];
      // TOML has no null: what is not set is a comment.
      const value = given === null ? `# ${KNOBS[name].key} =` : `${KNOBS[name].key} = ${JSON.stringify(given)}`;
      return `${value.padEnd(32)} # ${from}\n`;
    });
    context.stdout.write(lines.join(''));
    finish(EXIT.done);
  });
}
