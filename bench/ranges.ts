/**
 * How fast an address in text finds its owners, beside a replica of the per-provider tables that the common Go checker
 * asks one after the other, beside node's own BlockList, and beside libraries of npm where a folder has them installed:
 * node bench/ranges.ts [folder with node_modules]
 */
import { createRequire } from 'node:module';
import { BlockList } from 'node:net';
import { parseFour, parseSix, WORDS } from '../src/detect/address.ts';
import { loadCatalogue } from '../src/detect/catalogue.ts';
import { boundsOf, compileRanges, type RangeRow } from '../src/detect/range-rows.ts';
import { lookupIn } from '../src/detect/ranges.ts';
import { decode, encode } from '../src/detect/ranges-file.ts';

const [FOUR_ROWS, SIX_ROWS, PROVIDERS, QUERIES] = [95_694, 36_397, 28, 1_000_000];
let state = 20_261_123;
/** mulberry32: the same rows and queries on every run. */
function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}
const four = (value: number): string => [24, 16, 8, 0].map((bits) => (value >>> bits) & 255).join('.');
const six = (high: number, low: number): string =>
  `2a${(high >>> 8).toString(16).padStart(2, '0')}:${(((high & 255) << 8) | 1).toString(16)}:${low.toString(16)}::`;

/** Runs of neighbours of one owner, as published lists are: some thousand blocks, cut into many rows, one in five nested. */
function rowsOf(): readonly RangeRow[] {
  const rows: RangeRow[] = [];
  while (rows.length < FOUR_ROWS) {
    const owner = random(PROVIDERS);
    const start = ((1 + random(222)) << 24) | (random(65_536) << 8);
    for (let at = 0, run = 1 + random(46); at < run && rows.length < FOUR_ROWS; at++) {
      rows.push({ cidr: `${four((start + at * 256) >>> 0)}/24`, owner });
      if (random(5) === 0) rows.push({ cidr: `${four((start + at * 256 + random(256)) >>> 0)}/32`, owner });
    }
  }
  for (let count = 0; count < SIX_ROWS; ) {
    const owner = random(PROVIDERS);
    const high = random(65_536);
    const low = random(60_000);
    for (let at = 0, run = 1 + random(10); at < run && count < SIX_ROWS; at++, count++) {
      rows.push({ cidr: `${six(high, low + at)}/48`, owner });
    }
  }
  return rows;
}

function queriesOf(rows: readonly RangeRow[]): readonly string[] {
  return Array.from({ length: QUERIES }, () => {
    if (random(2) === 0) return (rows[random(rows.length)]?.cidr ?? '').split('/')[0] ?? '';
    return random(5) === 0 ? six(random(65_536), random(65_536)) : four(random(0x7fff_ffff) * 2);
  });
}

interface Node {
  readonly under: (Node | undefined)[];
  readonly ends: Uint8Array;
}
const nodeOf = (): Node => ({ under: [], ends: new Uint8Array(256) });

/** One table of eight-bit strides a provider, asked in turn until one holds the address. */
function tablesOf(rows: readonly RangeRow[]): (address: string) => boolean {
  const roots = Array.from({ length: PROVIDERS }, () => ({ 32: nodeOf(), 128: nodeOf() }));
  for (const { cidr, owner } of rows) {
    const bounds = boundsOf(cidr);
    const root = roots[owner];
    if (bounds === null || root === undefined) continue;
    const prefix = bounds.bits - (bounds.to - bounds.from + 1n).toString(2).length + 1;
    const byteAt = (at: number): number => Number((bounds.from >> BigInt(bounds.bits - 8 - at * 8)) & 255n);
    let node: Node = root[bounds.bits];
    let at = 0;
    for (; prefix - at * 8 > 8; at++) {
      const next: Node = node.under[byteAt(at)] ?? nodeOf();
      node.under[byteAt(at)] = next;
      node = next;
    }
    node.ends.fill(1, byteAt(at), byteAt(at) + 2 ** (8 - (prefix - at * 8)));
  }
  const bytes = new Uint8Array(16);
  return (address) => {
    const isFour = !address.includes(':');
    if (isFour) {
      const value = parseFour(address);
      for (let at = 0; at < 4; at++) bytes[at] = value >>> (24 - at * 8);
    } else {
      parseSix(address);
      for (let at = 0; at < 16; at++) bytes[at] = (WORDS[at >> 2] ?? 0) >>> (24 - (at & 3) * 8);
    }
    for (const root of roots) {
      let node: Node | undefined = isFour ? root[32] : root[128];
      for (let at = 0; node !== undefined; at++) {
        const byte = bytes[at] ?? 0;
        if (node.ends[byte] === 1) return true;
        node = node.under[byte];
      }
    }
    return false;
  };
}

function rate(name: string, queries: readonly string[], ask: (address: string) => boolean): number {
  let best = 0;
  let hits = 0;
  for (let round = 0; round < 5; round++) {
    hits = 0;
    const start = performance.now();
    for (const query of queries) if (ask(query)) hits++;
    best = Math.max(best, queries.length / ((performance.now() - start) / 1e3));
  }
  console.log(`${name.padEnd(44)} ${Math.round(best).toLocaleString('en')}/s  (${hits} hits in ${queries.length})`);
  return best;
}

const start = performance.now();
loadCatalogue();
console.log(`loadCatalogue(), cold: ${(performance.now() - start).toFixed(1)} ms`);
const rows = rowsOf();
const { ranges, sets } = compileRanges(rows);
const bytes = encode(ranges);
const loads = Array.from({ length: 9 }, () => {
  const from = performance.now();
  lookupIn(decode(bytes));
  return performance.now() - from;
}).toSorted((a, b) => a - b);
const memory =
  ranges.four.byteLength +
  ranges.fourIds.byteLength +
  ranges.sixIds.byteLength +
  ranges.six.length * ranges.six[0].byteLength;
const index = ranges.four.length < 0xffff ? 131_074 : 262_148;
console.log(
  `${rows.length} rows → ${ranges.four.length} + ${ranges.sixIds.length} intervals, ${sets.length} sets; file ${bytes.length} B; ` +
    `arrays ${((memory + index) / 1e6).toFixed(2)} MB; load first ${(loads.at(-1) ?? 0).toFixed(1)} ms, median ${(loads[4] ?? 0).toFixed(1)} ms`,
);
const queries = queriesOf(rows);
const find = lookupIn(decode(bytes));
const ours = rate('ours, text in', queries, (address) => find(address) !== 0);
const tables = tablesOf(rows);
const replica = rate('replica: one table a provider, text in', queries, tables);
const list = new BlockList();
for (const { cidr } of rows) {
  const [base = '', prefix] = cidr.split('/');
  list.addSubnet(base, Number(prefix), cidr.includes(':') ? 'ipv6' : 'ipv4');
}

const block = rate('node:net BlockList (no owner)', queries.slice(0, 20_000), (a) =>
  list.check(a, a.includes(':') ? 'ipv6' : 'ipv4'),
);
console.log(`ours : replica = ${(ours / replica).toFixed(1)}, ours : BlockList = ${Math.round(ours / block)}`);

/** Sets of address blocks that npm has, each asked as its page shows; all but the first look at one block after the other. */
const LIBRARIES: Readonly<Record<string, (library: never, blocks: readonly string[]) => (address: string) => boolean>> =
  {
    'ip-set': (
      library: { new (): { add: (block: string) => void; contains: (address: string) => boolean } },
      blocks,
    ) => {
      const set = new library();
      for (const block of blocks) set.add(block);
      return (address) => set.contains(address);
    },
    'cidr-matcher': (
      library: { new (blocks: readonly string[]): { contains: (address: string) => boolean } },
      blocks,
    ) => {
      const matcher = new library(blocks);
      return (address) => matcher.contains(address);
    },
    'ip-range-check': (check: (address: string, blocks: readonly string[]) => boolean, blocks) => (address) =>
      check(address, blocks),
    'fast-cidr-tools':
      (library: { contains: (blocks: readonly string[], address: readonly string[]) => boolean }, blocks) =>
      (address) =>
        library.contains(blocks, [address]),
  };
const folder = process.argv[2];
if (folder === undefined) console.log('libraries of npm: not asked, no folder was given');
else {
  const load = createRequire(`${folder}/package.json`);
  const blocks = rows.map(({ cidr }) => cidr);
  for (const [name, open] of Object.entries(LIBRARIES)) {
    try {
      const contains = open(load(name) as never, blocks);
      const theirs = rate(`npm ${name}`, queries.slice(0, name === 'ip-set' ? 20_000 : 20), contains);
      console.log(`ours : ${name} = ${Math.round(ours / theirs).toLocaleString('en')}`);
    } catch (error) {
      console.log(
        `npm ${name}: not measured, ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      );
    }
  }
}
