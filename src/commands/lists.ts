import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type CommandContext, CommandError, EXIT } from './context.ts';
import { dataFolder, renewedLists } from './lists-folder.ts';

interface UpdateFlags {
  readonly to?: string;
  readonly from?: string;
  readonly acceptShrink?: boolean;
  readonly networkMap?: string;
}

/** `audit-domains lists status|verify|update`: what is compared with what, is it whole, and its renewal. */
export function addListsCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  const lists = program.command('lists').description('the sanctions lists: editions and ages, checksums, renewal');
  lists
    .command('status')
    .description('edition, age, counts and known holes of each list')
    .argument('[dir]', 'another snapshot than the one that is judged by')
    .option('--json', 'as JSON')
    .action(async (dir: string | undefined, { json }: { readonly json?: boolean }) => {
      const { BUNDLED_LISTS, readManifest } = await import('../lists/snapshot.ts');
      const entries = readManifest(dir ?? renewedLists(context.env) ?? BUNDLED_LISTS).map((list) => {
        const ageDays = Math.floor((context.now().getTime() - Date.parse(list.edition)) / 86_400_000);
        return { ...list, ageDays };
      });
      if (json === true) context.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
      else {
        for (const { id, edition, ageDays, entities, names, title, holes } of entries) {
          context.stdout.write(
            `${id.padEnd(13)} ${edition}  ${ageDays} days old  ${entities} entities, ${names} names  ${title}\n`,
          );
          for (const hole of holes) context.stdout.write(`${' '.repeat(14)}lacks: ${hole}\n`);
        }
      }
      finish(EXIT.done);
    });
  lists
    .command('verify')
    .description('hold every file against its checksum and count; exit 2 when one is unsound')
    .argument('[dir]', 'another snapshot than the one that is judged by')
    .action(async (dir: string | undefined) => {
      const { BUNDLED_LISTS } = await import('../lists/snapshot.ts');
      const { verifySnapshot } = await import('../lists/update.ts');
      const count = told(() => verifySnapshot(dir ?? renewedLists(context.env) ?? BUNDLED_LISTS));
      context.stdout.write(`sound: ${count} entities, every checksum and count as the manifest says\n`);
      finish(EXIT.done);
    });
  lists
    .command('diff')
    .description('which entities appeared, vanished or changed between two snapshots')
    .argument('<old>', 'folder of a snapshot, for example <data folder>/lists.previous')
    .argument('[new]', 'another one; the one that is judged by')
    .option('--json', 'as JSON Lines')
    .action(async (old: string, fresh: string | undefined, { json }: { readonly json?: boolean }) => {
      const { BUNDLED_LISTS, openSnapshot } = await import('../lists/snapshot.ts');
      const { compareSnapshots } = await import('../lists/compare.ts');
      const dir = fresh ?? renewedLists(context.env) ?? BUNDLED_LISTS;
      const changes = compareSnapshots(openSnapshot({ dir: old }), openSnapshot({ dir }));
      for (const change of changes) {
        const fields = change.fields.length === 0 ? '' : `: ${change.fields.join(', ')}`;
        const line =
          json === true ? JSON.stringify(change) : `${change.kind.padEnd(9)} ${change.id}  ${change.name}${fields}`;
        context.stdout.write(`${line}\n`);
      }
      const count = (kind: string): number => changes.filter((change) => change.kind === kind).length;
      context.stderr.write(
        `${count('appeared')} appeared, ${count('vanished')} vanished, ${count('changed')} changed\n`,
      );
      finish(EXIT.done);
    });
  lists
    .command('update')
    .description('renew the lists from their publishers; what is not sound is refused and the old edition stays')
    .option('--to <dir>', 'where the renewed snapshot lies · XDG data folder/audit-domains/lists')
    .option('--from <dir>', 'files downloaded by hand, under the publishers’ names; no network')
    .option('--accept-shrink', 'take an edition that lost many entities')
    .option('--network-map <file>', 'send connections to other places')
    .addHelpText('after', '\nExample:\n  audit-domains lists update && audit-domains domains.txt\n')
    .action(async (flags: UpdateFlags) => {
      const { BUNDLED_LISTS } = await import('../lists/snapshot.ts');
      const { LIST_READERS } = await import('../lists/registry.ts');
      const { fromFolder, fromPublishers, updateLists } = await import('../lists/update.ts');
      const to = flags.to ?? dataFolder(context.env);
      const { from } = flags;
      const usable = LIST_READERS.filter(
        ({ documents }) => from === undefined || documents.every(({ file }) => existsSync(join(from, file))),
      );
      const readers = usable.filter(({ id }, at) => usable.findIndex((other) => other.id === id) === at);
      if (readers.length === 0) {
        const files = LIST_READERS.map(({ documents }) => documents.map(({ file }) => file).join(' + ')).join(', ');
        throw new CommandError(`${from}: none of ${files} is there. Save the publishers' files under these names.`);
      }
      const renewals = await updateLists({
        from: existsSync(join(to, 'manifest.json')) ? to : BUNDLED_LISTS,
        to,
        readers,
        fetch: from === undefined ? fromPublishers(await network(flags, context), context.signal) : fromFolder(from),
        acceptShrink: flags.acceptShrink === true,
        onRenewal: ({ list, outcome, detail }) => context.stderr.write(`${list}: ${outcome}: ${detail}\n`),
      });
      const renewed = renewals.filter(({ outcome }) => outcome === 'renewed').length;
      const rest =
        renewed === 0
          ? 'nothing changed'
          : flags.to === undefined
            ? 'audits judge by them from now on'
            : `judge by them with --lists-dir ${to}`;
      context.stderr.write(`${renewed} of ${renewals.length} lists renewed; ${rest}\n`);
      finish(renewals.some(({ outcome }) => outcome === 'refused') ? EXIT.incomplete : EXIT.done);
    });
}

async function network({ networkMap }: UpdateFlags, { now }: CommandContext) {
  const { openNetwork } = await import('../net/open-network.ts');
  const { userAgent } = await import('../settings/version.ts');
  const base = { userAgent: userAgent(), timeoutMs: 120_000, now };
  return await openNetwork({ ...base, ...(networkMap !== undefined && { mapFile: networkMap }) }).catch(
    (error: unknown) => {
      throw new CommandError(error instanceof Error ? error.message : String(error));
    },
  );
}

function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}
