import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Reading, UnreadableListError } from '../../../src/lists/reader.ts';
import { ofacConsolidatedCsv, ofacSdnCsv } from '../../../src/lists/readers/ofac-csv.ts';
import { readRemarks } from '../../../src/lists/readers/ofac-remarks.ts';

const fixture = (file: string): string => readFileSync(`fixtures/lists/ofac-csv/${file}`, 'utf8');

async function* pieces(text: string, size = 5): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The family of files, one of them altered. */
const read = (altered = '', alter: (text: string) => string = (text) => text): Promise<Reading> =>
  ofacSdnCsv.read((file) => pieces(file === altered ? alter(fixture(file)) : fixture(file)));

describe("the reader of OFAC's CSV family", () => {
  it('joins names, strong aliases, addresses and remarks; types and null as OFAC writes them', async () => {
    const { entities } = await read();
    expect(entities.map(({ id, type, name }) => `${id} ${type} ${name}`)).toEqual([
      'ofac-sdn:901 individual HARBOURMASTER, Invented',
      'ofac-sdn:902 entity NORTHQUAY & SONS SHIPPING',
      'ofac-sdn:903 vessel GREY HERON',
      'ofac-sdn:904 aircraft HB-QUAY',
    ]);
    expect(entities[0]).toMatchObject({
      aliases: ['MASTER, Harbour'],
      weakAliases: ["ABU-'UMAR", 'PIER'],
      countries: ['NO'],
    });
    expect(entities[1]).toMatchObject({
      aliases: ['NORTH QUAY LINES', 'QUAYSIDE, LTD'],
      programs: ['FTO', 'SDGT'],
      measure: 'blocking',
      countries: ['KP', 'UA'],
      websites: ['northquay-lines.example/fleet', 'northquay.example', 'quay-street.example'],
      emails: ['desk@northquay.example'],
    });
    expect(entities[3]).toMatchObject({
      websites: ['gull.example'],
      emails: ['info@gull.example'],
      weakAliases: ['FOGHORN'],
    });
  });

  it('continues remarks that are cut in the middle of a word with the file of comments', async () => {
    const { entities } = await read();
    expect(entities[1]?.weakAliases).toEqual(['NQ', 'NORTH QUAY']);
  });

  it('has no date of its own and says so', async () => {
    expect(ofacSdnCsv.undated).toBe(true);
    expect((await read()).edition).toBeNull();
  });

  it('reads the files of the other lists, whose measures are not blocking', async () => {
    const names: Readonly<Record<string, string>> = {
      'CONS_PRIM.CSV': 'SDN.CSV',
      'CONS_ALT.CSV': 'ALT.CSV',
      'CONS_ADD.CSV': 'ADD.CSV',
      'CONS_COMMENTS.CSV': 'SDN_COMMENTS.CSV',
    };
    const { entities } = await ofacConsolidatedCsv.read((file) =>
      pieces(fixture(names[file] ?? '').replace('"SDGT"', '"NS-PLC"')),
    );
    expect(entities[0]).toMatchObject({ id: 'ofac-cons:901', list: 'us-ofac-cons', measure: 'legislative' });
  });

  it.each<[string, string, (text: string) => string]>([
    ['SDN.CSV is cut after a row', 'SDN.CSV', (text) => text.slice(0, text.indexOf('\r\n') + 2)],
    ['SDN.CSV is cut in the middle of a row', 'SDN.CSV', (text) => text.slice(0, -30)],
    ['SDN.CSV goes on after its end', 'SDN.CSV', (text) => `${text}905`],
    ['SDN.CSV has a header', 'SDN.CSV', (text) => `${'ent_num,'.repeat(11)}Remarks\r\n${text}`],
    ['SDN.CSV is HTML', 'SDN.CSV', () => '<!doctype html>\n<html><body>Moved, sorry</body></html>\n\u001A'],
    ['SDN.CSV is empty', 'SDN.CSV', () => ''],
    ['a row has a column too many', 'SDN.CSV', (text) => text.replace(/\r\n/, ',-0- \r\n')],
    ['a quote is left open', 'SDN.CSV', (text) => text.replace('"vessel"', '"vessel')],
    ['a type is none of OFAC’s', 'SDN.CSV', (text) => text.replace('"vessel"', '"boat"')],
    ['an entity is called so', 'SDN.CSV', (text) => text.replace('SHIPPING",-0- ', 'SHIPPING","entity"')],
    ['an entry has no name', 'SDN.CSV', (text) => text.replace('"GREY HERON"', '-0- ')],
    ['an entry stands there twice', 'SDN.CSV', (text) => text.replace(/^903/m, '902')],
    ['an alias is of an unknown entry', 'ALT.CSV', (text) => text.replace('901,23', '999,23')],
    ['an alias is of no known type', 'ALT.CSV', (text) => text.replace('"nka"', '"xka"')],
    ['ALT.CSV is cut short', 'ALT.CSV', (text) => text.slice(0, -1)],
    ['an address is of an unknown entry', 'ADD.CSV', (text) => text.replace('904,35', '999,35')],
    ['an entry has no address row', 'ADD.CSV', (text) => text.replace(/904,35.*\r\n/, '')],
    ['a comment is of an unknown entry', 'SDN_COMMENTS.CSV', (text) => text.replace('902', '999')],
    ['a number is none', 'SDN_COMMENTS.CSV', (text) => text.replace('902', 'nine')],
  ])('refuses the edition where %s', async (_, file, alter) => {
    expect(alter(fixture(file))).not.toBe(fixture(file));
    await expect(read(file, alter)).rejects.toThrow(UnreadableListError);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ["a.k.a. 'PIER'.", ['PIER'], []],
    ["a.k.a. 'PIER'; alt. a.k.a. 'QUAY'; f.k.a. 'DOCK'; n.k.a. 'JETTY'.", ['PIER', 'QUAY', 'DOCK', 'JETTY'], []],
    ["DOB 1962; a.k.a. 'ABDEL' AZIZ'; POB x.", ["ABDEL' AZIZ"], []],
    ["Linked To: a.k.a. society; POB O'Quay.", [], []],
    ['Website https:; alt. Website a.example.', [], ['https:', 'a.example']],
    ['see www.Treasury.gov/harbour and https://ofac.treasury.gov.', [], []],
    ['http://www.b.example (website).', [], ['http://www.b.example']],
    ['', [], []],
  ])('reads remarks %j', (text, weak, sites) => {
    const { weakAliases, websites } = readRemarks(text);
    expect([weakAliases, websites]).toEqual([weak, sites]);
  });
});
