/**
 * Weighted optimal string alignment distance (Damerau–Levenshtein, restricted), cut off above `budget`.
 * One vowel for another .6; sounds that transliterations confuse .7; a doubled letter or an h .5; neighbours swapped 1.
 * Answers a number over `budget` when it is exceeded. Symmetric.
 */
export function distance(a: string, b: string, budget: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) * 0.5 > budget) return budget + 1;
  const [n, m] = [a.length, b.length];
  let [before, above, row] = m < SCRATCH ? scratch : rowsOf(m + 1);
  above[0] = 0;
  for (let j = 1; j <= m; j += 1) above[j] = (above[j - 1] ?? 0) + gapCost(b, j - 1);
  for (let i = 1; i <= n; i += 1) {
    row[0] = (above[0] ?? 0) + gapCost(a, i - 1);
    let least = row[0] ?? 0;
    for (let j = 1; j <= m; j += 1) {
      const [x, y] = [a.charCodeAt(i - 1), b.charCodeAt(j - 1)];
      let cost = Math.min(
        (above[j - 1] ?? 0) + (x === y ? 0 : swapCost(x, y)),
        (above[j] ?? 0) + gapCost(a, i - 1),
        (row[j - 1] ?? 0) + gapCost(b, j - 1),
      );
      if (i > 1 && j > 1 && x === b.charCodeAt(j - 2) && y === a.charCodeAt(i - 2)) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > budget) return budget + 1;
    [before, above, row] = [above, row, before];
  }
  return above[m] ?? budget + 1;
}

/** Rows for words of ordinary length, used over and over: a distance allocates nothing. */
const SCRATCH = 512;
const scratch = rowsOf(SCRATCH);

function rowsOf(length: number): readonly [Float64Array, Float64Array, Float64Array] {
  return [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
}

/** How much two words may differ: none up to three letters, growing with the shorter one. */
export function budgetFor(length: number): number {
  if (length <= 3) return 0;
  if (length === 4) return 1;
  if (length <= 6) return 1.1;
  if (length <= 8) return 1.6;
  return length <= 10 ? 2.1 : 2.7;
}

const VOWELS = new Set(Array.from('aeiouy').map((letter) => letter.charCodeAt(0)));
/** Pairs of letters that transliterations confuse, as code × 128 + code, both ways round. */
const CONFUSED = new Set(
  [
    'ck',
    'cs',
    'kq',
    'cq',
    'gk',
    'gj',
    'jy',
    'iy',
    'vw',
    'fv',
    'bp',
    'dt',
    'sz',
    'iy',
    'jz',
    'uw',
    'ov',
    'uv',
    'gh',
    'hk',
    'xs',
    'mn',
    'ij',
  ].flatMap((pair) => [pair.charCodeAt(0) * 128 + pair.charCodeAt(1), pair.charCodeAt(1) * 128 + pair.charCodeAt(0)]),
);

function swapCost(x: number, y: number): number {
  if (VOWELS.has(x) && VOWELS.has(y)) return 0.6;
  return CONFUSED.has(x * 128 + y) ? 0.7 : 1;
}

function gapCost(text: string, at: number): number {
  const letter = text.charCodeAt(at);
  if (letter === 104 || letter === text.charCodeAt(at - 1)) return 0.5;
  return 1;
}
