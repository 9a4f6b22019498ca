/** Longer lines are cut here; what names the host stands in front. */
const MAX_LINE = 65_536;

/**
 * Pieces of text → batches of whole lines, without their ends (LF or CRLF). Holds one piece and at most one cut line,
 * however long the text or a line is. Every LF ends a line; a last line without one counts when it has characters.
 */
export async function* splitLines(pieces: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let open = '';
  for await (const piece of pieces) {
    const lines = (open + piece).split('\n');
    open = (lines.pop() ?? '').slice(0, MAX_LINE);
    if (lines.length > 0) yield lines.map(withoutEnd);
  }
  if (open !== '') yield [withoutEnd(open)];
}

function withoutEnd(line: string): string {
  const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
  return whole.length > MAX_LINE ? whole.slice(0, MAX_LINE) : whole;
}

/** Blank lines and `#` comments are no rows. */
export function isNoRow(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}
