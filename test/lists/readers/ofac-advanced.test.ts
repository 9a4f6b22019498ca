import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ListReader, type Reading, UnreadableListError } from '../../../src/lists/reader.ts';
import { ofacConsolidatedAdvanced, ofacSdnAdvanced } from '../../../src/lists/readers/ofac-advanced.ts';

const DOCUMENT = readFileSync('fixtures/lists/ofac-advanced.xml', 'utf8');

async function* pieces(text: string, size = 5): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (text = DOCUMENT, reader: ListReader = ofacSdnAdvanced): Promise<Reading> =>
  reader.read(() => pieces(text));

describe('the reader of SDN_ADVANCED.XML', () => {
  it('reads names in the order of the other formats, native scripts, weak aliases and the first day of listing', async () => {
    const { edition, entities } = await read();
    expect(edition).toBe('2026-03-09');
    expect(entities[0]).toEqual({
      id: 'ofac-sdn:901',
      list: 'us-ofac-sdn',
      type: 'individual',
      name: 'HARBOURMASTER, Invented Ångström',
      aliases: ['MASTER, Harbour'],
      weakAliases: ['PIER'],
      nativeNames: ['حارس المنارة', '港长'],
      programs: ['SDGT', 'NS-PLC'],
      measure: 'blocking',
      countries: ['NO'],
      websites: [],
      emails: [],
      sameAs: [],
      listedOn: '1997-10-08',
      url: 'https://sanctionssearch.ofac.treas.gov/Details.aspx?id=901',
    });
  });

  it('reads sites, addresses, a region without a country, and a vessel whose listing has no day', async () => {
    const { entities } = await read();
    expect(entities[1]).toMatchObject({
      type: 'entity',
      name: 'NORTHQUAY & SONS SHIPPING',
      websites: ['northquay.example'],
      emails: ['desk@northquay.example'],
      countries: ['UA'],
      listedOn: '2024-02-29',
    });
    expect(entities[2]).toMatchObject({
      type: 'vessel',
      name: 'GREY HERON',
      programs: ['561-Related'],
      listedOn: null,
    });
  });

  it('tells by the program what a measure of the other lists is', async () => {
    const { entities } = await read(DOCUMENT, ofacConsolidatedAdvanced);
    expect(entities.map(({ id, measure }) => `${id} ${measure}`)).toEqual([
      'ofac-cons:901 legislative',
      'ofac-cons:902 investment',
      'ofac-cons:903 correspondent',
    ]);
  });

  it('reads a weak name in another script as weak, and tells scripts by their letters where none is told', async () => {
    const weak = DOCUMENT.replace('>PIER<', '>الرصيف<').replace(/ ScriptID="\d+"/g, '');
    const { entities } = await read(weak);
    expect(entities[0]).toMatchObject({ weakAliases: ['الرصيف'], nativeNames: ['حارس المنارة', '港长'] });
  });

  it.each([
    ['cut short', DOCUMENT.slice(0, -40)],
    ['cut in the middle', DOCUMENT.slice(0, DOCUMENT.length / 2)],
    ['empty', ''],
    ['the simple format', '<sdnList></sdnList>'],
    ['HTML', '<!doctype html><html></html>'],
    ['without reference values', DOCUMENT.replace(/<ReferenceValueSets>[\s\S]*<\/ReferenceValueSets>/, '')],
    ['without words for its measures', DOCUMENT.replace(/<SanctionsTypeValues>.*<\/SanctionsTypeValues>/, '')],
    ['with a feature of no known type', DOCUMENT.replace('FeatureTypeID="14"', 'FeatureTypeID="99"')],
    ['with a party of no known type', DOCUMENT.replace('PartySubTypeID="3"', 'PartySubTypeID="9"')],
    ['with a party without number', DOCUMENT.replace('<DistinctParty FixedRef="902">', '<DistinctParty>')],
    ['with a party twice', DOCUMENT.replace('<DistinctParty FixedRef="903">', '<DistinctParty FixedRef="902">')],
    [
      'with a party without primary name',
      DOCUMENT.replaceAll('Primary="true" LowQuality', 'Primary="false" LowQuality'),
    ],
    ['without the entry of a party', DOCUMENT.replace(/<SanctionsEntry ID="903"[\s\S]*?<\/SanctionsEntry>/, '')],
    ['without the party of an entry', DOCUMENT.replace(/<DistinctParty FixedRef="903"[\s\S]*?<\/DistinctParty>/, '')],
    [
      'with an entry that names no program',
      DOCUMENT.replace('<Comment>561-Related</Comment>', '').replace(
        'ID="5" SanctionsTypeID="1"',
        'ID="5" SanctionsTypeID="1705"',
      ),
    ],
    ['with a country of no known word', DOCUMENT.replace('CountryID="71" CountryRel', 'CountryID="99" CountryRel')],
  ])('refuses a document that is %s', async (_, text) => {
    expect(text).not.toBe(DOCUMENT);
    await expect(read(text)).rejects.toThrow(UnreadableListError);
  });

  it('tells no edition where the day of issue is none', async () => {
    expect((await read(DOCUMENT.replace('<Month>3</Month>', '<Month>13</Month>'))).edition).toBeNull();
  });
});
