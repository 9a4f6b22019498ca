import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unitedNations } from '../../../src/lists/readers/un-xml.ts';
import { LIST_READERS } from '../../../src/lists/registry.ts';
import type { ListedEntity } from '../../../src/model/lists.ts';

/** In pieces of five bytes. */
async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
}

async function read(format: string, text: string): Promise<readonly ListedEntity[]> {
  const reader = LIST_READERS.find((each) => each.format === format);
  if (reader === undefined) throw new Error(`no reader ${format}`);
  return (await reader.read(() => pieces(text))).entities;
}

const fixture = (file: string): string => readFileSync(`fixtures/lists/${file}`, 'utf8');

describe('the UK list', () => {
  it.each([
    ['Asset freeze', 'blocking'],
    ['Travel Ban|Asset freeze|Trust Services Sanctions', 'blocking'],
    ['Travel Ban', 'travel'],
    ['Travel Ban|Director Disqualification Sanction', 'trade'],
    ['Prohibition of port entry', 'trade'],
    ['De-flag|Prohibition of port entry', 'trade'],
    ['Arms embargo', 'trade'],
    ['-', 'blocking'],
  ])('imposes "%s": %s', async (sanctions, measure) => {
    const text = fixture('uk.csv').replace('Individual,UK,Travel Ban', `Individual,UK,${sanctions}`);
    expect((await read('uksl-csv', text)).find(({ id }) => id === 'uk:HAR0004')?.measure).toBe(measure);
  });

  it('names no host that is the second half of a name with a blank in it', async () => {
    const text = fixture('uk.csv').replaceAll('www.northquay.example', 'www.north quay.example');
    const { websites } = (await read('uksl-csv', text)).find(({ id }) => id === 'uk:HAR0002') ?? {};
    expect(websites).toContain('northquay.example');
    expect(websites).not.toContain('quay.example');
  });
});

describe('the UK list as CSV', () => {
  it.each(['JSC "Light', 'JSC "Light" Works'])('keeps %s in a cell that is not quoted', async (name) => {
    const text = fixture('uk.csv').replaceAll('Keeper of the Light', name);
    expect((await read('uksl-csv', text))[0]?.aliases).toContain(name);
  });
});

describe('the UN list', () => {
  it('leaves out "na", which fills a part of a name that is not available', async () => {
    const text = fixture('un.xml')
      .replace('</SECOND_NAME>', '</SECOND_NAME><THIRD_NAME>na</THIRD_NAME>')
      .replace('Keeper of the  Light', 'na');
    expect((await unitedNations.read(() => pieces(text))).entities[0]).toMatchObject({
      name: 'INVENTED LIGHTKEEPER',
      aliases: [],
    });
  });
});

describe('the EU list as CSV', () => {
  it.each(['Gardien "de la" Lumière', '"Gardien" de la Lumière'])(
    'keeps %s in a cell that is not quoted',
    async (name) => {
      const text = fixture('eu.csv').replaceAll('Gardien de la Lumière', name);
      expect(text).toContain(`;${name};`);
      expect((await read('fsf-csv-1.1', text))[0]?.aliases).toContain(name);
    },
  );

  it('is refused where a row is cut', async () => {
    await expect(
      read(
        'fsf-csv-1.1',
        fixture('eu.csv')
          .trimEnd()
          .replace(/;[^;\n]*$/, ''),
      ),
    ).rejects.toThrow('the head has');
  });
});

describe('the Swiss list', () => {
  it('finds the country of a place that stands after the target', async () => {
    const text = fixture('ch.xml');
    const place = /<place [\s\S]*?<\/place>/.exec(text)?.[0] ?? '';
    expect(place).not.toBe('');
    const moved = text.replace(place, '').replace('</swiss-sanctions-list>', `${place}</swiss-sanctions-list>`);
    expect((await read('seco-xml', moved))[0]?.countries).toEqual(['DK', 'NO']);
  });
});

describe('a list of OpenSanctions', () => {
  it('is refused where a row is cut: a shorter row is no target with fewer facts', async () => {
    const cut = fixture('opensanctions.csv')
      .trimEnd()
      .replace(/(?:,"[^"]*"){3}$/, '');
    await expect(read('opensanctions-csv', cut)).rejects.toThrow('the head has');
  });
});

describe('the Canadian list', () => {
  it.each([
    ['Alexei Keel, Russian: Алексей Киль', ['Alexei Keel'], ['Алексей Киль']],
    ['Alexei Keel; Alyaksei Keel', ['Alexei Keel', 'Alyaksei Keel'], []],
    ['Northquay Co., Ltd., Keel and Sons', ['Northquay Co., Ltd.', 'Keel and Sons'], []],
  ])('reads the aliases "%s"', async (told, aliases, nativeNames) => {
    const text = fixture('ca.xml').replace('Alexei Keel; Алексей Киль', told);
    expect((await read('sema-xml', text))[0]).toMatchObject({ aliases, nativeNames });
  });
});
