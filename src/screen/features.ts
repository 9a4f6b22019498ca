import { type Alignment, align } from './align.ts';
import type { Name, Token } from './analyse.ts';
import { distance } from './distance.ts';
import { isAbjad } from './romanise.ts';
import type { WordsAlike } from './token-similarity.ts';
import { vocabulary } from './vocabulary.ts';

/** Two names side by side: what every feature looks at. */
export interface Comparison {
  readonly query: Name;
  readonly candidate: Name;
  readonly alignment: Alignment;
  /** Persons are told from organisations: a patronymic may be left out, a country in a company's name may not. */
  readonly isPerson: boolean;
}

/** One sentence about two names, measured 0..1, and what it is worth. A mismatch never earns. */
export interface Feature {
  readonly id: string;
  readonly weight: number;
  readonly says: string;
  readonly of: (comparison: Comparison) => number;
}

/** THE TABLE. The score is the sum of weight × measure, held between 0 and 1, then `capped` and `rescued` (compare.ts). */
export const FEATURES = [
  { id: 'met', weight: 1, says: 'How well the words met that met at all', of: met },
  { id: 'contradiction', weight: -1.15, says: 'Words left over on both sides: not the same name', of: contradiction },
  { id: 'omission', weight: -0.34, says: 'Words left over on one side only', of: omission },
  { id: 'thin', weight: -0.45, says: 'Too little has met to mean much', of: thin },
  { id: 'vague', weight: -0.25, says: 'Few consonants or syllables are all that met across scripts', of: vague },
  { id: 'part', weight: -0.2, says: 'One side names a part, a branch or a namesake of the other', of: part },
  { id: 'other-legal-form', weight: -0.04, says: 'Both name a legal form, and not the same one', of: otherLegalForm },
] as const satisfies readonly Feature[];

export function comparison(query: Name, candidate: Name, isPerson: boolean, alike?: WordsAlike): Comparison {
  return { query, candidate, alignment: align(query, candidate, alike), isPerson };
}

const sum = (tokens: readonly Token[]): number => tokens.reduce((total, { weight }) => total + weight, 0);

function met({ alignment: { pairs } }: Comparison): number {
  let [worth, total] = [0, 0];
  for (const { query, candidate, likeness } of pairs) {
    const weight = query.weight + candidate.weight;
    worth += weight * likeness.score;
    total += weight;
  }
  return total === 0 ? 0 : worth / total;
}

/** Share of each side's weight that is left over. */
function leftOver({ alignment: { pairs, leftQuery, leftCandidate } }: Comparison): readonly [number, number] {
  const query = sum(leftQuery) / Math.max(1e-9, sum(leftQuery) + sum(pairs.map((pair) => pair.query)));
  const candidate = sum(leftCandidate) / Math.max(1e-9, sum(leftCandidate) + sum(pairs.map((pair) => pair.candidate)));
  return [query, candidate];
}

function contradiction(pair: Comparison): number {
  return Math.min(...leftOver(pair));
}

function omission(pair: Comparison): number {
  const [query, candidate] = leftOver(pair);
  const more = Math.abs(query - candidate);
  if ([...pair.query.tokens, ...pair.candidate.tokens].some(isSyllabic)) return Math.min(1, more * 2);
  if (!pair.isPerson) return more;
  const left = query > candidate ? pair.alignment.leftQuery : pair.alignment.leftCandidate;
  const isSpare = left.length > 0 && left.every(({ latin }) => PATRONYMIC.test(latin));
  return isSpare ? more * SPARE_SHARE : more;
}

/** 1 when an organisation's name has one word more that makes it another: "Youth Wing", "General Command", "Central". */
function part({ alignment: { leftQuery, leftCandidate }, isPerson }: Comparison): number {
  if (isPerson || (leftQuery.length > 0 && leftCandidate.length > 0)) return 0;
  const { parts } = vocabulary();
  return [...leftQuery, ...leftCandidate].some(({ text, latin }) => parts.has(text) || parts.has(latin)) ? 1 : 0;
}

/** A patronymic may be left out at this share of the price. */
export const SPARE_SHARE = 0.5;
export const PATRONYMIC = /(?:ovich|evich|ovych|yevich|ovna|evna|yevna|ivna|ich|ogly|oglu|kyzy)$/;

/** Core words less alike than this do not bear a name. */
export const SOLID = 0.7;
/** How thin one word is that met beside others. */
export const THIN = { person: 0.8, rare: 0.25, common: 0.6 } as const;

/** 1 when a single ordinary word is all that met beside other words; 0 when two words, or the whole of both names, met. */
function thin({ alignment: { pairs, leftQuery, leftCandidate }, isPerson }: Comparison): number {
  const solid = pairs.filter(({ query, candidate, likeness }) => isSolid(query, candidate) && likeness.score >= SOLID);
  if (leftQuery.length === 0 && leftCandidate.length === 0) return 0;
  if (solid.length >= 2) return 0;
  if (solid.length === 0) return 1;
  const rarity = Math.max(...solid.map(({ query }) => vocabulary().rarity(query.latin)));
  if (isPerson) return THIN.person;
  return rarity > 0.85 ? THIN.rare : THIN.common;
}

/**
 * 0..1: how little met where one side writes no vowels, or one character for a syllable. Seven written letters are enough; three
 * syllables of a Chinese or Korean name, with nothing left over, are.
 */
function vague({ alignment: { pairs, leftQuery, leftCandidate } }: Comparison): number {
  const across = pairs.filter(({ query, candidate }) => query.script !== candidate.script);
  if (across.length === 0) return 0;
  if (across.some(({ query, candidate }) => isSyllabic(query) || isSyllabic(candidate))) {
    const syllables = across.reduce(
      (total, { query, candidate }) => total + Math.max(...[query, candidate].map(syllablesOf)),
      0,
    );
    if (leftQuery.length + leftCandidate.length > 0) return 1;
    return syllables >= 3 ? 0 : 0.5;
  }
  const vowelless = across.filter(({ query, candidate }) => isAbjad(query.script) !== isAbjad(candidate.script));
  if (vowelless.length === 0) return 0;
  const consonants = pairs
    .filter(({ query, candidate }) => isSolid(query, candidate) || (query.symbol !== '' && query.kind === 'org'))
    .reduce(
      (total, { query, candidate, likeness: { score } }) =>
        total + Math.max(consonantsOf(query), consonantsOf(candidate)) * (score >= 0.94 ? 1 : 0.6),
      0,
    );
  const vagueness = Math.max(0, Math.min(1, (7 - consonants) / 3));
  // Two whole names that sound the same to the last word: a short name is not a vague one.
  const isWhole =
    leftQuery.length + leftCandidate.length === 0 &&
    pairs.length >= 2 &&
    pairs.every(({ likeness: { score } }) => score >= 0.9);
  return isWhole ? vagueness * 0.5 : vagueness;
}

/** Letters an abjad writes, long vowels and h as half; an organisation word says as much as two. */
function consonantsOf({ text, kind, script }: Token): number {
  if (kind === 'org') return 2;
  if (!isAbjad(script)) return 0;
  return text.length - 0.5 * (text.match(/[اويهאהוי]/g) ?? []).length;
}

/** A sign for a syllable. */
export const isSyllabic = ({ script }: Token): boolean => script === 'han' || script === 'hangul';
const syllablesOf = ({ text, script }: Token): number =>
  script === 'han' || script === 'hangul' ? Array.from(text.replace(/ /g, '')).length : 1;

const isSolid = (a: Token, b: Token): boolean => a.kind === 'core' && b.kind === 'core';

function otherLegalForm({ query, candidate }: Comparison): number {
  const forms = ({ tokens }: Name): readonly string[] =>
    tokens.filter(({ kind, symbol }) => kind === 'legal' && symbol !== 'company').map(({ symbol }) => symbol);
  const [a, b] = [forms(query), forms(candidate)];
  return a.length > 0 && b.length > 0 && !a.some((form) => b.includes(form)) ? 1 : 0;
}

/** Numbers that are in both and do not agree: "Snow Storm 1" is not "Snow Storm 2". */
export function numbersDiffer({ alignment: { leftQuery, leftCandidate } }: Comparison): boolean {
  const isNumber = ({ kind }: Token): boolean => kind === 'number';
  return leftQuery.some(isNumber) && leftCandidate.some(isNumber);
}

/** One side bears a number that the other does not: a sibling, perhaps. */
export function numberMissing({ alignment: { leftQuery, leftCandidate } }: Comparison): boolean {
  return [...leftQuery, ...leftCandidate].some(({ kind }) => kind === 'number');
}

/** Whole strings this alike are a way in of their own (typing errors spread over several words). */
export const WHOLE_FLOOR = 0.88;
/** Further apart is below the floor; a little more than 1 − floor, which is no round number to a computer. */
export const WHOLE_APART = 0.1201;

/**
 * Whole-string similarity (1 − distance ÷ length) of the sorted Latin words; 0 where vowels are missing on one side, and
 * where it lies below `WHOLE_FLOOR`, which nobody asks for.
 */
export function wholeSimilarity({ query, candidate }: Comparison): number {
  const longest = Math.max(query.whole.length, candidate.whole.length);
  if (longest < 6) return 0;
  const reach = WHOLE_APART * longest;
  const apart = distance(query.whole, candidate.whole, reach);
  if (apart > reach) return 0;
  const writesVowels = ({ tokens }: Name): boolean =>
    !tokens.some(({ script }) => isAbjad(script) || script === 'han' || script === 'hangul');
  return writesVowels(query) && writesVowels(candidate) ? 1 - apart / longest : 0;
}
