import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressValue, parseFour } from '../../src/detect/address.ts';
import { boundsOf, compileRanges, type RangeRow } from '../../src/detect/range-rows.ts';
import { lookupIn } from '../../src/detect/ranges.ts';
import { decode, encode } from '../../src/detect/ranges-file.ts';

const fourText = (value: number): string => [24, 16, 8, 0].map((bits) => (value >>> bits) & 255).join('.');
const sixText = (groups: readonly number[]): string => groups.map((group) => group.toString(16)).join(':');
const fourRange = fc
  .tuple(fc.nat(0xffff_ffff), fc.integer({ min: 4, max: 32 }))
  .map(([value, prefix]) => `${fourText(value)}/${prefix}`);
const sixRange = fc
  .tuple(fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }), fc.integer({ min: 4, max: 128 }))
  .map(([groups, prefix]) => `${sixText(groups)}/${prefix}`);

/** Every row held against the address, one by one: slow and plain. */
function ownersOf(rows: readonly RangeRow[], address: string): ReadonlySet<number> {
  const own = addressValue(address);
  return new Set(
    rows.flatMap(({ cidr, owner }) => {
      const bounds = boundsOf(cidr);
      if (own === null || bounds === null || bounds.bits !== own.bits) return [];
      return bounds.from <= own.value && own.value <= bounds.to ? [owner] : [];
    }),
  );
}

describe('an address in text', () => {
  it.each([
    ['0.0.0.0', 0n],
    ['255.255.255.255', 0xffff_ffffn],
    ['104.16.3.4', 0x6810_0304n],
    ['::', 0n],
    ['::1', 1n],
    ['1::', 1n << 112n],
    ['2606:4700::6810:84e5', 0x2606_4700_0000_0000_0000_0000_6810_84e5n],
    ['2001:DB8::A', 0x2001_0db8_0000_0000_0000_0000_0000_000an],
    ['::ffff:192.0.2.1', 0xffff_c000_0201n],
    ['1:2:3:4:5:6:7:8', 0x0001_0002_0003_0004_0005_0006_0007_0008n],
  ])('%s is read', (text, value) => {
    expect(addressValue(text)?.value).toBe(value);
  });

  it.each([
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1..2.3',
    '1.2.3.4 ',
    ':',
    ':::',
    ':1',
    '1:',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::',
    '::1.2.3',
    '1:2:3:4:5:6:7:1.2.3.4',
    'fe80::1%eth0',
    'quay.example',
  ])('%j is none', (text) => {
    expect(addressValue(text)).toBeNull();
  });

  it('is read back as the number it was written from', () => {
    fc.assert(fc.property(fc.nat(0xffff_ffff), (value) => parseFour(fourText(value)) === value));
  });
});

describe('packed ranges', () => {
  it('find exactly the owners that a plain scan finds, at borders and anywhere', () => {
    const rows = fc.array(fc.record({ cidr: fc.oneof(fourRange, sixRange), owner: fc.nat(5) }), { maxLength: 30 });
    fc.assert(
      fc.property(rows, fc.array(fc.nat(0xffff_ffff), { maxLength: 10 }), (all, values) => {
        const { ranges, sets } = compileRanges(all);
        const find = lookupIn(decode(encode(ranges)));
        const borders = all.map(({ cidr }) => cidr.split('/')[0] ?? '');
        for (const address of [...borders, ...values.map(fourText)]) {
          expect(new Set(sets[find(address)])).toEqual(ownersOf(all, address));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('name the narrowest range’s owner first, and do not mind the order of rows', () => {
    const rows = [
      { cidr: '104.16.0.0/13', owner: 1 },
      { cidr: '104.16.3.0/24', owner: 2 },
      { cidr: '255.255.255.0/24', owner: 3 },
      { cidr: 'ffff::/16', owner: 3 },
    ];
    const { ranges, sets } = compileRanges(rows);
    const find = lookupIn(ranges);
    expect(sets[find('104.16.3.4')]).toEqual([2, 1]);
    expect(sets[find('104.16.4.0')]).toEqual([1]);
    expect(sets[find('255.255.255.255')]).toEqual([3]);
    expect(sets[find('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')]).toEqual([3]);
    expect(sets[find('104.24.0.0')]).toEqual([]);
    expect(compileRanges(rows.toReversed())).toEqual({ ranges, sets });
  });

  it.each(['1.2.3.4/33', '1.2.3/8', '::/129', 'x/8', '1.2.3.4/'])('refuse %s', (cidr) => {
    expect(() => compileRanges([{ cidr, owner: 0 }])).toThrow('no address range');
  });

  it('are not read from a file that is cut, or another’s', () => {
    const bytes = encode(compileRanges([{ cidr: '10.0.0.0/8', owner: 0 }]).ranges);
    expect(() => decode(bytes.subarray(0, -1))).toThrow('cut');
    expect(() => decode(Uint8Array.from(bytes, () => 7))).toThrow('no file of address ranges');
  });
});
