import { addressValue } from './address.ts';
import type { PackedRanges } from './ranges.ts';

/** A range and the number of its owner in the table of owners. */
export interface RangeRow {
  readonly cidr: string;
  readonly owner: number;
}

interface Interval {
  readonly from: bigint;
  readonly to: bigint;
  readonly owner: number;
}

/** Packed ranges with the sets of owners that their ids name, the narrowest range's owner first. */
export interface CompiledRanges {
  readonly ranges: PackedRanges;
  readonly sets: readonly (readonly number[])[];
}

/** A CIDR range as its first and last address; null where it is none. Bits beyond the prefix are cut. */
export function boundsOf(cidr: string): { readonly from: bigint; readonly to: bigint; readonly bits: 32 | 128 } | null {
  const [base = '', length, more] = cidr.split('/');
  const address = addressValue(base);
  if (address === null || more !== undefined) return null;
  const prefix = length === undefined ? address.bits : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  if (prefix < 0 || prefix > address.bits) return null;
  const size = 1n << BigInt(address.bits - prefix);
  const from = address.value - (address.value % size);
  return { from, to: from + size - 1n, bits: address.bits };
}

/** Sweeps rows once into intervals without overlap. Equal rows collapse; a malformed one throws. The order of rows is free. */
export function compileRanges(rows: readonly RangeRow[]): CompiledRanges {
  const four: Interval[] = [];
  const six: Interval[] = [];
  for (const { cidr, owner } of rows) {
    const bounds = boundsOf(cidr);
    if (bounds === null) throw new Error(`${cidr} is no address range`);
    (bounds.bits === 32 ? four : six).push({ from: bounds.from, to: bounds.to, owner });
  }
  const sets = new SetTable();
  const [fours, sixes] = [sweep(four, 1n << 32n, sets), sweep(six, 1n << 128n, sets)];
  const word = (at: number): Uint32Array =>
    Uint32Array.from(sixes.starts, (start) => Number((start >> BigInt(96 - 32 * at)) & 0xffff_ffffn));
  return {
    ranges: {
      four: Uint32Array.from(fours.starts, Number),
      fourIds: Uint16Array.from(fours.ids),
      six: [word(0), word(1), word(2), word(3)],
      sixIds: Uint16Array.from(sixes.ids),
    },
    sets: sets.all,
  };
}

/** Numbers each distinct set of owners once; 0 is the empty set. A class because it counts. */
class SetTable {
  readonly all: (readonly number[])[] = [[]];
  readonly #ids = new Map<string, number>([['', 0]]);

  idOf(owners: readonly number[]): number {
    const unique = [...new Set(owners)];
    const key = unique.join(' ');
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.all.length > 0xffff) throw new Error('more sets of owners than 16 bits can number');
    this.#ids.set(key, this.all.length);
    return this.all.push(unique) - 1;
  }
}

/** CIDR ranges nest or lie apart, so a stack of the open ones tells at each border who owns what follows. */
function sweep(
  rows: readonly Interval[],
  end: bigint,
  sets: SetTable,
): { readonly starts: readonly bigint[]; readonly ids: readonly number[] } {
  const sorted = rows.toSorted((a, b) => compare(a.from, b.from) || compare(b.to, a.to) || a.owner - b.owner);
  const starts: bigint[] = [];
  const ids: number[] = [];
  const open: Interval[] = [];
  const emit = (start: bigint): void => {
    if (start === end) return; // behind the last address nothing begins
    const id = sets.idOf(open.map(({ owner }) => owner).reverse());
    if (starts.at(-1) === start) {
      starts.pop();
      ids.pop();
    }
    if ((ids.at(-1) ?? 0) !== id) {
      starts.push(start);
      ids.push(id);
    }
  };
  const closeBefore = (from: bigint | null): void => {
    for (let top = open.at(-1); top !== undefined && (from === null || top.to < from); top = open.at(-1)) {
      open.pop();
      emit(top.to + 1n);
    }
  };
  for (const row of sorted) {
    closeBefore(row.from);
    open.push(row);
    emit(row.from);
  }
  closeBefore(null);
  return { starts, ids };
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
