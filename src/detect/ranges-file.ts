import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { compileRanges, type RangeRow } from './range-rows.ts';
import type { PackedRanges } from './ranges.ts';
import type { Provider, SpecialRange } from './schema.ts';

const kind = v.picklist(['published', 'documented', 'never', 'no-site']);
export const rangesManifest = v.object({
  format: v.literal(1),
  sha256: v.string(),
  /** Whose ranges they are, by number. `special` owns what is nobody's. */
  owners: v.array(v.object({ provider: v.string(), kind })),
  /** Sets of owners, the narrowest range's first; the first set is empty. */
  sets: v.array(v.array(v.number())),
  lists: v.array(
    v.object({
      provider: v.string(),
      kind,
      rows: v.number(),
      source: v.string(),
      asOf: v.string(),
      sha256: v.string(),
    }),
  ),
});
export type RangesManifest = v.InferOutput<typeof rangesManifest>;

const MAGIC = 0x3152_4441; // "ADR1", little-endian
const HEADER = 12;

/** The ranges of the catalogue, compiled: the bytes of data/ranges.bin and the text of its manifest. */
export function compileCatalogue(
  providers: Iterable<Provider>,
  special: readonly SpecialRange[],
): { readonly bytes: Uint8Array; readonly manifest: RangesManifest } {
  const lists = listsOf(providers, special);
  const rows: readonly RangeRow[] = lists.flatMap(({ cidrs }, owner) => cidrs.map((cidr) => ({ cidr, owner })));
  const { ranges, sets } = compileRanges(rows);
  const bytes = encode(ranges);
  return {
    bytes,
    manifest: {
      format: 1,
      sha256: sha256(bytes),
      owners: lists.map((list) => ({ provider: list.provider, kind: list.kind })),
      sets: sets.map((set) => [...set]),
      lists: lists.map(({ cidrs, ...list }) => ({ ...list, rows: cidrs.length, sha256: sha256(cidrs.join('\n')) })),
    },
  };
}

interface RangeList {
  readonly provider: string;
  readonly kind: v.InferOutput<typeof kind>;
  readonly source: string;
  readonly asOf: string;
  readonly cidrs: readonly string[];
}

function listsOf(providers: Iterable<Provider>, special: readonly SpecialRange[]): readonly RangeList[] {
  const lists: RangeList[] = [];
  for (const { id, ranges, rangeList, addresses, sources } of providers) {
    if (ranges !== undefined) {
      const source = rangeList?.url ?? ranges.basis;
      lists.push({ provider: id, kind: 'published', source, asOf: ranges.asOf, cidrs: ranges.published });
    }
    if (addresses.length > 0) {
      lists.push({ provider: id, kind: 'documented', source: sources[0] ?? '', asOf: '', cidrs: addresses });
    }
  }
  for (const reach of ['never', 'no-site'] as const) {
    const rows = special.filter((row) => row.reach === reach);
    const asOf = rows.map(({ checkedOn }) => checkedOn).toSorted()[0] ?? '';
    const cidrs = rows.map(({ cidr }) => cidr);
    lists.push({ provider: 'special', kind: reach, source: rows[0]?.source ?? '', asOf, cidrs });
  }
  return lists;
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Starts as 32-bit words, then ids as 16-bit ones; little-endian. */
export function encode({ four, fourIds, six, sixIds }: PackedRanges): Uint8Array {
  const words = [four, ...six].flatMap((array) => [...array]);
  const ids = [...fourIds, ...sixIds];
  const view = new DataView(new ArrayBuffer(HEADER + words.length * 4 + ids.length * 2));
  [MAGIC, four.length, sixIds.length, ...words].forEach((word, at) => {
    view.setUint32(at * 4, word, true);
  });
  ids.forEach((id, at) => {
    view.setUint16(HEADER + words.length * 4 + at * 2, id, true);
  });
  return new Uint8Array(view.buffer);
}

/** Reads what `encode` wrote. Throws when the file is not that. */
export function decode(bytes: Uint8Array): PackedRanges {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getUint32(0, true) !== MAGIC) throw new Error('no file of address ranges');
  const [n4, n6] = [view.getUint32(4, true), view.getUint32(8, true)];
  if (bytes.length !== HEADER + n4 * 6 + n6 * 18) throw new Error('the file of address ranges is cut');
  const wordsAt = (from: number, count: number): Uint32Array => {
    const words = new Uint32Array(count);
    for (let at = 0; at < count; at++) words[at] = view.getUint32(HEADER + (from + at) * 4, true);
    return words;
  };
  const idsAt = (from: number, count: number): Uint16Array => {
    const ids = new Uint16Array(count);
    for (let at = 0; at < count; at++) ids[at] = view.getUint16(HEADER + (n4 + n6 * 4) * 4 + (from + at) * 2, true);
    return ids;
  };
  return {
    four: wordsAt(0, n4),
    fourIds: idsAt(0, n4),
    six: [wordsAt(n4, n6), wordsAt(n4 + n6, n6), wordsAt(n4 + n6 * 2, n6), wordsAt(n4 + n6 * 3, n6)],
    sixIds: idsAt(n4, n6),
  };
}

/** The compiled ranges, held against their manifest. Throws when the two are not of one make. */
export function readRanges(
  bytes: Uint8Array,
  manifestText: string,
): { readonly ranges: PackedRanges; readonly manifest: RangesManifest } {
  const told = v.parse(rangesManifest, JSON.parse(manifestText));
  if (sha256(bytes) !== told.sha256)
    throw new Error(
      'data/ranges.bin is not the file that its manifest describes: reinstall the program, or in a checkout run "npm run build:data"',
    );
  return { ranges: decode(bytes), manifest: told };
}
