import { join } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './context.ts';

/** A silent server of the pretend Internet is waited for this long, so that the demo stays short; AUDIT_DOMAINS_TIMEOUT for longer. */
const DEMO_TIMEOUT = '2s';
/** The lists that ship grow old and the pretend world does not: their age is told, and decides nothing here. */
const DEMO_LIST_AGE = '36500';

interface DemoOptions {
  readonly output: readonly string[];
  readonly format?: string;
  readonly evidence?: string;
  readonly before?: true;
}

/** `audit-domains demo`: the unmodified audit, against a pretend Internet on loopback; no network, no configuration. */
export function addDemoCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  program
    .command('demo')
    .description('the whole program against a simulated Internet on loopback; no network needed')
    .option(
      '-o, --output <file>',
      'repeatable; also write a report file, its format by the extension',
      (path: string, all: readonly string[]) => [...all, path],
      [],
    )
    .option('-f, --format <id>', 'format of stdout')
    .option('--evidence <file>', 'keep the evidence, for rescreen and diff')
    .option('--before', 'the same Internet a year ago: one domain has since moved to another provider')
    .addHelpText(
      'after',
      '\nExit code 1 is right here: the demo holds matches, and an audit that finds some\nsays so.\n\nExamples:\n  audit-domains demo\n  audit-domains demo -o report.html -o report.xlsx\n',
    )
    .action(async (options: DemoOptions) => {
      const { FIXTURES, readWorld } = await import('../simulate/fixtures.ts');
      const { startInternet } = await import('../simulate/internet.ts');
      const { audit } = await import('./audit-run.ts');
      const internet = await startInternet(
        readWorld(FIXTURES, options.before === true ? 'before' : 'now'),
        context.now(),
      );
      try {
        const flags = {
          networkMap: internet.mapFile,
          ...(context.env['AUDIT_DOMAINS_TIMEOUT'] === undefined && { timeoutMs: DEMO_TIMEOUT }),
          ...(context.env['AUDIT_DOMAINS_MAX_LIST_AGE'] === undefined && { maxListAgeDays: DEMO_LIST_AGE }),
          ...(options.output.length > 0 && { output: options.output }),
          ...(options.format !== undefined && { format: options.format }),
          ...(options.evidence !== undefined && { evidence: options.evidence }),
        };
        finish(await audit({ files: [join(FIXTURES, 'demo.csv')], resume: false, dryRun: false }, flags, context));
      } finally {
        await internet.close();
      }
    });
}
