import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Reading, UnreadableListError } from '../../../src/lists/reader.ts';
import { LIST_READERS } from '../../../src/lists/registry.ts';

const FIXTURES = {
  'uksl-csv': 'uk.csv',
  'uksl-xml': 'uk.xml',
  'fsf-xml-1.1': 'eu.xml',
  'fsf-csv-1.1': 'eu.csv',
  'seco-xml': 'ch.xml',
  'opensanctions-csv': 'opensanctions.csv',
  'opensanctions-ftm': 'opensanctions.jsonl',
} as const;
type Format = keyof typeof FIXTURES;

const fixture = (format: Format): string => readFileSync(`fixtures/lists/${FIXTURES[format]}`, 'utf8');

/** In pieces of a few bytes, so that every letter of several bytes is cut somewhere. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
}

async function read(format: Format, text: string | Uint8Array = fixture(format)): Promise<Reading> {
  const reader = LIST_READERS.find((each) => each.format === format);
  if (reader === undefined) throw new Error(`no reader ${format}`);
  return await reader.read(() => pieces(Buffer.from(text)));
}

describe.each<Format>(['uksl-csv', 'uksl-xml'])('the UK list as %s', (format) => {
  it('joins the names of a designation: primary, good and weak aliases, other scripts, and the UN entry', async () => {
    const { edition, entities } = await read(format);
    expect(edition).toBe('2026-10-09');
    expect(entities.map(({ id }) => id)).toEqual(['uk:HAR0001', 'uk:HAR0002', 'uk:HAR0003', 'uk:HAR0004']);
    expect(entities[0]).toMatchObject({
      type: 'individual',
      name: 'Invented Of LIGHTKEEPER',
      aliases: ['Keeper of the Light'],
      weakAliases: ['Lamp'],
      nativeNames: ['حارس المنارة'],
      programs: ['HAR'],
      countries: ['DK', 'NO'],
      sameAs: ['un:LKi.001'],
      listedOn: '2012-12-31',
    });
  });

  it('finds sites and mails in the free text of the website field, and no date in dd/mm/2022', async () => {
    const { entities } = await read(format);
    expect(entities[1]).toMatchObject({
      type: 'entity',
      name: 'NORTHQUAY "SHIPPING", LLC',
      aliases: ['Norskaya Verf'],
      nativeNames: ['Норская Верфь'],
      websites: ['northquay.example', 'дом.example/berths'],
      emails: ['desk@northquay.example', 'office@northquay.example'],
      countries: ['RU'],
      listedOn: null,
    });
  });

  it('tells a freeze of assets from measures on ships and from a ban on travel', async () => {
    const { entities } = await read(format);
    expect(entities.map(({ type, measure }) => `${type} ${measure}`)).toEqual([
      'individual blocking',
      'entity blocking',
      'vessel trade',
      'individual travel',
    ]);
  });
});

describe.each<Format>(['fsf-xml-1.1', 'fsf-csv-1.1'])('the EU list as %s', (format) => {
  it('shows the English name, keeps the others by script, and knows entities without a reference by their id', async () => {
    const { edition, entities } = await read(format);
    expect(edition).toBe('2026-10-09');
    expect(entities[0]).toMatchObject({
      id: 'eu:EU.9001.28',
      type: 'individual',
      name: 'Invented LIGHTKEEPER',
      nativeNames: ['Хранитель Света'],
      programs: ['HAR'],
      countries: ['NO'],
      sameAs: ['un:LKi.001'],
      listedOn: '2012-12-31',
    });
    expect(entities[0]?.aliases).toContain('Gardien de la Lumière');
    expect(entities[1]).toMatchObject({
      id: 'eu:42',
      type: 'entity',
      programs: ['QUA', 'HAR'],
      countries: ['RU'],
      websites: ['northquay.example'],
      emails: ['desk@northquay.example'],
      listedOn: '2022-02-23',
    });
  });
});

describe('the EU list', () => {
  it('tells weak aliases in XML; its CSV does not tell them', async () => {
    expect((await read('fsf-xml-1.1')).entities[0]?.weakAliases).toEqual(['Lamp']);
    expect((await read('fsf-csv-1.1')).entities[0]?.weakAliases).toEqual([]);
  });
});

describe('the Swiss list', () => {
  it('joins the parts of a name in their order, once for each spelling, without titles and without former states', async () => {
    const { edition, entities } = await read('seco-xml');
    expect(edition).toBe('2026-10-09');
    expect(entities[0]).toMatchObject({
      id: 'ch:100',
      type: 'individual',
      name: 'Lightkeeper Invented',
      aliases: ['Lyghtkeeper Invented'],
      weakAliases: ['Lamp'],
      nativeNames: ['المنارة حارس'],
      programs: ['Harbours'],
      countries: ['DK', 'NO'],
      sameAs: ['un:LKi.001'],
      listedOn: '2012-12-31',
    });
  });

  it.each(['2026-10-09', '2026-10-09Z', '2026-10-09+02:00'])(
    'is of the day %s, whatever its time zone',
    async (date) => {
      const text = fixture('seco-xml').replace('date="2026-10-09"', `date="${date}"`);
      expect((await read('seco-xml', text)).edition).toBe('2026-10-09');
    },
  );

  it('leaves out what was struck off, and reads sites and mails from the notes', async () => {
    const { entities } = await read('seco-xml');
    expect(entities.map(({ id, type }) => `${id} ${type}`)).toEqual([
      'ch:100 individual',
      'ch:110 entity',
      'ch:120 vessel',
    ]);
    expect(entities[1]).toMatchObject({ websites: ['northquay.example'], emails: ['desk@northquay.example'] });
  });

  it('keeps a target that was listed again after it was struck off', async () => {
    const again = '<modification modification-type="listed" effective-date="2023-01-01"/></target>\n</swiss';
    const { entities } = await read('seco-xml', fixture('seco-xml').replace('</target>\n</swiss', again));
    expect(entities.map(({ name }) => name)).toContain('Struck Off Ltd');
  });
});

describe('a list of OpenSanctions that a user hands in', () => {
  it('is read from targets.simple.csv: several values of a cell, parties only, the newest day', async () => {
    const { edition, entities } = await read('opensanctions-csv');
    expect(edition).toBe('2026-10-09');
    expect(entities.map(({ id, type }) => `${id} ${type}`)).toEqual([
      'opensanctions:ofac-901 individual',
      'opensanctions:os-77 entity',
    ]);
    expect(entities[0]).toMatchObject({ aliases: ['Keeper of the Light', 'Lamp'], countries: ['DK', 'NO'] });
    expect(entities[1]).toMatchObject({ emails: ['desk@northquay.example', 'office@northquay.example'] });
  });

  it('is read from FollowTheMoney lines: targets only, weak aliases, sites, and the ids of entries on our lists', async () => {
    const { entities } = await read('opensanctions-ftm');
    expect(entities.map(({ name }) => name)).toEqual(['Invented LIGHTKEEPER', 'Northquay Shipping']);
    expect(entities[0]).toMatchObject({
      weakAliases: ['Lamp'],
      nativeNames: ['حارس المنارة'],
      countries: ['NO'],
      sameAs: ['eu:EU.9001.28', 'ofac-cons:901', 'ofac-sdn:901', 'uk:HAR0001'],
    });
    expect(entities[1]).toMatchObject({ websites: ['northquay.example'], emails: ['desk@northquay.example'] });
  });

  it('is never downloaded', () => {
    const ours = LIST_READERS.filter(({ id }) => id === 'opensanctions');
    expect(ours.map(({ byHand, documents }) => [byHand, documents[0].url])).toEqual([
      [true, null],
      [true, null],
    ]);
  });
});

describe('a document that is not what its format says', () => {
  it.each<[Format, string, (text: string) => string, RegExp]>([
    [
      'uksl-csv',
      'without a column',
      (text) => text.replace('Alias strength', 'Strength'),
      /no column "Alias strength"/,
    ],
    ['uksl-csv', 'with a row that is cut', (text) => text.slice(0, -120), /a row of \d+ cells, the head has 23/],
    ['uksl-csv', 'that ends inside quotes', (text) => `${text}"`, /quote/i],
    ['uksl-csv', 'with an id of another kind', (text) => text.replace('HAR0003', '0003'), /"0003" is no Unique ID/],
    ['uksl-csv', 'of nothing', () => '\n', /no head/],
    ['uksl-xml', 'that is cut', (text) => text.slice(0, -60), /unclosed/i],
    ['uksl-xml', 'of an unknown kind', (text) => text.replace('>Ship<', '>Balloon<'), /designation type "Balloon"/],
    ['uksl-xml', 'without names', (text) => text.replace('GREY HERON', ''), /HAR0003 has no name/],
    ['fsf-xml-1.1', 'with another root', (text) => text.replace(/export\b/g, 'import'), /<import> where <export>/],
    ['fsf-xml-1.1', 'of an unknown kind', (text) => text.replace('"person"', '"balloon"'), /subject type "balloon"/],
    [
      'fsf-csv-1.1',
      'without a column',
      (text) => text.replace('ContactInfo', 'Contact'),
      /no column "Address_ContactInfo"/,
    ],
    ['fsf-csv-1.1', 'with a row without id', (text) => text.replace('2026;42', '2026;'), /without Entity_LogicalId/],
    [
      'seco-xml',
      'with a target of nothing',
      (text) => text.replace(/object\b/g, 'abject'),
      /target "120" is no person/,
    ],
    ['opensanctions-csv', 'without a column', (text) => text.replace('schema', 'scheme'), /no column "schema"/],
    ['opensanctions-ftm', 'with a line that is no object', (text) => `${text}[1]\n`, /line 5 is no object/],
    ['opensanctions-ftm', 'with a line that is cut', (text) => text.slice(0, -20), /line 4 is not JSON/],
  ])('%s: one %s is refused, with the reason', async (format, _, spoil, reason) => {
    await expect(read(format, spoil(fixture(format)))).rejects.toThrow(UnreadableListError);
    await expect(read(format, spoil(fixture(format)))).rejects.toThrow(reason);
  });

  it.each<Format>(['uksl-csv', 'uksl-xml', 'fsf-xml-1.1', 'seco-xml'])(
    '%s: one that is not UTF-8 is refused',
    async (format) => {
      const bytes = Buffer.from(fixture(format).replace('Lamp', 'L\u00e4mp'), 'latin1');
      await expect(read(format, bytes)).rejects.toThrow(UnreadableListError);
    },
  );
});
