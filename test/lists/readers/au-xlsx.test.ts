import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Reading, UnreadableListError } from '../../../src/lists/reader.ts';
import { australia } from '../../../src/lists/readers/au-xlsx.ts';

const HEAD =
  'Reference|Name of Individual or Entity|Type|Name Type|Alias Strength|Citizenship|Additional Information|Committees|Control Date|Targeted Financial Sanction|Travel Ban';
const ROWS = [
  '7|Invented LIGHTKEEPER|Individual|Primary Name||Norway;State of Palestine|LKi.001. Keeps a light.|1267 (Lights)|46100|1|1',
  '7a|Keeper of the Light|Individual|Alias|Strong|Norway|LKi.001.|1267 (Lights)|46100|1|1',
  '7b|Lamp|Individual|Alias|Weak|Norway|LKi.001.|1267 (Lights)|46100|1|1',
  '7c|حارس المنارة|Individual|Original Script||Norway|LKi.001.|1267 (Lights)|46100|1|1',
  '12|Northquay &amp; Sons|Entity|Primary Name||Congo, Democratic Republic of the||Autonomous (Harbours)|46126|1|0',
  '13|GREY HERON|Vessel|Primary Name||||Autonomous (Harbours)|46120|0|0',
  '14|Invented PILOT|Individual|Primary Name||||Autonomous (Harbours)|46120|0|1',
];

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook as Excel writes it: texts once each in a part of their own, numbers in place, empty cells left out. */
function workbook(rows: readonly string[], savedOn = '2026-02-01'): Uint8Array {
  const strings: string[] = [];
  const cell = (text: string, column: number, row: number): string => {
    const at = `r="${String.fromCharCode(65 + column)}${row}"`;
    if (text === '') return '';
    if (/^\d+$/.test(text) && column > 0) return `<c ${at}><v>${text}</v></c>`;
    const index = strings.includes(text) ? strings.indexOf(text) : strings.push(text) - 1;
    return `<c ${at} t="s"><v>${index}</v></c>`;
  };
  const lines = rows.map(
    (line, at) =>
      `<row r="${at + 1}">${line
        .split('|')
        .map((text, column) => cell(text, column, at + 1))
        .join('')}</row>`,
  );
  const items = strings.map((text, at) =>
    at % 2 === 0 ? `<si><t>${text}</t></si>` : `<si><r><t>${text}</t></r></si>`,
  );
  return zipSync({
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet ${NS}><sheetData>${lines.join('')}</sheetData></worksheet>`),
    'xl/sharedStrings.xml': strToU8(`<sst ${NS}>${items.join('')}</sst>`),
    'docProps/core.xml': strToU8(
      `<cp:coreProperties xmlns:cp="a" xmlns:dcterms="b"><dcterms:modified>${savedOn}T04:05:22Z</dcterms:modified></cp:coreProperties>`,
    ),
  });
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
}

const read = (bytes: Uint8Array): Promise<Reading> => australia.read(() => pieces(bytes));

describe('the reader of the Australian workbook', () => {
  it('reads names by kind, committees, citizenships, the UN reference, and the day of the last change', async () => {
    const { edition, entities } = await read(workbook([HEAD, ...ROWS]));
    expect(edition).toBe('2026-04-14');
    expect(entities[0]).toMatchObject({
      id: 'au:7',
      type: 'individual',
      name: 'Invented LIGHTKEEPER',
      aliases: ['Keeper of the Light'],
      weakAliases: ['Lamp'],
      nativeNames: ['حارس المنارة'],
      programs: ['1267 (Lights)'],
      countries: ['NO', 'PS'],
      sameAs: ['un:LKi.001'],
    });
    expect(entities[1]).toMatchObject({ name: 'Northquay & Sons', type: 'entity', countries: ['CD'], sameAs: [] });
  });

  it('tells a freeze of assets from a ban on entry or on goods', async () => {
    const { entities } = await read(workbook([HEAD, ...ROWS]));
    expect(entities.map(({ measure }) => measure)).toEqual(['blocking', 'blocking', 'trade', 'travel']);
  });

  it('is of the day on which the workbook was saved, where that is later', async () => {
    expect((await read(workbook([HEAD, ...ROWS], '2026-07-23'))).edition).toBe('2026-07-23');
  });

  const whole = workbook([HEAD, ...ROWS]);
  it.each<[string, Uint8Array, RegExp]>([
    ['cut short', whole.subarray(0, whole.length - 30), /not a workbook/],
    ['a page of HTML', strToU8('<!doctype html><html><body>Moved</body></html>'), /not a workbook/],
    ['without a column', workbook([HEAD.replace('Committees', 'Comities'), ...ROWS]), /no column "Committees"/],
    [
      'with a row without a reference',
      workbook([HEAD, ROWS[0]?.replace('7|', 'seven|') ?? '']),
      /"seven" is no reference/,
    ],
    ['with a reference without a primary name', workbook([HEAD, ROWS[1] ?? '']), /7 has 0 primary names/],
    ['of an unknown type', workbook([HEAD, ROWS[0]?.replace('Individual', 'Balloon') ?? '']), /type "Balloon"/],
    [
      'with a cell that points nowhere',
      zipSync({ 'xl/worksheets/sheet1.xml': strToU8(`<worksheet ${NS}><row><c t="s"><v>9</v></c></row></worksheet>`) }),
      /points to text 9/,
    ],
    [
      'with a sheet that is cut',
      zipSync({ 'xl/worksheets/sheet1.xml': strToU8(`<worksheet ${NS}><row>`) }),
      /unclosed/i,
    ],
  ])('refuses a document that is %s', async (_, bytes, reason) => {
    await expect(read(bytes)).rejects.toThrow(UnreadableListError);
    await expect(read(bytes)).rejects.toThrow(reason);
  });
});
