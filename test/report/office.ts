import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { SaxesParser } from 'saxes';

const run = promisify(execFile);

/** What a spreadsheet made of a file: every cell's text, and the formulas that came alive. */
export interface Opened {
  readonly texts: readonly string[];
  readonly formulas: readonly string[];
}

/** The version line of LibreOffice, or null where there is none. */
export function officeVersion(): string | null {
  try {
    return execFileSync('soffice', ['--version'], { encoding: 'utf8', timeout: 60_000 }).trim();
  } catch {
    return null;
  }
}

/**
 * Opens a file in a headless LibreOffice Calc and saves what it sees as flat ODS. `separator`: the CSV dialect it shall
 * assume (token 1 of the filter's options: ASCII code; 34: the double quote; 76: UTF-8; then the first line).
 */
export async function openInOffice(file: string, separator?: string): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'audit-domains-office-'));
  const dialect =
    separator === undefined
      ? []
      : [
          `--infilter=Text - txt - csv (StarCalc):${separator.charCodeAt(0)},34,76,1,,0,false,true,false,false,false,-1`,
        ];
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const words = ['--headless', '--norestore', profile, ...dialect, '--convert-to', 'fods', '--outdir', folder, file];
  await run('soffice', words, { timeout: 120_000 });
  // One sheet a file name: a CSV saved with several sheets would be split, a workbook is not.
  return readFlatOds(readFileSync(join(folder, `${basename(file).replace(/\.[^.]*$/u, '')}.fods`), 'utf8'));
}

function readFlatOds(xml: string): Opened {
  const texts: string[] = [];
  const formulas: string[] = [];
  const parser = new SaxesParser();
  let text: string | null = null;
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'table:table-cell') text = '';
    const formula = attributes['table:formula'];
    if (formula !== undefined) formulas.push(String(formula));
  });
  parser.on('text', (part) => {
    if (text !== null) text += part;
  });
  parser.on('closetag', ({ name }) => {
    if (name !== 'table:table-cell' || text === null) return;
    texts.push(text.trim());
    text = null;
  });
  parser.write(xml).close();
  return { texts, formulas };
}
