import { soundsApart } from './abjad.ts';
import type { Name, Token } from './analyse.ts';
import { areOneInChinese } from './chinese.ts';
import { budgetFor, distance } from './distance.ts';
import { bitsApart } from './letters.ts';
import { isAbjad } from './romanise.ts';
import { isKoreanSyllable } from './skeleton.ts';
import { type Likeness, likeness, type WordsAlike } from './token-similarity.ts';

/** Two words, or a word and two words written apart, that met. */
export interface Pair {
  readonly query: Token;
  readonly candidate: Token;
  readonly likeness: Likeness;
}

/** Which words of two names met, and what was left over on either side. Weights are those of the words themselves. */
export interface Alignment {
  readonly pairs: readonly Pair[];
  readonly leftQuery: readonly Token[];
  readonly leftCandidate: readonly Token[];
}

/** Below this two words have not met. */
export const MET = 0.6;

/**
 * The best pairing of the words of two names, whatever their order: optimal where both are short, else greedy from the
 * surest pair down. Words written together on one side and apart on the other are joined first.
 */
export function align(query: Name, candidate: Name, alike: WordsAlike = likeness): Alignment {
  const [a, b] = joinWords(counting(query.tokens), counting(candidate.tokens));
  const areKorean = a.length >= 3 && b.length >= 3 && a.every(isSyllable) && b.every(isSyllable);
  const pairs = a.length > 8 || b.length > 8 ? greedy(a, b, alike) : optimal(a, b, areKorean, alike);
  const used = new Set(pairs.flatMap(({ query: x, candidate: y }) => [x, y]));
  return {
    pairs,
    leftQuery: a.filter((token) => !used.has(token)),
    leftCandidate: b.filter((token) => !used.has(token)),
  };
}

/** Words that are compared; particles stay for joining and are dropped after it. */
const counting = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(({ kind }) => kind !== 'legal' && kind !== 'title');

/** A syllable of a Korean name, by itself as Korean names are written. */
const isSyllable = ({ kind, latin, script }: Token): boolean =>
  script === 'latin' && (kind === 'core' || kind === 'particle') && isKoreanSyllable(latin);

const isParticle = ({ kind }: Token): boolean => kind === 'particle';

function joinWords(a: readonly Token[], b: readonly Token[]): readonly [readonly Token[], readonly Token[]] {
  const joinedA = joinTowards(a, b);
  const joinedB = joinTowards(b, joinedA);
  return [joinedA.filter((token) => !isParticle(token)), joinedB.filter((token) => !isParticle(token))];
}

/** Joins neighbours of `words` that together spell one word of `others`: "al" "qassam" for "alqassam". */
function joinTowards(words: readonly Token[], others: readonly Token[]): readonly Token[] {
  if (words.length < 2) return words;
  const targets = others.filter(({ kind, latin }) => kind === 'core' && latin.length >= 4);
  if (targets.length === 0) return words;
  const joined: Token[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const [first, second] = [words[index], words[index + 1]];
    if (first === undefined) break;
    const third = words[index + 2];
    if (second !== undefined && third?.kind === 'core' && isParticle(first) && isParticle(second)) {
      const latin = first.latin + second.latin + third.latin;
      if (targets.some((other) => other.latin === latin)) {
        joined.push(joinOf(joinOf(first, second, first.latin + second.latin), third, latin));
        index += 2;
        continue;
      }
    }
    if (second !== undefined && canJoin(first) && canJoin(second)) {
      const latin = first.latin + second.latin;
      const isWord = targets.some((other) => isWritten(first, second, latin, other));
      const isApart = targets.some(({ latin: other }) => other === first.latin || other === second.latin);
      if (isWord && !isApart) {
        joined.push(joinOf(first, second, latin));
        index += 1;
        continue;
      }
    }
    joined.push(first);
  }
  return joined;
}

const canJoin = ({ kind }: Token): boolean =>
  kind === 'core' || kind === 'particle' || kind === 'initial' || kind === 'org';

/** Whether two neighbours, `latin` together, spell the other word. */
function isWritten(first: Token, second: Token, latin: string, other: Token): boolean {
  if (isAbjad(first.script) !== isAbjad(other.script)) {
    const { length } = joinedSounds(first, second);
    if (length >= 3 && Math.abs(length - other.fine.length) <= 2 && isOneWordAcross(first, second, other)) return true;
  }
  if (Math.abs(other.latin.length - latin.length) > 2) return false;
  if (other.latin === latin || areOneInChinese(other.latin, latin)) return true;
  const most = budgetFor(latin.length) / 2;
  if (latin.length < 6 || 0.7 * bitsApart(first.letters | second.letters, other.letters) > most) return false;
  return distance(latin, other.latin, most) <= most;
}

/** نصر الله, "nasrallah"; not any two words that share their consonants with one. */
function isOneWordAcross(first: Token, second: Token, other: Token): boolean {
  const isShort = first.kind === 'particle' || first.latin.length <= 4 || second.text === 'الله';
  if (!isShort && first.fine.length + second.fine.length < 5) return false;
  return isAbjad(other.script)
    ? soundsApart(other.text, first.latin + second.latin, 0.4) <= 0.4
    : soundsApart(first.text + second.text, other.latin, 0.4) <= 0.4;
}

/** The consonants of two words written together, a doubled one at the seam once. */
const joinedSounds = (first: Token, second: Token): string => (first.fine + second.fine).replace(/(.)\1+/g, '$1');

function joinOf(first: Token, second: Token, latin: string): Token {
  return {
    ...second,
    text: `${first.text} ${second.text}`,
    latin,
    kind: 'core',
    symbol: '',
    skeleton: first.skeleton + second.skeleton,
    fine: joinedSounds(first, second),
    letters: first.letters | second.letters,
    sounds: first.sounds | second.sounds,
    weight: Math.max(first.weight, second.weight),
  };
}

function greedy(a: readonly Token[], b: readonly Token[], alike: WordsAlike): readonly Pair[] {
  const all = a
    .flatMap((query) => b.map((candidate) => ({ query, candidate, likeness: alike(query, candidate) })))
    .filter((pair) => pair.likeness.score >= MET)
    .toSorted((x, y) => y.likeness.score - x.likeness.score || y.query.weight - x.query.weight);
  const used = new Set<Token>();
  return all.filter(({ query, candidate }) => {
    if (used.has(query) || used.has(candidate)) return false;
    used.add(query).add(candidate);
    return true;
  });
}

/** Best total of likeness × weight over all pairings: dynamic programming over the subsets of `b`. */
function optimal(a: readonly Token[], b: readonly Token[], areKorean: boolean, alike: WordsAlike): readonly Pair[] {
  const subsets = 1 << b.length;
  let best = new Float64Array(subsets);
  const choice: Int8Array[] = [];
  const met = a.map((query) => meetings(query, b, areKorean, alike));
  for (const row of met) {
    const next = best.slice();
    const chosen = new Int8Array(subsets).fill(-1);
    for (const { bit, at, worth } of row) {
      for (let set = bit; set < subsets; set = (set + 1) | bit) {
        const total = (best[set & ~bit] ?? 0) + worth;
        if (total > (next[set] ?? 0) + 1e-12) {
          next[set] = total;
          chosen[set] = at;
        }
      }
    }
    choice.push(chosen);
    best = next;
  }
  const pairs: Pair[] = [];
  let set = subsets - 1;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const j = choice[i]?.[set] ?? -1;
    const pair = met[i]?.find(({ at }) => at === j)?.pair;
    if (pair === undefined) continue;
    pairs.push(pair);
    set &= ~(1 << j);
  }
  return pairs.reverse();
}

interface Meeting {
  readonly at: number;
  readonly bit: number;
  readonly worth: number;
  readonly pair: Pair;
}

/** The words of `b` that a word meets: few, so the subsets are gone through for these alone. */
function meetings(query: Token, b: readonly Token[], areKorean: boolean, alike: WordsAlike): readonly Meeting[] {
  const met: Meeting[] = [];
  b.forEach((candidate, at) => {
    const found = alike(query, candidate, areKorean);
    if (found.score < MET) return;
    const worth = found.score * (query.weight + candidate.weight);
    met.push({ at, bit: 1 << at, worth, pair: { query, candidate, likeness: found } });
  });
  return met;
}
