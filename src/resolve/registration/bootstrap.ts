import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { askHttp } from '../../net/http-client.ts';
import type { Network } from '../../net/network.ts';
import { type Services, servicesFrom, shippedBootstrap } from './servers.ts';

/** RFC 9224 §3: the registry as IANA publishes it. */
const SOURCE = new URL('https://data.iana.org/rdap/dns.json');
const MAX_BYTES = 1_048_576;
const DAY_MS = 86_400_000;
/** A registry that lost more of its TLDs than this since the last one is not believed. */
const LEAST_SHARE = 0.9;

const Published = v.object({
  publication: v.pipe(v.string(), v.isoTimestamp()),
  services: v.array(v.tuple([v.array(v.string()), v.array(v.string())])),
});
const Kept = v.object({
  format: v.literal(1),
  etag: v.string(),
  checkedAt: v.string(),
  publication: v.string(),
  services: v.record(v.string(), v.array(v.string())),
});
type Kept = v.InferOutput<typeof Kept>;

/**
 * The registries' servers by IANA's bootstrap registry, asked anew at most once a day (RFC 9224 §8) and kept in a file
 * with its ETag. Whatever goes wrong, the newest registry at hand is used: the kept one, or the shipped one.
 */
export async function refreshedServices(
  cacheFile: string,
  network: Network,
  signal: AbortSignal,
  source = SOURCE,
): Promise<Services> {
  const kept = await readKept(cacheFile);
  const now = network.now();
  const isFresh = kept !== null && now.getTime() - Date.parse(kept.checkedAt) < DAY_MS;
  if (isFresh) return servicesFrom(newest(kept).services);
  const fetched = await fetchRegistry(kept, source, network, signal);
  const next = fetched ?? kept;
  if (next === null) return servicesFrom(shippedBootstrap().services);
  if (fetched !== null) await keep(cacheFile, { ...fetched, checkedAt: now.toISOString() });
  return servicesFrom(newest(next).services);
}

async function fetchRegistry(kept: Kept | null, url: URL, network: Network, signal: AbortSignal): Promise<Kept | null> {
  const headers = { accept: 'application/json', ...(kept === null ? {} : { 'if-none-match': kept.etag }) };
  const answer = await askHttp({ url, headers, maxBytes: MAX_BYTES }, network, signal);
  if ('fault' in answer) return null;
  const { status, headers: replied, body, truncated } = answer.reply;
  if (status === 304) return kept;
  if (status !== 200 || truncated) return null;
  const read = v.safeParse(Published, parseJson(new TextDecoder().decode(body)));
  if (!read.success) return null;
  const services: Record<string, string[]> = {};
  for (const [tlds, urls] of read.output.services) {
    const base = urls.find((url) => URL.parse(url)?.protocol === 'https:');
    if (base !== undefined) services[base.endsWith('/') ? base : `${base}/`] = tlds;
  }
  const isWhole = countOf(services) >= LEAST_SHARE * countOf(shippedBootstrap().services);
  const { publication } = read.output;
  return isWhole ? { format: 1, etag: replied['etag'] ?? '', checkedAt: '', publication, services } : null;
}

/** The later publication of two: a kept registry may be older than the one shipped with a newer version. */
function newest(kept: Kept): Pick<Kept, 'publication' | 'services'> {
  const shipped = shippedBootstrap();
  return kept.publication >= shipped.publication ? kept : shipped;
}

async function readKept(file: string): Promise<Kept | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const read = v.safeParse(Kept, parseJson(text));
  return read.success ? read.output : null;
}

/** Written beside and renamed: a reader never meets half a file. A cache that cannot be written is no reason to stop. */
async function keep(file: string, kept: Kept): Promise<void> {
  const beside = `${file}.${Date.parse(kept.checkedAt)}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(beside, JSON.stringify(kept));
    await rename(beside, file);
  } catch {
    // the next run asks again
  }
}

function countOf(services: Readonly<Record<string, readonly string[]>>): number {
  return Object.values(services).reduce((sum, tlds) => sum + tlds.length, 0);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
