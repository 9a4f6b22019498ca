import { boundsOf } from './range-rows.ts';
import type { Provider } from './schema.ts';

/**
 * The address ranges in a publisher's list, sorted, each once. `select` says which: `all` takes every range in the text
 * (plain, JSON, CSV, HTML alike); `aws:<service>` and `azure:<tag>` read those clouds' own JSON. Throws where the text is
 * not what `select` reads.
 */
export function rangesIn(text: string, select: string): readonly string[] {
  const [form, wanted = ''] = select.split(':');
  if (form === 'aws') return tidy(awsRanges(text, wanted));
  if (form === 'azure') return tidy(azureRanges(text, wanted));
  return tidy(text.match(RANGE) ?? []);
}

/** Runs of the characters of an address, with or without a prefix length; what is no range is sorted out behind it. */
const RANGE = /[0-9a-f.:]{3,45}(?:\/\d{1,3})?/gi;

function tidy(found: readonly string[]): readonly string[] {
  const ranges = found
    .map((range) => range.toLowerCase())
    .filter((range) => isWhole(range) && boundsOf(range) !== null);
  return [...new Set(ranges)].toSorted();
}

const isWhole = (range: string): boolean => range.includes(':') || range.split('.').length === 4;

function awsRanges(text: string, service: string): readonly string[] {
  const told: unknown = JSON.parse(text);
  return ['prefixes', 'ipv6_prefixes'].flatMap((list) =>
    rowsOf(told, list).flatMap((row) => {
      if (field(row, 'service') !== service) return [];
      const prefix = field(row, 'ip_prefix') ?? field(row, 'ipv6_prefix');
      return typeof prefix === 'string' ? [prefix] : [];
    }),
  );
}

function azureRanges(text: string, tag: string): readonly string[] {
  const row = rowsOf(JSON.parse(text), 'values').find((value) => field(value, 'name') === tag);
  const prefixes = field(field(row, 'properties'), 'addressPrefixes');
  return Array.isArray(prefixes) ? prefixes.filter((prefix) => typeof prefix === 'string') : [];
}

function rowsOf(told: unknown, list: string): readonly unknown[] {
  const rows = field(told, list);
  return Array.isArray(rows) ? rows : [];
}

function field(told: unknown, name: string): unknown {
  return typeof told === 'object' && told !== null ? new Map(Object.entries(told)).get(name) : undefined;
}

/** A list may lose this share of its ranges, and all lists together; beyond it the edition is refused. */
const MAX_LOSS = 0.3;
const WIDEST = { 32: 8, 128: 20 } as const;

/** Why a provider's new ranges must not be taken, or null. EdgeOne's retired list answers 0.0.0.0/0, others come empty. */
export function refusalOf(fresh: readonly string[], known: readonly string[]): string | null {
  if (fresh.length === 0) return 'no range in it';
  for (const cidr of fresh) {
    const bounds = boundsOf(cidr);
    if (bounds === null) return `${cidr} is no address range`;
    const prefix = bounds.bits - (bounds.to - bounds.from + 1n).toString(2).length + 1;
    if (prefix < WIDEST[bounds.bits]) return `${cidr} is too wide to be true`;
  }
  return lossOf(fresh.length, known.length);
}

/** Why all lists together must not be taken, or null. */
export function totalRefusalOf(before: readonly Provider[], after: readonly Provider[]): string | null {
  const lost = before.filter(({ id, ranges }) => {
    const now = after.find((provider) => provider.id === id)?.ranges?.published.length ?? 0;
    return (ranges?.published.length ?? 0) > 0 && now === 0;
  });
  if (lost.length > 0) return `${lost.map(({ id }) => id).join(', ')}: every range is gone`;
  return lossOf(countOf(after), countOf(before));
}

const countOf = (providers: readonly Provider[]): number =>
  providers.reduce((sum, { ranges }) => sum + (ranges?.published.length ?? 0), 0);

function lossOf(now: number, before: number): string | null {
  if (now >= before * (1 - MAX_LOSS)) return null;
  return `${now} ranges where there were ${before}`;
}
