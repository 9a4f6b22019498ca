import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import type { Catalogue } from '../detect/catalogue.ts';
import type { Provider } from '../detect/schema.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';
import { catalogueOptions, renewedRanges } from './providers-file.ts';
import type { FetchRanges } from './range-lists.ts';

interface UpdateFlags {
  readonly from?: string;
  readonly data?: string;
  readonly networkMap?: string;
  readonly compileOnly?: boolean;
}

/** `audit-domains providers update`: renews the published address ranges; an edition that is not sound is refused. */
export function addProvidersUpdate(
  providers: Command,
  context: CommandContext,
  finish: (exitCode: number) => void,
): void {
  providers
    .command('update')
    .description('renew the published address ranges; a list that is not sound is refused and the old one stays')
    .option('--from <dir>', 'lists downloaded by hand, as <provider id>.txt or .json; no network')
    .option(
      '--data <dir>',
      'rewrite this copy of the data folder, for a release · XDG data folder/audit-domains/ranges.json',
    )
    .option('--network-map <file>', 'send connections to other places')
    .option('--compile-only', 'compile the ranges of the provider files as they are; fetch nothing')
    .action(async (flags: UpdateFlags) => {
      const { loadCatalogue, readProviders, readSpecial, DATA } = await import('../detect/catalogue.ts');
      const { totalRefusalOf } = await import('../detect/range-list.ts');
      const { compileCatalogue } = await import('../detect/ranges-file.ts');
      const isRelease = flags.data !== undefined || flags.compileOnly === true;
      const data = flags.data === undefined ? DATA : pathToFileURL(`${flags.data}/`);
      if (!existsSync(new URL('providers/', data))) {
        throw new CommandError(`${flags.data ?? data.pathname}: no providers folder in it. Name a copy of data/.`);
      }
      const before = isRelease
        ? readProviders(new URL('providers/', data))
        : [
            ...soundOrShipped(
              () => loadCatalogue(catalogueOptions(context.env)),
              () => loadCatalogue(),
            ).providers.values(),
          ];
      const { after, open } =
        flags.compileOnly === true ? { after: before, open: 0 } : await renewAll(before, flags, context);
      const refusal = totalRefusalOf(before, after);
      if (refusal !== null) throw new CommandError(`the renewed ranges are refused: ${refusal}. The old ones stay.`);
      const changed = after.filter((provider, at) => provider !== before[at]);
      const compiled = compileCatalogue(after, readSpecial(data));
      if (isRelease) await writeRelease(data, changed, compiled);
      else if (changed.length > 0) await writeRenewed(after, compiled, context);
      context.stdout.write(`${changed.length} lists renewed, ${compiled.manifest.lists.length} compiled\n`);
      // Some lists are pages that only a person can fetch: some renewed is a success, none is not.
      finish(open > 0 && changed.length === 0 ? EXIT.incomplete : EXIT.done);
    });
}

/** A damaged file of renewed ranges is put right by renewing what ships. */
function soundOrShipped(renewed: () => Catalogue, shipped: () => Catalogue): Catalogue {
  return readable(renewed) ?? shipped();
}

type CompiledRanges = ReturnType<typeof import('../detect/ranges-file.ts').compileCatalogue>;

/** For a release: provider files, then the compiled ranges and their manifest. */
async function writeRelease(
  data: URL,
  changed: readonly Provider[],
  { bytes, manifest }: CompiledRanges,
): Promise<void> {
  for (const { id, ranges } of changed) await rewrite(new URL(`providers/${id}.json`, data), { ranges });
  await replace(new URL('ranges.bin', data), bytes);
  await replace(new URL('ranges.manifest.json', data), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** For a user: one file, put in place by one rename. */
async function writeRenewed(
  providers: readonly Provider[],
  compiled: CompiledRanges,
  { env }: CommandContext,
): Promise<void> {
  const { renewedText } = await import('../detect/renewed.ts');
  const { toolVersion } = await import('../settings/version.ts');
  const file = renewedRanges(env);
  if (file === null) throw new CommandError('no data folder is known; set HOME or XDG_DATA_HOME');
  await mkdir(dirname(file), { recursive: true });
  await replace(pathToFileURL(file), renewedText(toolVersion(), providers, compiled));
}

/** The providers with what could be renewed, and how many lists stayed as they were. */
async function renewAll(
  before: readonly Provider[],
  flags: UpdateFlags,
  context: CommandContext,
): Promise<{ readonly after: readonly Provider[]; readonly open: number }> {
  if (flags.from !== undefined && !existsSync(flags.from)) throw new CommandError(`there is no folder ${flags.from}`);
  const { fromFolder, fromPublishers } = await import('./range-lists.ts');
  const fetch = flags.from === undefined ? await fromPublishers(flags.networkMap, context) : fromFolder(flags.from);
  const today = context.now().toISOString().slice(0, 10);
  const after: Provider[] = [];
  for (const provider of before) after.push(await renew(provider, fetch, today, context));
  const open = before.filter((provider, at) => provider.rangeList?.select !== undefined && after[at] === provider);
  return { after, open: open.length };
}

/** The provider with its new ranges, or as it was where there are none to be had; each outcome is told. */
async function renew(
  provider: Provider,
  fetch: FetchRanges,
  today: string,
  { stderr }: CommandContext,
): Promise<Provider> {
  const { rangesIn, refusalOf } = await import('../detect/range-list.ts');
  const { id, rangeList, ranges } = provider;
  if (rangeList?.select === undefined) return provider;
  const answer = await fetch(provider, rangeList.url);
  if ('fault' in answer) {
    stderr.write(`${id}: not renewed: ${answer.fault}\n`);
    return provider;
  }
  const published = readable(() => rangesIn(answer.text, rangeList.select ?? 'all'));
  const refusal = published === null ? 'not in the expected format' : refusalOf(published, ranges?.published ?? []);
  if (published === null || refusal !== null) {
    stderr.write(`${id}: refused: ${refusal}\n`);
    return provider;
  }
  stderr.write(`${id}: ${published.length} ranges (${ranges?.published.length ?? 0} before)\n`);
  const kept = { shared: ranges?.shared ?? false, complete: ranges?.complete ?? false };
  return { ...provider, ranges: { ...kept, published: [...published], asOf: today, basis: rangeList.url } };
}

function readable<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

async function rewrite(file: URL, change: Readonly<Record<string, unknown>>): Promise<void> {
  const old: unknown = JSON.parse(await readFile(file, 'utf8'));
  await replace(file, `${JSON.stringify({ ...Object(old), ...change }, null, 1)}\n`);
}

/** Beside the old file, then in its place: at no instant is there half a file. */
async function replace(file: URL, content: string | Uint8Array): Promise<void> {
  const beside = new URL(`${file.href}.new`);
  try {
    await writeFile(beside, content);
    await rename(beside, file);
  } catch (error) {
    throw new CommandError(`cannot write ${file.pathname}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
