/** Longer lines are cut here; what names the host stands in front. */
const MAX_LINE = 65_536;

/**
 * Pieces of text → batches of whole lines, without their ends (LF or CRLF). Holds one piece and at most one cut line,
 * however long the text or a line is. Every LF ends a line; a last line without one counts when it has characters.
 */
export async function* splitLines(
  pieces: AsyncIterable<string>,
  maxLine: number = MAX_LINE,
): AsyncGenerator<readonly string[]> {
  const whole = (line: string): string => {
    const bare = withoutEnd(line);
    return bare.length > maxLine ? bare.slice(0, maxLine) : bare;
  };
  let open = '';
  for await (const piece of pieces) {
    const lines = (open + piece).split('\n');
    open = (lines.pop() ?? '').slice(0, maxLine);
    if (lines.length > 0) yield lines.map(whole);
  }
  if (open !== '') yield [whole(open)];
}

function withoutEnd(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Blank lines and `#` comments are no rows. */
export function isNoRow(line: string): boolean {
  const first = line.charCodeAt(0);
  if (first > 0x23 && first < 0x7f) return false; // nearly every line: no need to look closer
  return /^\s*(?:#|$)/.test(line);
}
