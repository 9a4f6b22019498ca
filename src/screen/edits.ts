/** Letters of a pattern that one step can hold. */
const BITS = 32;
/** Letters that `distance` exchanges for less than half a point count as one here. */
const TWINS = new Uint8Array(256);
for (const pair of ['vw', 'wv', 'jy', 'yj']) TWINS[pair.charCodeAt(0)] = pair.charCodeAt(1);

/** The text is bytes `from` to before `to`. */
export type IsFarther = (bytes: Uint8Array, from: number, to: number, most: number) => boolean;

/**
 * Tells of a text whether `distance` is sure to say more than `most`, at a tenth of its price: by half the least number of
 * letters put in, left out or exchanged that make it of the pattern (bit-parallel, Myers 1999 in Hyyrö's form). Of a longer
 * pattern the first 32 letters are held against the best beginning of the text. Both in ASCII, as whole names are.
 */
export function openIsFarther(pattern: string): IsFarther {
  const length = Math.min(pattern.length, BITS);
  const places = new Int32Array(256);
  for (let at = 0; at < length; at += 1) {
    const code = pattern.charCodeAt(at);
    places[code] = (places[code] ?? 0) | (1 << at);
    const twin = TWINS[code] ?? 0;
    if (twin !== 0) places[twin] = (places[twin] ?? 0) | (1 << at);
  }
  const last = 1 << (length - 1);
  const isCut = pattern.length > BITS;
  return (bytes, from, to, most) => {
    const mostEdits = 2 * most;
    let [more, fewer, edits, least] = [-1, 0, length, length];
    for (let at = from; at < to; at += 1) {
      const same = places[bytes[at] ?? 0] ?? 0;
      const vertical = same | fewer;
      const horizontal = (((same & more) + more) ^ more) | same;
      let up = fewer | ~(horizontal | more);
      let down = more & horizontal;
      if ((up & last) !== 0) edits += 1;
      else if ((down & last) !== 0) edits -= 1;
      if (edits < least) least = edits;
      // Each letter that is left mends one edit at most: of a whole pattern a few letters tell.
      if (!isCut && edits - (to - at - 1) > mostEdits) return true;
      up = (up << 1) | 1;
      down <<= 1;
      more = down | ~(vertical | up);
      fewer = up & vertical;
    }
    return (isCut ? least : edits) > mostEdits;
  };
}
