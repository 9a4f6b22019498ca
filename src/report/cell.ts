/** What a cell holds. Numbers are ours, never a stranger's, so they need no guard. */
export type Cell = string | number;

/**
 * Characters that steer a terminal or an editor instead of being read: C0 and C1 controls, DEL, NEL, U+2028 and U+2029.
 * They become a space, because they usually stood between two words.
 */
const CONTROLS = /[\p{Cc}\u2028\u2029]/gu;

/**
 * Characters that show nothing and change what is seen around them (Unicode Cf: bidi overrides and isolates, zero-width
 * space, soft hyphen, BOM, tags), interlinear marks and lone surrogates. Kept: ZWNJ and ZWJ, which Persian, Indic
 * scripts and emoji need, and the Arabic and Syriac signs that Cf holds although they are drawn.
 */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/gu;

/** Printable ASCII, single spaces between: most cells, and nothing to do. */
const ALREADY_PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** Text as a report shows it: one line, no control character, no terminal escape, no bidi trick; runs of space are one. */
export function plain(text: string): string {
  if (ALREADY_PLAIN.test(text)) return text;
  return text.replace(CONTROLS, ' ').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
}

/** `plain`, cut to so many characters (code points); a cut is shown by an ellipsis. */
export function brief(text: string, most: number): string {
  const shown = plain(text);
  if (shown.length <= most) return shown;
  const points = Array.from(shown);
  return points.length <= most ? shown : `${points.slice(0, most - 1).join('')}…`;
}

/** Signs that begin a formula somewhere: ASCII, and the full-width and small forms that East Asian spreadsheets fold. */
const SIGNS = '=+\\-@＝＋－＠﹦﹢﹣﹫−';
/** What may stand unseen, or is stripped, before such a sign. */
const SKIPPED = '\\s\\p{Cf}"\'';
/** Has a sign that could stand first in some cell: most texts have none, and are done. */
const AT_RISK = new RegExp(`(?:^|[;,|:^~"'\\s])[${SKIPPED}]*[${SIGNS}|%]`, 'u');
const FIRST = new RegExp(`^[${SKIPPED}]*[${SIGNS}|%]`, 'u');
/** After a character that some spreadsheet takes for the separator, a sign would begin a cell of its own. */
const INNER = new RegExp(`([;,|:^~"'][${SKIPPED}]*)(?=[${SIGNS}])`, 'gu');
/** A space is a separator too, in imports by hand; there a lone dash between words is harmless. */
const SPACED = new RegExp(`( )(?=[${SIGNS}][^\\s])`, 'gu');

/**
 * `plain` text that no common spreadsheet takes for a formula, whichever separator it assumes: a sign at the start, or after a
 * separator, gets an apostrophe before it. csv-stringify's `escape_formulas` looks at the first character alone.
 *
 *   =1+1          → '=1+1
 *   Quay;=1+1     → Quay;'=1+1
 *   Quay - Harbour → Quay - Harbour
 *
 * Measured against LibreOffice Calc: test/report/office.slow.test.ts.
 */
export function spreadsheetSafe(shown: string): string {
  if (!AT_RISK.test(shown)) return shown;
  const inner = shown.replace(INNER, "$1'").replace(SPACED, "$1'");
  return FIRST.test(inner) ? `'${inner}` : inner;
}
