import { describe, expect, it } from 'vitest';
import { canada } from '../../../src/lists/readers/ca-xml.ts';
import type { ListedEntity } from '../../../src/model/lists.ts';

async function read(aliases: string, country = 'Harbourland'): Promise<ListedEntity> {
  const record = `<record><Country>${country}</Country><EntityOrShip>Northquay</EntityOrShip><Schedule></Schedule><Item>1</Item><Aliases>${aliases}</Aliases></record>`;
  const { entities } = await canada.read(async function* () {
    yield Buffer.from(`<data-set>${record}</data-set>`);
  });
  return entities[0]!;
}

describe("the aliases of Canada's list", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['North Quay; The Quay', ['North Quay', 'The Quay'], []],
    ['North Quay, The\nQuay, Quayside', ['North Quay', 'The Quay', 'Quayside'], []],
    ['North Quay, Ltd., The Quay', ['North Quay, Ltd.', 'The Quay'], []],
    ['Пристань (Причал, АО)', [], ['Пристань (Причал, АО)']],
    [
      'Northkey, Belarusian: Паўночны прычал, Russian : Северный причал',
      ['Northkey'],
      ['Паўночны прычал', 'Северный причал'],
    ],
    ['Northkey Co      Arabic: رصيف', ['Northkey Co'], ['رصيف']],
    ['Пристань and Причал', [], ['Пристань', 'Причал']],
    ['Прычал) (Russian: Причал', [], ['Прычал', 'Причал']],
    ['Пристань or Северный причал', [], ['Пристань', 'Северный причал']],
    ['Анна Пристань or Причал', ['Анна Пристань or Причал'], []],
    ['Анна Пристань / Ганна Прычал', [], ['Анна Пристань', 'Ганна Прычал']],
    ['Пристань) ; (Причал', [], ['Пристань', 'Причал']],
    [
      'Quay Works Co. and Quay for Advanced Works Co. Arabic: رصيف',
      ['Quay Works Co.', 'Quay for Advanced Works Co.'],
      ['رصيف'],
    ],
    ['Quay Works and Quayside', ['Quay Works and Quayside'], []],
    ['Dock Construction and Consulting', ['Dock Construction and Consulting'], []],
    ['Dock and Quay', ['Dock and Quay'], []],
    ['Alexander, or Alexandr Keel', ['Alexander, or Alexandr Keel'], []],
    ['', [], []],
  ])('%j are names of their own', async (text, aliases, nativeNames) => {
    expect(await read(text)).toMatchObject({ aliases, nativeNames });
  });

  it('make no part of the entry’s number, nor does a blank after the country', async () => {
    expect((await read('', 'Harbourland ')).id).toBe('ca:Harbourland::1');
  });
});
