import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { DeclaredParty } from '../model/evidence.ts';
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
      '\nExamples:\n  audit-domains screen "Northquay Shipping Ltd"\n  audit-domains screen --format csv < customers.csv > hits.csv\n\nExit code 1 when a name is a match, 3 when a value is no name or a\nlist is too old; a hit is a lead for a person to review.\n',
    );
  addKnobs(command, ['lists', 'listsDir', 'minScore', 'maxListAgeDays', 'quiet']);
  command.action(async (names: readonly string[], { format }: { readonly format: HitFormat }) => {
    const { resolveSettings } = await import('../settings/sources.ts');
    const { openLists } = await import('./judging.ts');
    const { hitsHead, hitsText } = await import('../report/hits.ts');
    const { readParties } = await import('../input/parties.ts');
    const { isScreenable } = await import('../screen/gate.ts');
    const canBeScreened = ({ name, organisation, email }: DeclaredParty): boolean =>
      [name, organisation].some((value) => value !== undefined && isScreenable(value)) || email !== undefined;
    if (names.length === 0 && context.stdin.isTTY === true)
      throw new CommandError('No name was given. Name one, or pipe a list in; see audit-domains screen --help.');
    const { settings } = await resolveSettings({ flags: flagsOf(command), env: context.env, cwd: context.cwd });
    const { screener, lists } = await openLists(settings, context);
    if (lists.kind === 'failed' && !settings.quiet) context.stderr.write(`Careful: ${lists.fault.detail}.\n`);
    const [only] = names;
    if (names.length === 1 && only !== undefined && existsSync(only))
      context.stderr.write(`${only} is also a file; its rows are screened with: audit-domains screen < ${only}\n`);
    const asked = names.length > 0 ? named(names) : readParties(bytesOf(context), '-');
    const columns = Math.max(60, context.stdout.columns ?? 100);
    let [count, matches, unscreened] = [0, 0, 0];
    context.stdout.write(hitsHead(format));
    for await (const { asked: words, party } of asked) {
      const hits = screener.party(party);
      const isScreened = hits.length > 0 || canBeScreened(party);
      count += 1;
      if (!isScreened) unscreened += 1;
      if (hits.some(({ band, measure }) => band === 'match' && measure === 'blocking')) matches += 1;
      if (!context.stdout.write(hitsText({ asked: words, hits, isScreened }, format, columns)))
        await drained(context.stdout);
    }
    if (count === 0)
      throw new CommandError('standard input holds no names: give one a line, or a CSV with a column name.');
    if (!settings.quiet)
      context.stderr.write(
        `Screened ${count} name${count === 1 ? '' : 's'}; ${matches} match${matches === 1 ? '' : 'es'}${unscreened > 0 ? `; ${unscreened} no name, not screened` : ''}. A hit is a lead: compare it with its entry.\n`,
      );
    const isOpen = unscreened > 0 || lists.kind === 'failed';
    finish(matches > 0 ? EXIT.found : isOpen ? EXIT.incomplete : EXIT.done);
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
