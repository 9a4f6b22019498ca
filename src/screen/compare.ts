import type { EntityType } from '../model/lists.ts';
import { analyse, type Name, type Token } from './analyse.ts';
import { asWritten } from './as-written.ts';
import { areDifferentWords } from './different-words.ts';
import { distance } from './distance.ts';
import {
  type Comparison,
  comparison,
  FEATURES,
  isSyllabic,
  numberMissing,
  numbersDiffer,
  WHOLE_FLOOR,
  wholeSimilarity,
} from './features.ts';
import { differsInGender, type WordsAlike } from './token-similarity.ts';

/** At and above it two names are taken for the same. Chosen on the development set: docs/method.md. */
export const MATCH_THRESHOLD = 0.8;

export type NameKind = Exclude<EntityType, 'unknown'>;

/**
 * How likely two names are the same party's, 0..1; symmetric, deterministic.
 *
 *   "Ezzedeen Al-Qassam Brigades", "كتائب عز الدين القسام"   → ≥ .8
 *   "Vladimir Putin", "PUTIN, Vladimir Vladimirovich"       → ≥ .8
 *   "Snow Storm 1", "Snow Storm 2"                          → ≤ .5
 */
export function compareNames(query: string, listed: string, { kind }: { readonly kind?: NameKind } = {}): number {
  return compareAnalysed(analyse(query), analyse(listed), kind).score;
}

/** A score and the comparison that explains it. */
export interface Scored {
  readonly score: number;
  readonly comparison: Comparison;
  /** Alike but for a slip of the finger, though the words by themselves are not. */
  readonly isTyped?: true;
}

/** As `compareNames`, for names that are already taken apart; `alike` may remember words. */
export function compareAnalysed(
  query: Name,
  candidate: Name,
  kind: NameKind | 'unknown' | undefined,
  alike?: WordsAlike,
): Scored {
  // One order for both directions, so that the answer cannot depend on which name was asked.
  const isTurned = query.whole > candidate.whole;
  const pair = comparison(isTurned ? candidate : query, isTurned ? query : candidate, kind === 'individual', alike);
  const score = scoreOf(pair, kind);
  return { score, comparison: isTurned ? turn(pair) : pair };
}

function scoreOf(pair: Comparison, kind: NameKind | 'unknown' | undefined): number {
  if (pair.query.tokens.length === 0 || pair.candidate.tokens.length === 0) return 0;
  if (
    pair.query.whole === pair.candidate.whole &&
    pair.query.whole !== '' &&
    !differsInHan(pair) &&
    !isAcrossHan(pair) &&
    !areSyllablesShuffled(pair)
  ) {
    return kind === 'vessel' || kind === 'aircraft' ? 1 : sameWords(pair);
  }
  if (kind === 'vessel' || kind === 'aircraft') {
    if (numberMissing(pair)) return 0;
    if (withoutPrefix(pair.query) === withoutPrefix(pair.candidate)) return 0.98;
    const alike = wholeSimilarity(pair);
    return alike >= 0.94 ? alike : 0;
  }
  let score = FEATURES.reduce((total, { weight, of }) => total + weight * of(pair), 0);
  if (pair.alignment.pairs.length === 0) score = 0;
  score = Math.max(score, rescued(pair));
  const { pairs, leftQuery, leftCandidate } = pair.alignment;
  if (kind === 'individual' && score < 0.86 && pairs.length > 0 && leftQuery.length + leftCandidate.length <= 4) {
    score = Math.max(score, asWritten(pair.query, pair.candidate));
  }
  if (numbersDiffer(pair) || areSyllablesShuffled(pair)) score = Math.min(score, 0.5);
  else if (numberMissing(pair)) score = Math.min(score, 0.78);
  return Math.min(0.999, Math.max(0, score));
}

const inOrder = ({ tokens }: Name): string => tokens.map(({ latin }) => latin).join(' ');

function sameWords(pair: Comparison): number {
  return inOrder(pair.query) === inOrder(pair.candidate) ? 1 : 0.98;
}

/** Han characters that sound alike are not the same name. */
function differsInHan({ query, candidate }: Comparison): boolean {
  const han = ({ tokens }: Name): string =>
    tokens
      .filter(({ script }) => script === 'han')
      .map(({ text }) => text)
      .toSorted()
      .join('');
  const [a, b] = [han(query), han(candidate)];
  return a !== '' && b !== '' && a !== b;
}

/** Characters on one side, letters on the other: how they sound is all that can agree. */
function isAcrossHan({ query, candidate }: Comparison): boolean {
  const hasHan = ({ tokens }: Name): boolean => tokens.some(({ script }) => script === 'han');
  return hasHan(query) !== hasHan(candidate);
}

/**
 * Syllables of a Chinese or Korean name keep their order, but for the family name, which may stand first or last: 정은 is
 * not 은정.
 */
function areSyllablesShuffled({ query, candidate, alignment: { pairs } }: Comparison): boolean {
  if (![query, candidate].some(({ tokens }) => tokens.some(isSyllabic))) return false;
  if (pairs.length < 3 || inOrder(query) === inOrder(candidate)) return false;
  const asked = query.tokens.filter((token) => pairs.some((pair) => pair.query === token));
  const listed = candidate.tokens.filter((token) => pairs.some((pair) => pair.candidate === token));
  const meet = (a: Token | undefined, b: Token | undefined): boolean =>
    a?.latin === b?.latin || pairs.some((pair) => pair.query === a && pair.candidate === b);
  return !listed.some((_, turn) => asked.every((word, at) => meet(word, listed[(at + turn) % listed.length])));
}

/** A ship's name without what says what ship she is: "M/V Grey Heron", "MT Grey Heron". */
function withoutPrefix({ tokens }: Name): string {
  const words = tokens.map(({ latin }) => latin).join(' ');
  return words.replace(/^(?:m v|m t|s s|m y|mv|mt|ss|my|lpg c|lpg) (?=\S)/, '');
}

function rescued(pair: Comparison): number {
  const alike = Math.max(wholeSimilarity(pair), wholeAsPaired(pair));
  return alike >= WHOLE_FLOOR && leftOversAlike(pair) ? 0.5 + 0.5 * alike : 0;
}

/** The whole strings with the words in the order in which they met: a lost first letter must not change the order. */
function wholeAsPaired({ alignment: { pairs, leftQuery, leftCandidate } }: Comparison): number {
  if (leftQuery.length !== 1 || leftCandidate.length !== 1) return 0;
  const [a, b] = [leftQuery[0]?.latin ?? '', leftCandidate[0]?.latin ?? ''];
  if (![...leftQuery, ...leftCandidate].every(({ script }) => script === 'latin' || script === 'cyrillic')) return 0;
  if (!pairs.every(({ likeness: { how } }) => how === 'same')) return 0;
  const length = pairs.reduce((sum, { query }) => sum + query.latin.length + 1, 0) + Math.max(a.length, b.length);
  return 1 - distance(a, b, length) / length;
}

/** What did not meet must itself be nearly alike, or one letter away: "Jong Un" and "Jong Il" are alike as strings, "Un" and "Il" are not. */
function leftOversAlike({ alignment: { leftQuery, leftCandidate } }: Comparison): boolean {
  const [a, b] = [leftQuery, leftCandidate].map((left) => left.map(({ latin }) => latin).join(''));
  if (a === undefined || b === undefined || a === '' || b === '') return true;
  if (leftQuery.some((token) => hasDouble(token, leftCandidate))) return false;
  const most = Math.max(1, MOST_APART * Math.max(a.length, b.length));
  return distance(a, b, most) <= most;
}

/** The word that is nearest to this one is another name: "Iran", "Iraq". */
function hasDouble({ latin }: Token, others: readonly Token[]): boolean {
  const apart = others.map((other) => distance(latin, other.latin, latin.length));
  const nearest = others[apart.indexOf(Math.min(...apart))];
  return nearest !== undefined && (differsInGender(latin, nearest.latin) || areDifferentWords(latin, nearest.latin));
}

const MOST_APART = 0.3;

function turn({ query, candidate, alignment, isPerson }: Comparison): Comparison {
  return {
    query: candidate,
    candidate: query,
    isPerson,
    alignment: {
      pairs: alignment.pairs.map((pair) => ({ query: pair.candidate, candidate: pair.query, likeness: pair.likeness })),
      leftQuery: alignment.leftCandidate,
      leftCandidate: alignment.leftQuery,
    },
  };
}
