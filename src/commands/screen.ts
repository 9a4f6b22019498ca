import { type Command, Option } from 'commander';
import { HIT_FORMATS, type HitFormat } from '../report/hits.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';
import { addKnobs, flagsOf } from './knobs.ts';

/** `audit-domains screen [name…]`: names against the lists, without asking the world anything. */
export function addScreenCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  const command = program
    .command('screen')
    .description('screen names against the lists: arguments, or a name or CSV row a line on stdin')
    .argument('[name...]', 'names of persons or organisations, in any script')
    .addOption(new Option('--format <id>', 'format of stdout').choices([...HIT_FORMATS]).default('table'))
    .addHelpText(
      'after',
      '\nExamples:\n  audit-domains screen "Northquay Shipping Ltd"\n  audit-domains screen --format csv < customers.csv > hits.csv\n\nExit code 1 when a name is a match; a hit is a lead for a person to review.\n',
    );
  addKnobs(command, ['lists', 'listsDir', 'minScore', 'maxListAgeDays', 'quiet']);
  command.action(async (names: readonly string[], { format }: { readonly format: HitFormat }) => {
    const { resolveSettings } = await import('../settings/sources.ts');
    const { openLists } = await import('./judging.ts');
    const { hitsHead, hitsText } = await import('../report/hits.ts');
    const { readParties } = await import('../input/parties.ts');
    if (names.length === 0 && context.stdin.isTTY === true)
      throw new CommandError('No name was given. Name one, or pipe a list in; see audit-domains screen --help.');
    const { settings } = await resolveSettings({ flags: flagsOf(command), env: context.env, cwd: context.cwd });
    const { screener, lists } = await openLists(settings, context);
    if (lists.kind === 'failed' && !settings.quiet) context.stderr.write(`Careful: ${lists.fault.detail}.\n`);
    const asked = names.length > 0 ? named(names) : readParties(bytesOf(context), '-');
    const columns = Math.max(60, context.stdout.columns ?? 100);
    let [count, matches] = [0, 0];
    context.stdout.write(hitsHead(format));
    for await (const { asked: words, party } of asked) {
      const hits = screener.party(party);
      count += 1;
      if (hits.some(({ band, measure }) => band === 'match' && measure === 'blocking')) matches += 1;
      if (!context.stdout.write(hitsText({ asked: words, hits }, format, columns))) await drained(context.stdout);
    }
    if (!settings.quiet)
      context.stderr.write(
        `Screened ${count} name${count === 1 ? '' : 's'}; ${matches} match${matches === 1 ? '' : 'es'}. A hit is a lead: compare it with its entry.\n`,
      );
    finish(matches > 0 ? EXIT.found : EXIT.done);
  });
}

async function* named(names: readonly string[]) {
  for (const name of names) yield { asked: name, party: { name } };
}

async function* bytesOf({ stdin }: CommandContext): AsyncGenerator<Uint8Array> {
  for await (const chunk of stdin) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

const drained = (stream: NodeJS.WritableStream): Promise<void> =>
  new Promise((resolve) => stream.once('drain', resolve));
