import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Reading, UnreadableListError } from '../../../src/lists/reader.ts';
import { LIST_READERS } from '../../../src/lists/registry.ts';

const fixture = (id: string): string => readFileSync(`fixtures/lists/${id}.xml`, 'utf8');

/** In pieces of a few bytes, so that every letter of several bytes is cut somewhere. */
async function* pieces(text: string, size = 5): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(id: string, text = fixture(id)): Promise<Reading> {
  const reader = LIST_READERS.find((each) => each.id === id);
  if (reader === undefined) throw new Error(`no reader ${id}`);
  return await reader.read(() => pieces(text));
}

describe('the readers of XML lists', () => {
  it('read OFAC persons, weak aliases, sites, mails and what the measure is', async () => {
    const { edition, entities } = await read('us-ofac-cons');
    expect(edition).toBe('2026-03-09');
    expect(entities.map(({ id, measure }) => `${id} ${measure}`)).toEqual([
      'ofac-cons:901 legislative',
      'ofac-cons:902 sectoral',
      'ofac-cons:903 investment',
    ]);
    expect(entities[0]).toMatchObject({ type: 'individual', name: 'HARBOURMASTER, Invented', weakAliases: ['PIER'] });
    expect(entities[1]).toMatchObject({
      name: 'NORTHQUAY & SONS SHIPPING',
      aliases: ['NORTH QUAY LINES'],
      programs: ['UKRAINE-EO13662', 'RUSSIA-EO14024'],
      countries: ['RU', 'UA'],
      websites: ['northquay.example'],
      emails: ['desk@northquay.example'],
      url: 'https://sanctionssearch.ofac.treas.gov/Details.aspx?id=902',
    });
  });

  it('read the UN list: quality of aliases, original script, a site in the comments but not the notice about it', async () => {
    const { edition, entities } = await read('un');
    expect(edition).toBe('2026-03-09');
    expect(entities[0]).toMatchObject({
      id: 'un:HAi.001',
      name: 'INVENTED LIGHTKEEPER',
      aliases: ['Keeper of the Light'],
      weakAliases: ['Lamp'],
      nativeNames: ['حارس المنارة'],
      countries: ['NO'],
      listedOn: '2012-12-31',
    });
    expect(entities[1]).toMatchObject({
      type: 'entity',
      aliases: ['The Dockers'],
      countries: ['RU'],
      websites: ['dockers.example'],
      emails: ['desk@dockers.example'],
    });
  });

  it('read the Canadian list: a Cyrillic letter in a Latin name is folded, a Cyrillic alias is native', async () => {
    const { edition, entities } = await read('ca');
    expect(edition).toBe('2025-03-20');
    expect(entities[0]).toMatchObject({
      id: 'ca:Harbourland:1, Part 1:1',
      name: 'Alexey Keel',
      aliases: ['Alexei Keel'],
      nativeNames: ['Алексей Киль'],
    });
    expect(entities[1]).toMatchObject({ type: 'vessel', name: 'Pretend Tug' });
  });

  describe.each(['us-ofac-cons', 'un', 'ca'])('the reader of %s', (id) => {
    const whole = fixture(id);
    it.each([
      ['cut short', whole.slice(0, -30)],
      ['cut in the middle', whole.slice(0, whole.length / 2)],
      ['empty', ''],
      ['HTML', '<!doctype html><html><body>Moved</body></html>'],
      ['another document', '<feed></feed>'],
      ['followed by another', `${whole}<more/>`],
      ['without one closing tag', whole.replace(/<\/(?:uid|DATAID|LastName)>/, '')],
      ['with an entity of its own', whole.replace(/<(?:lastName|FIRST_NAME|LastName)>/, '$&&harbour;')],
    ])('refuses a document that is %s', async (_, text) => {
      await expect(read(id, text)).rejects.toThrow(UnreadableListError);
    });
  });

  it('refuses an OFAC document with fewer records than it says', async () => {
    const fewer = fixture('us-ofac-cons').replace(/<sdnEntry>[\s\S]*?<\/sdnEntry>/, '');
    await expect(read('us-ofac-cons', fewer)).rejects.toThrow('2 records, the document says 3');
  });
});
