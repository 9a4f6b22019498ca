import type { Gather } from '../audit/gathering.ts';
import { userAgent } from '../settings/version.ts';
import type { Settings } from '../settings.ts';
import { cacheFolder } from './cache-folder.ts';
import { type CommandContext, CommandError } from './context.ts';

/** Gathering as the settings have it. */
export async function gatherOf(settings: Settings, { now, env }: CommandContext): Promise<Gather> {
  const { openGather } = await import('../audit/gathering.ts');
  const { networkMap, resolver, timeoutMs, web, registration } = settings;
  const options = { networkMap: networkMap ?? undefined, resolvers: resolver, timeoutMs, web, registration };
  const cacheDir = cacheFolder(env) ?? undefined;
  return openGather({ ...options, cacheDir, userAgent: userAgent(), now }).catch((error: unknown) => {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  });
}
