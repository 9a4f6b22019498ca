import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Provider } from '../detect/schema.ts';
import { openDocument } from '../lists/update/hops.ts';
import { faultOf } from '../net/fault.ts';
import { openNetwork } from '../net/open-network.ts';
import { userAgent } from '../settings/version.ts';
import type { CommandContext } from './context.ts';

/** Gets the published list of a provider's ranges, or says why there is none. Never throws. */
export type FetchRanges = (
  provider: Provider,
  url: string,
) => Promise<{ readonly text: string } | { readonly fault: string }>;

/** Lists that somebody downloaded by hand: `<provider id>.json` or `.txt`. */
export const fromFolder =
  (folder: string): FetchRanges =>
  async ({ id }) => {
    const file = [`${id}.json`, `${id}.txt`].map((name) => join(folder, name)).find((path) => existsSync(path));
    return file === undefined ? { fault: 'no file of it' } : { text: await readFile(file, 'utf8') };
  };

const MAX_BYTES = 32 * 1024 * 1024;

/** Lists as the providers publish them: https alone, sent on at most five times, each address checked like the first. */
export async function fromPublishers(
  networkMap: string | undefined,
  { now, signal }: CommandContext,
): Promise<FetchRanges> {
  const base = { userAgent: userAgent(), timeoutMs: 60_000, now };
  const network = await openNetwork({ ...base, ...(networkMap !== undefined && { mapFile: networkMap }) });
  return async (_, url) => {
    if (!URL.canParse(url)) return { fault: 'its list has no address of its own; use --from' };
    const opened = await openDocument({ url: new URL(url), conditions: {}, maxBytes: MAX_BYTES }, network, signal);
    if ('fault' in opened) return opened;
    if ('unchanged' in opened) return { fault: 'not sent, though nothing is held of it' };
    const { stream, stop } = opened;
    const whole = setTimeout(() => stop(new Error('not whole within a minute')), base.timeoutMs);
    try {
      const text = new TextDecoder().decode(Buffer.concat(await Array.fromAsync(stream.body)));
      return stream.isTruncated() ? { fault: 'longer than it may be' } : { text };
    } catch (error) {
      return { fault: `cut short: ${faultOf(error).detail}` };
    } finally {
      clearTimeout(whole);
      stop(new Error('done'));
    }
  };
}
