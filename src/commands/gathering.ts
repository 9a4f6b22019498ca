import type { Gathering } from '../audit/gathering.ts';
import { userAgent } from '../settings/version.ts';
import type { Settings } from '../settings.ts';
import { cacheFolder } from './cache-folder.ts';
import { type CommandContext, CommandError } from './context.ts';

/** Gathering as the settings have it. */
export async function gatheringOf(settings: Settings, context: CommandContext): Promise<Gathering> {
  const { openGathering } = await import('../audit/gathering.ts');
  const { openAnswersCache } = await import('./answers-cache.ts');
  const { now, env } = context;
  const { networkMap, resolver, timeoutMs, web, registration } = settings;
  const options = { networkMap: networkMap ?? undefined, resolvers: resolver, timeoutMs, web, registration };
  const cacheDir = cacheFolder(env) ?? undefined;
  const keep = (await openAnswersCache(settings, context)) ?? undefined;
  return openGathering({ ...options, cacheDir, keep, userAgent: userAgent(), now }).catch((error: unknown) => {
    keep?.close();
    throw new CommandError(error instanceof Error ? error.message : String(error));
  });
}
