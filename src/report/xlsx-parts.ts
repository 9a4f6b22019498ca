import type { Verdict } from '../model/assessment.ts';
import type { Cell } from './cell.ts';
import { xmlText } from './xml.ts';

/** The fixed parts of a workbook (ECMA-376 part 1, SpreadsheetML) and the XML of its cells. */
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Excel's limit, in UTF-16 units. */
const MOST_CHARACTERS = 32_767;
const CUT = ' … [cut]';

/** Cell styles by their index in styles.xml. */
export const STYLE = { plain: 0, header: 1, match: 2, review: 3, clear: 4, inconclusive: 5, quoted: 6 } as const;
export type Style = (typeof STYLE)[keyof typeof STYLE];

/** Fill and letter colours, each pair with a contrast of at least 4.5 to 1. */
const VERDICT_COLOURS: Readonly<Record<Verdict, readonly [fill: string, letters: string]>> = {
  match: ['FFC00000', 'FFFFFFFF'],
  review: ['FFFFD966', 'FF3F2F00'],
  clear: ['FFC6E0B4', 'FF1E3A0F'],
  inconclusive: ['FFD9D2E9', 'FF33235A'],
};

/** `A`, `Z`, `AA` … for 0, 25, 26 … */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/**
 * One cell. Text is always an inline string, so that no content can be a formula; numbers are numbers, so that columns
 * sort. A text that begins like a formula carries `quotePrefix`, so that it stays text when it is edited in Excel.
 */
export function cellXml(name: string, value: Cell, style: Style): string {
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${name}"><v>${value}</v></c>` : '';
  if (value === '') return '';
  const shown = style === STYLE.plain && /^[=+\-@|%']/u.test(value) ? STYLE.quoted : style;
  const styled = shown === STYLE.plain ? '' : ` s="${shown}"`;
  return `<c r="${name}"${styled} t="inlineStr"><is><t>${stringXml(value)}</t></is></c>`;
}

/** Cut to Excel's limit, visibly; `_x003D_` in a text must not be read as Excel's escape for a character. */
function stringXml(text: string): string {
  const kept = text.length <= MOST_CHARACTERS ? text : text.slice(0, MOST_CHARACTERS - CUT.length) + CUT;
  return xmlText(kept).replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_');
}

/** A sheet's XML up to its rows: frozen header and first column, column widths. */
export function sheetHead(widths: readonly number[], isFirst: boolean): string {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>';
  const view = `<sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView>`;
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews>${view}</sheetViews><cols>${columns.join('')}</cols><sheetData>`;
}

/** A sheet's XML after its rows: the filter over all of them. */
export function sheetFoot(columns: number, rows: number): string {
  return `</sheetData><autoFilter ref="A1:${columnName(columns - 1)}${rows}"/></worksheet>`;
}

/** The parts that name the sheets. */
export function workbookParts(sheets: readonly string[]): readonly (readonly [path: string, xml: string])[] {
  const at = sheets.map((name, index) => ({ name, id: index + 1 }));
  const entries = at.map(({ name, id }) => `<sheet name="${xmlText(name)}" sheetId="${id}" r:id="rId${id}"/>`);
  const relations = at.map(
    ({ id }) => `<Relationship Id="rId${id}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${id}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/>`;
  const overrides = at.map(
    ({ id }) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${CONTENT}.worksheet+xml"/>`,
  );
  return [
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${entries.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}${styles}</Relationships>`,
    ],
    ['xl/styles.xml', stylesXml()],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>${overrides.join('')}</Types>`,
    ],
  ].map(([path = '', xml = '']) => [path, DECLARATION + xml] as const);
}

function stylesXml(): string {
  const solid = (colour: string): string =>
    `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/></patternFill></fill>`;
  const font = (colour: string, bold: boolean): string =>
    `<font>${bold ? '<b/>' : ''}<sz val="11"/><color rgb="${colour}"/><name val="Calibri"/></font>`;
  const verdicts = Object.values(VERDICT_COLOURS);
  const fonts = [
    font('FF000000', false),
    font('FFFFFFFF', true),
    ...verdicts.map(([, letters]) => font(letters, true)),
  ];
  const none = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>';
  const fills = [solid('FF1F3864'), ...verdicts.map(([fill]) => solid(fill))];
  const xf = (fontId: number, fillId: number, more = ''): string =>
    `<xf numFmtId="0" fontId="${fontId}" fillId="${fillId}" borderId="0" xfId="0" applyFont="1" applyFill="1"${more}/>`;
  const xfs = [xf(0, 0), xf(1, 2), ...verdicts.map((_, at) => xf(at + 2, at + 3)), xf(0, 0, ' quotePrefix="1"')];
  return [
    `<styleSheet xmlns="${MAIN}">`,
    `<fonts count="${fonts.length}">${fonts.join('')}</fonts>`,
    `<fills count="${fills.length + 2}">${none}${fills.join('')}</fills>`,
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('');
}
