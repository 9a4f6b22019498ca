import { execFileSync, spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addCompletionCommand } from '../../src/commands/completion.ts';
import { SHELLS } from '../../src/commands/completion-scripts.ts';
import { CommandError } from '../../src/commands/context.ts';
import { contextOf } from './context-of.ts';

/** A small program with the completion of itself. */
async function scriptOf(shell: string): Promise<string> {
  const { context, printed } = contextOf();
  const program = new Command('audit-domains').exitOverride();
  program
    .command('audit', { isDefault: true })
    .description("the default; it's short")
    .option('-o, --output <file>', 'a [file]');
  program.command('rescreen').option('--fail-on <verdict>', 'exit 1 from here');
  addCompletionCommand(program, context, () => undefined);
  await program.parseAsync(['completion', shell], { from: 'user' });
  return printed();
}

const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

describe('completion', () => {
  it.each(SHELLS)('for %s names every command and option', async (shell) => {
    const script = await scriptOf(shell);
    for (const word of ['audit', 'rescreen', 'completion']) expect(script).toContain(word);
    expect(script).toMatch(/--output|-l output/);
    expect(script).toMatch(/--fail-on|-l fail-on/);
  });

  it.each(['bash', 'zsh', 'fish'].filter(has))('for %s is a script that the shell can read', async (shell) => {
    const script = await scriptOf(shell);
    expect(spawnSync(shell, ['-n'], { input: script })).toMatchObject({ status: 0 });
  });

  it.runIf(has('bash'))('completes in bash: commands, options of the command, options of the default', async () => {
    const script = await scriptOf('bash');
    const complete = (...words: readonly string[]): string => {
      const line = ['audit-domains', ...words].map((word) => `'${word}'`).join(' ');
      const call = `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _audit_domains; echo "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['-c', `${script}\ncd /; ${call}`], { encoding: 'utf8' }).trim();
    };
    expect(complete('resc')).toBe('rescreen');
    expect(complete('rescreen', '--f')).toBe('--fail-on');
    expect(complete('--out')).toBe('--output');
  });

  it('refuses a shell that it does not know', async () => {
    await expect(scriptOf('tcsh')).rejects.toThrow(CommandError);
  });
});
