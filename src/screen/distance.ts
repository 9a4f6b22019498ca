/**
 * Weighted optimal string alignment distance (Damerau–Levenshtein, restricted), cut off above `budget`.
 * One vowel for another .5; v and w .3; sounds that transliterations confuse .7; a doubled letter or an h .5; neighbours swapped 1.
 * Answers a number over `budget` when it is exceeded. Symmetric.
 */
export function distance(a: string, b: string, budget: number): number {
  if (a === b) return 0;
  const [n, m] = [a.length, b.length];
  if (Math.abs(n - m) * LEAST_GAP > budget) return budget + 1;
  // Further from the diagonal than this every way costs more than the budget.
  const band = Math.ceil(budget / LEAST_GAP);
  let [before, above, row, gaps] = m < SCRATCH ? scratch : rowsOf(m + 2);
  above[0] = 0;
  for (let j = 1; j <= m; j += 1) {
    const gap = gapCost(b, j - 1);
    gaps[j] = gap;
    above[j] = (above[j - 1] ?? 0) + gap;
  }
  for (let i = 1; i <= n; i += 1) {
    const [x, gap] = [a.charCodeAt(i - 1), gapCost(a, i - 1)];
    const [from, to] = [Math.max(1, i - band), Math.min(m, i + band)];
    let left = from === 1 ? (above[0] ?? 0) + gap : Number.POSITIVE_INFINITY;
    row[from - 1] = left;
    let least = left;
    for (let j = from; j <= to; j += 1) {
      const y = b.charCodeAt(j - 1);
      const swapped = (above[j - 1] ?? 0) + (x === y ? 0 : swapCost(x, y));
      const without = (above[j] ?? 0) + gap;
      left += gaps[j] ?? 0;
      if (swapped < left) left = swapped;
      if (without < left) left = without;
      if (i > 1 && j > 1 && x === b.charCodeAt(j - 2) && y === a.charCodeAt(i - 2)) {
        left = Math.min(left, (before[j - 2] ?? 0) + 1);
      }
      row[j] = left;
      if (left < least) least = left;
    }
    if (least > budget) return budget + 1;
    row[to + 1] = Number.POSITIVE_INFINITY;
    [before, above, row] = [above, row, before];
  }
  return above[m] ?? budget + 1;
}

/** What a letter costs at least that only one word has. */
const LEAST_GAP = 0.5;

/** Rows for words of ordinary length, used over and over: a distance allocates nothing. */
const SCRATCH = 510;
const scratch = rowsOf(SCRATCH + 2);

type DistanceRows = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

function rowsOf(length: number): DistanceRows {
  return [new Float64Array(length), new Float64Array(length), new Float64Array(length), new Float64Array(length)];
}

/** How much two words may differ: none up to three letters, growing with the shorter one. */
export function budgetFor(length: number): number {
  if (length <= 3) return 0;
  if (length === 4) return 1;
  if (length <= 6) return 1.1;
  if (length <= 8) return 1.6;
  return length <= 10 ? 2.1 : 2.7;
}

const VOWELS = Array.from('aeiouy').map((letter) => letter.charCodeAt(0));
const [H, J] = ['h'.charCodeAt(0), 'j'.charCodeAt(0)];
const IS_VOWEL = new Uint8Array(128);
for (const vowel of VOWELS) IS_VOWEL[vowel] = 1;

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
  if (letter === H) return LEAST_GAP;
  if (at === 0) return 1;
  const before = text.charCodeAt(at - 1);
  if (letter === before) return LEAST_GAP;
  // A second vowel, or the j or y after one, writes the same sound longer: Luka, Louka; Alexei, Alexej.
  return (letter === J || IS_VOWEL[letter] === 1) && IS_VOWEL[before] === 1 ? LEAST_GAP : 1;
}
