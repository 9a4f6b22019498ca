import type { Command } from 'commander';
import { cacheFolder } from './cache-folder.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';
import { addListsDiff } from './lists-diff.ts';
import { judgedLists, renewedLists } from './lists-folder.ts';
import { addListsUpdate } from './lists-update.ts';

/** `audit-domains lists status|verify|diff|update`: what is compared with what, is it whole, and its renewal. */
export function addListsCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  const lists = program.command('lists').description('the sanctions lists: editions and ages, checksums, renewal');
  lists
    .command('status')
    .description('edition, age, counts and known holes of each list, and where it comes from')
    .argument('[dir]', 'another snapshot than the one that is judged by')
    .option('--json', 'as JSON')
    .action(async (dir: string | undefined, { json }: { readonly json?: boolean }) => {
      const entries = await statusOf(dir, context);
      context.stdout.write(
        json === true
          ? `${JSON.stringify(entries, null, 2)}\n`
          : await statusText(entries, context.stdout.columns ?? COLUMNS),
      );
      const renewed = renewedLists(context.env);
      const where = dir ?? renewed ?? 'the lists that ship with the program; "audit-domains lists update" renews them';
      if (json !== true) context.stderr.write(`judged by: ${where}\n`);
      finish(EXIT.done);
    });
  lists
    .command('verify')
    .description('hold every file and the compiled index against checksum and count; exit 2 when one is unsound')
    .argument('[dir]', 'another snapshot than the one that is judged by')
    .action(async (dir: string | undefined) => {
      const { verifySnapshot } = await import('../lists/snapshot.ts');
      const judged = dir ?? (await judgedLists(context.env));
      const count = told(() => verifySnapshot(judged));
      const cache = cacheFolder(context.env);
      const { damagedIndexes } = await import('../screen/index-file.ts');
      const [damaged] = cache === null ? [] : damagedIndexes(cache);
      if (damaged !== undefined) {
        throw new CommandError(
          `${damaged}: altered or cut short. Delete it, or let the next audit make it anew; the lists are sound.`,
        );
      }
      context.stdout.write(`sound: ${count} entities, every checksum and count as the manifest says\n`);
      finish(EXIT.done);
    });
  addListsDiff(lists, context, finish);
  addListsUpdate(lists, context, finish);
}

/** A list as `status` tells it: its manifest entry, its age, and whether it shipped or was renewed. */
async function statusOf(dir: string | undefined, context: CommandContext) {
  const { readManifest } = await import('../lists/snapshot.ts');
  const judged = dir ?? (await judgedLists(context.env));
  return told(() => readManifest(judged)).map((list) => ({
    ...list,
    ageDays: Math.floor((context.now().getTime() - Date.parse(list.edition)) / 86_400_000),
    origin: list.documents === undefined ? ('bundled' as const) : ('renewed' as const),
  }));
}

/**
 *     un            2026-10-09    45 days old    1011 entities    4133 names  renewed
 *                   Consolidated List
 *                   consolidated.xml (consolidated-xml) from scsanctions.un.org, 2026-11-23, sha256
 *                     2a3d55a193a1…
 *                   older: websites, emails of 2026-04-21
 *                   lacks: …
 */
async function statusText(entries: Awaited<ReturnType<typeof statusOf>>, columns: number): Promise<string> {
  const { plain } = await import('../report/cell.ts');
  const { wrap } = await import('../report/width.ts');
  const below = (text: string): string =>
    wrap(plain(text), columns - INDENT.length, '  ')
      .split('\n')
      .map((line) => `${INDENT}${line}`)
      .join('\n');
  return entries
    .flatMap(({ id, edition, fields, ageDays, entities, names, title, holes, origin, documents = [], readBy }) => [
      [
        `${plain(id).padEnd(13)} ${edition}  ${String(ageDays).padStart(4)} days old  ${String(entities).padStart(6)} entities`,
        `${String(names).padStart(6)} names  ${origin}`,
      ].join('  '),
      below(title),
      ...documents.map(({ file, url, fetchedAt, sha256 }) => {
        const from = url === null ? 'from a file saved by hand' : `from ${new URL(url).host}`;
        const what = `${file} (${readBy?.format ?? '?'}) ${from}, ${fetchedAt.slice(0, 10)}, sha256 ${sha256.slice(0, 12)}…`;
        return below(what);
      }),
      ...olderFields(fields, edition).map(below),
      ...holes.map((hole) => below(`lacks: ${hole}`)),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

/** `older: weak, websites of 2026-04-21`: what an edition that was joined from several files took from an older one. */
function olderFields(fields: Readonly<Record<string, string>>, edition: string): readonly string[] {
  const older = Object.entries(fields).filter(([, day]) => day < edition);
  const days = [...new Set(older.map(([, day]) => day))].toSorted();
  return days.map((day) => {
    const names = older.filter((field) => field[1] === day).map(([name]) => name);
    return `older: ${names.join(', ')} of ${day}`;
  });
}

const INDENT = ' '.repeat(14);
/** Of a terminal, where none is told. */
const COLUMNS = 80;

function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}
