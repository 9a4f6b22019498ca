import type { Command } from 'commander';
import { whyUnreadable } from '../input/unreadable.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';

/** `audit-domains verify run.json`: is every byte of report and evidence as the audit left it? Exit 1 when not. */
export function addVerifyCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  program
    .command('verify')
    .description('check a report and its evidence against the record of the run (run.json)')
    .argument('<run.json>', 'the record written beside a report')
    .addHelpText('after', '\nExample:\n  audit-domains verify report.run.json\n')
    .action(async (path: string) => {
      const { verifyRecord } = await import('../run/record.ts');
      const { record, alterations } = await verifyRecord(path).catch((error: unknown) => {
        const why = whyUnreadable(error);
        throw new CommandError(`${path}: not a readable run record (${why}). Give the run.json that an audit wrote.`);
      });
      for (const { path: file, message } of alterations) context.stdout.write(`${file}: ${message}\n`);
      const files = record.files.length;
      context.stderr.write(
        alterations.length === 0
          ? `verified: ${files} file${files === 1 ? '' : 's'} as recorded on ${record.endedAt}, seal ${record.seal}\n`
          : `${alterations.length} alteration${alterations.length === 1 ? '' : 's'}: do not rely on these files\n`,
      );
      finish(alterations.length === 0 ? EXIT.done : EXIT.found);
    });
}
