/**
 * Weighted optimal string alignment distance (Damerau–Levenshtein, restricted), cut off above `budget`.
 * One vowel for another .5; v and w .3; sounds that transliterations confuse .7; a doubled letter or an h .5; neighbours swapped 1.
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
const [H, J] = ['h'.charCodeAt(0), 'j'.charCodeAt(0)];

/** Pairs of letters that write the same sound, and pairs that transliterations confuse. */
const SAME_SOUND = 'vw jy'.split(' ');
const CONFUSED = 'ck cs kq cq gk gj gq fv bp dt sz jz uw ov uv gh hk xs mn'.split(' ');

/** What one ASCII letter for another costs, by code × 128 + code. */
const SWAP = swapCosts();

function swapCosts(): Float64Array {
  const costs = new Float64Array(128 * 128).fill(1);
  const set = (x: number, y: number, cost: number): void => {
    costs[x * 128 + y] = cost;
    costs[y * 128 + x] = cost;
  };
  for (const pair of CONFUSED) set(pair.charCodeAt(0), pair.charCodeAt(1), 0.7);
  for (const pair of SAME_SOUND) set(pair.charCodeAt(0), pair.charCodeAt(1), 0.3);
  for (const x of VOWELS) for (const y of VOWELS) set(x, y, 0.5);
  return costs;
}

function swapCost(x: number, y: number): number {
  return x < 128 && y < 128 ? (SWAP[x * 128 + y] ?? 1) : 1;
}

function gapCost(text: string, at: number): number {
  const letter = text.charCodeAt(at);
  if (letter === H || letter === text.charCodeAt(at - 1)) return 0.5;
  // A second vowel, or the j or y after one, writes the same sound longer: Luka, Louka; Alexei, Alexej.
  return (letter === J || VOWELS.has(letter)) && VOWELS.has(text.charCodeAt(at - 1)) ? 0.5 : 1;
}
