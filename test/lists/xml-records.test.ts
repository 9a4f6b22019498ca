import { describe, expect, it } from 'vitest';
import { UnreadableListError } from '../../src/lists/reader.ts';
import { readXmlRecords, textAt, type XmlElement } from '../../src/lists/xml-records.ts';

const KEPT = new Map([['ship', new Set(['name'])]]);

async function read(inside: string): Promise<readonly XmlElement[]> {
  const records: XmlElement[] = [];
  const bytes = Buffer.from(`<ships>${inside}</ships>`);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
  }
  await readXmlRecords(pieces(), { root: 'ships', records: new Set(['ship']), kept: KEPT }, (record) => {
    records.push(record);
  });
  return records;
}

describe('records of which only some children are kept', () => {
  it('have the text of those, and none that stood around them', async () => {
    const [first, second] = await read(
      'a&amp;b<ship>c&amp;d<berth>e&amp;<deep>f</deep>g</berth>&lt;<name>Grey &amp; <![CDATA[<Heron>]]></name>h</ship>&gt;<ship><name/></ship>',
    );
    expect(textAt(first!, 'name')).toBe('Grey & <Heron>');
    expect(first?.text).toBe('');
    expect(first?.children.map(({ name }) => name)).toEqual(['name']);
    expect(textAt(second!, 'name')).toBe('');
  });

  it.each([
    '<berth>&harbour;</berth>',
    '&harbour;',
    '<berth>]]></berth>',
    '<berth><deep></berth>',
    '<berth>&amp</berth>',
  ])('are refused where what is left out is not well-formed: %s', async (odd) => {
    await expect(read(`<ship>${odd}<name>Heron</name></ship>`)).rejects.toThrow(UnreadableListError);
  });
});
