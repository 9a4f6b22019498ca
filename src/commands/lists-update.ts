import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Command } from 'commander';
import type { ListReader } from '../lists/reader.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';
import { startDownloadProgress } from './download-progress.ts';
import { dataFolder } from './lists-folder.ts';

interface UpdateFlags {
  readonly to?: string;
  readonly from?: string;
  readonly format?: string;
  readonly acceptShrink?: boolean;
  readonly networkMap?: string;
  readonly progress: boolean;
}

/** `audit-domains lists update [id…]`: what is not sound is refused, and the old edition stays. */
export function addListsUpdate(lists: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  lists
    .command('update')
    .description('renew the lists from their publishers; what is not sound is refused and the old edition stays')
    .argument('[id...]', 'lists to renew; all')
    .option('--to <dir>', 'where the renewed snapshots lie · XDG data folder/audit-domains/lists')
    .option('--from <dir>', 'files downloaded by hand, under the publishers’ names; no network')
    .option('--format <id>', 'which of the publisher’s formats to read · the first one')
    .option('--accept-shrink', 'take an edition that lost many entities')
    .option('--network-map <file>', 'send connections to other places')
    .option('--no-progress', 'tell no progress')
    .addHelpText('after', '\nExample:\n  audit-domains lists update && audit-domains domains.txt\n')
    .action(async (ids: readonly string[], flags: UpdateFlags) => {
      const { BUNDLED_LISTS } = await import('../lists/snapshot.ts');
      const { LIST_READERS } = await import('../lists/registry.ts');
      const { StoreError } = await import('../lists/store.ts');
      const { updateLists } = await import('../lists/update.ts');
      const { toolVersion } = await import('../settings/version.ts');
      const { plain } = await import('../report/cell.ts');
      const to = flags.to ?? dataFolder(context.env);
      const readers = chooseReaders(LIST_READERS, ids, flags);
      const progress = startDownloadProgress(context.stderr, () => performance.now(), flags.progress);
      const note = (text: string): void => progress.note(plain(text));
      try {
        const renewals = await updateLists({
          base: BUNDLED_LISTS,
          to,
          readers,
          fetch: await openFetch(flags, context, progress.onBytes),
          acceptShrink: flags.acceptShrink === true,
          program: toolVersion(),
          now: context.now,
          signal: context.signal,
          onUnsound: (reason, instead) => note(`the renewed lists are damaged: ${reason} Building upon ${instead}.`),
          onRenewal: ({ list, outcome, detail }) => note(`${list}: ${outcome}: ${detail}`),
        });
        progress.stop();
        const renewed = renewals.filter(({ outcome }) => outcome === 'renewed').length;
        const rest =
          renewed === 0
            ? 'nothing changed'
            : flags.to === undefined
              ? 'audits judge by them from now on'
              : `judge by them with --lists-dir ${to}`;
        context.stderr.write(`${renewed} of ${renewals.length} lists renewed; ${rest}\n`);
        finish(renewals.some(({ outcome }) => outcome === 'refused') ? EXIT.incomplete : EXIT.done);
      } catch (error) {
        progress.stop();
        if (context.signal.aborted) context.stderr.write('stopped; the lists stay as they were\n');
        throw error instanceof StoreError ? new CommandError(error.message) : error;
      }
    });
}

/**
 * For each list the reader that was asked for, else the first; of files by hand the first whose documents are all there. Throws
 * CommandError where there is none.
 */
function chooseReaders(
  all: readonly ListReader[],
  ids: readonly string[],
  { format, from }: UpdateFlags,
): readonly ListReader[] {
  const unknown = ids.filter((id) => !all.some((reader) => reader.id === id));
  if (unknown.length > 0) {
    throw new CommandError(`no list "${unknown.join('", "')}" can be renewed; known are ${unique(all).join(', ')}.`);
  }
  const asked = all.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const formatted = asked.filter((reader) => format === undefined || reader.format === format);
  const without = format === undefined ? [] : ids.filter((id) => !formatted.some((reader) => reader.id === id));
  if (formatted.length === 0 || without.length > 0) {
    const known = asked.map((reader) => `${reader.id} ${reader.format}`).join(', ');
    throw new CommandError(`no reader of format "${format}"; there are ${known}.`);
  }
  const usable = formatted.filter(({ documents, byHand }) =>
    from === undefined ? byHand !== true : documents.every(({ file }) => existsSync(join(from, file))),
  );
  const missing = ids.filter((id) => !usable.some((reader) => reader.id === id));
  if (from === undefined && missing.length > 0) {
    throw new CommandError(`${missing.join(', ')}: read from files of your own only; name their folder with --from.`);
  }
  if (usable.length === 0 || missing.length > 0) {
    const files = formatted.map(({ documents }) => documents.map(({ file }) => file).join(' + ')).join(', ');
    throw new CommandError(`${from}: none of ${files} is there. Save the publishers' files under these names.`);
  }
  return usable.filter(({ id }, at) => usable.findIndex((other) => other.id === id) === at);
}

const unique = (readers: readonly ListReader[]): readonly string[] => [...new Set(readers.map(({ id }) => id))];

async function openFetch(
  { from, networkMap }: UpdateFlags,
  { now, signal }: CommandContext,
  onBytes: ReturnType<typeof startDownloadProgress>['onBytes'],
) {
  if (from !== undefined) {
    const { fromFolder } = await import('../lists/update/by-hand.ts');
    return fromFolder(from, now);
  }
  const { openNetwork } = await import('../net/open-network.ts');
  const { fromPublishers } = await import('../lists/update/download.ts');
  const { userAgent } = await import('../settings/version.ts');
  const base = { userAgent: userAgent(), timeoutMs: 60_000, now };
  const network = await openNetwork({ ...base, ...(networkMap !== undefined && { mapFile: networkMap }) }).catch(
    (error: unknown) => {
      throw new CommandError(error instanceof Error ? error.message : String(error));
    },
  );
  return fromPublishers({ network, signal, onBytes });
}
