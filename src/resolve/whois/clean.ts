const MAX_CHARACTERS = 262_144;
const MAX_LINES = 4_000;
const MAX_LINE = 2_000;
// Everything a terminal or a spreadsheet could act on, and what no reader sees; the tab stays.
const UNSEEN = /[^\P{Cc}\t]|\p{Cf}|[\ufffe\uffff]/gu;
const ESCAPE = String.fromCharCode(27);
const TERMINAL = new RegExp(`${ESCAPE}\\[[0-9;]{0,12}[A-Za-z]`, 'g');

/**
 * A reply as lines that can be read safely: bounded (256 Ki characters, 4 000 lines of 2 000), without control
 * characters, byte order marks and direction overrides; line ends of any kind.
 */
export function cleanReply(text: string): readonly string[] {
  return text
    .slice(0, MAX_CHARACTERS)
    .split(/\r\n|\n|\r/, MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE).replace(TERMINAL, '').replace(UNSEEN, '').trimEnd());
}
