import type { Provider } from './catalogue.ts';

/** What an address range says: whose it is, and whether it is a published edge list or a platform's documented address. */
export interface RangeOwner {
  readonly provider: Provider;
  readonly kind: 'published' | 'documented';
  readonly cidr: string;
}

/** Finds the ranges an address lies in, the narrowest first. */
export type RangeIndex = (address: string) => readonly RangeOwner[];

interface Interval {
  readonly from: bigint;
  readonly to: bigint;
  readonly owner: RangeOwner;
}

/** Indexes the published and documented ranges of providers. A malformed range is an error at start, not a miss later. */
export function indexRanges(providers: Iterable<Provider>): RangeIndex {
  const four: Interval[] = [];
  const six: Interval[] = [];
  for (const provider of providers) {
    const all = [
      ...(provider.ranges?.published ?? []).map((cidr) => ({ provider, kind: 'published', cidr }) as const),
      ...provider.addresses.map((cidr) => ({ provider, kind: 'documented', cidr }) as const),
    ];
    for (const owner of all) {
      const interval = intervalOf(owner);
      (owner.cidr.includes(':') ? six : four).push(interval);
    }
  }
  const order = (a: Interval, b: Interval): number => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0);
  four.sort(order);
  six.sort(order);
  return (address) => {
    const value = parseAddress(address);
    if (value === null) return [];
    const found: Interval[] = [];
    for (const interval of address.includes(':') ? six : four) {
      if (interval.from > value) break;
      if (interval.to >= value) found.push(interval);
    }
    return found.toSorted((a, b) => Number(a.to - a.from - (b.to - b.from))).map(({ owner }) => owner);
  };
}

function intervalOf(owner: RangeOwner): Interval {
  const [base = '', length] = owner.cidr.split('/');
  const value = parseAddress(base);
  const width = base.includes(':') ? 128 : 32;
  const bits = length === undefined ? width : Number(length);
  if (value === null || !Number.isInteger(bits) || bits < 1 || bits > width) {
    throw new Error(`${owner.provider.id}: ${owner.cidr} is no address range`);
  }
  const size = 1n << BigInt(width - bits);
  const from = (value / size) * size;
  return { from, to: from + size - 1n, owner };
}

/** An address as a number, or null where it is none. */
export function parseAddress(text: string): bigint | null {
  if (text.includes(':')) return parseSix(text);
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return null;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parseSix(text: string): bigint | null {
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return null;
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n);
}
