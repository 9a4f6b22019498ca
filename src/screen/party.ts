import type { Hit, HitField } from '../model/facts.ts';
import type { EntityType, ListedEntity, NameStrength } from '../model/lists.ts';
import { analyse, type Name } from './analyse.ts';
import { asTyped } from './as-written.ts';
import type { CandidateFinder } from './candidates.ts';
import { compareAnalysed, MATCH_THRESHOLD, type Scored } from './compare.ts';
import { isScreenable } from './gate.ts';
import { hitOf, wordPairs } from './hit.ts';
import type { IndexView } from './index-view.ts';
import { doubtsOf, formsBeyond, hasMore, isCommonName, isLatinPair, isRuledOut, type Met } from './party-rules.ts';
import { rememberedLikeness, type WordsAlike } from './token-similarity.ts';

/** Above it, and with two telling words, a resemblance may be acted on; below, a person looks. */
const SURE = 0.925;

/**
 * Persons spelt in Latin letters on both sides need this much: below it lie namesakes by half (2,000 invented persons), and
 * hardly a listed name as customers write it. So do names of which a word is left over. Whole names from other scripts may
 * differ more.
 */
const STRICT_PERSON = 0.86;

export interface NameQuestion {
  readonly text: string;
  readonly field: HitField;
  /** What the text names, as far as the field tells. */
  readonly names: 'person-or-organisation' | 'organisation';
  /** ISO 3166-1 alpha-2, or undefined where nothing is said. */
  readonly country: string | undefined;
  readonly minScore: number;
}

/** Holds one name against every listed name that could resemble it. A value that is no name is not screened. */
export function screenName(question: NameQuestion, view: IndexView, finder: CandidateFinder): readonly Hit[] {
  if (!isScreenable(question.text)) return [];
  const query = analyse(question.text);
  const alike = rememberedLikeness(query);
  const hits: Hit[] = [];
  const seen = new Map<number, number>();
  for (const id of finder.find(query, Math.min(question.minScore, MATCH_THRESHOLD))) {
    const entity = view.entityOf(id);
    const type = view.typeOf(entity);
    const strength = view.strengthOf(id);
    const candidate = view.name(id);
    if (!couldBe(query, candidate, type)) continue;
    const scored = withSlips(query, candidate, type, alike);
    const isStrict =
      type === 'individual' && (scored.comparison.alignment.pairs.every(isLatinPair) || hasMore(scored.comparison));
    const floor = strength === 'weak' ? 0.97 : Math.max(question.minScore, isStrict ? STRICT_PERSON : 0);
    if (scored.score < floor - 0.03 || scored.score <= (seen.get(entity) ?? 0)) continue;
    const hit = weighed(question, query, view.entity(entity), strength, candidate, scored);
    if (hit === null || hit.score < floor) continue;
    seen.set(entity, scored.score);
    hits.push(hit);
  }
  return hits;
}

/** The score of two names; of a person's also as fingers mistype it. */
function withSlips(query: Name, candidate: Name, type: EntityType, alike: WordsAlike): Scored {
  const scored = compareAnalysed(query, candidate, type === 'unknown' ? undefined : type, alike);
  if (type !== 'individual' || scored.score >= STRICT_PERSON) return scored;
  const typed = asTyped(query, candidate);
  return typed === 0 ? scored : { ...scored, score: Math.max(scored.score, 0.5 + 0.5 * typed), isTyped: true };
}

/** Whoever holds a domain is no ship or aircraft; a company's legal form rules out a person who is not listed with it. */
function couldBe(query: Name, candidate: Name, type: EntityType): boolean {
  switch (type) {
    case 'vessel':
    case 'aircraft':
      return false;
    case 'individual':
      // Forms of two letters are also names: "Pak Han Se".
      return !formsBeyond(query, candidate).some(({ text }) => text.length > 2);
    case 'entity':
    case 'unknown':
      return true;
  }
}

function weighed(
  question: NameQuestion,
  query: Name,
  entity: ListedEntity,
  strength: NameStrength,
  candidate: Name,
  scored: Scored,
): Hit | null {
  const { comparison } = scored;
  const telling = comparison.alignment.pairs.filter(
    ({ query: a, candidate: b, likeness }) => a.kind === 'core' && b.kind === 'core' && likeness.score >= 0.75,
  );
  const met: Met = { query, candidate, type: entity.type, telling, ...scored };
  if (isRuledOut(met)) return null;
  const isAgreed = question.country !== undefined && entity.countries.includes(question.country);
  const isDenied = question.country !== undefined && entity.countries.length > 0 && !isAgreed;
  const doubts = [
    ...(isDenied
      ? [`the countries differ (${question.country}; listed: ${entity.countries.slice(0, 4).join(', ')})`]
      : []),
    ...doubtsOf(met),
    ...(strength === 'weak' ? ['a weak alias: it only corroborates'] : []),
    ...(question.names === 'organisation' && entity.type === 'individual'
      ? ['an organisation was asked, the entry is a person']
      : []),
  ];
  const isPartOfCommon = entity.type === 'individual' && isCommonName(telling) && hasMore(comparison);
  const score =
    scored.score + (isAgreed ? 0.01 : 0) - (isDenied ? 0.03 : 0) - (isPartOfCommon ? PART_OF_A_COMMON_NAME : 0);
  return hitOf(entity, {
    query: question.text,
    candidate: candidate.text,
    strength,
    score: Math.min(1, score),
    field: question.field,
    band: scored.score >= SURE && doubts.length === 0 ? 'match' : 'review',
    words: wordPairs(comparison),
    notes: [...(isAgreed ? [`both name ${question.country}`] : []), ...doubts],
  });
}

/** Two common words that met, and others that did not: so many bear them that the rest has to speak. */
const PART_OF_A_COMMON_NAME = 0.04;
