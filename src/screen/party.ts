import type { Hit, HitField } from '../model/facts.ts';
import type { EntityType, ListedEntity, NameStrength } from '../model/lists.ts';
import type { Pair } from './align.ts';
import { analyse, type Name } from './analyse.ts';
import { asTyped } from './as-written.ts';
import type { CandidateFinder } from './candidates.ts';
import { compareAnalysed, MATCH_THRESHOLD, type Scored } from './compare.ts';
import { isAnotherWord } from './different-words.ts';
import { distance } from './distance.ts';
import { type Comparison, numberMissing, PATRONYMIC } from './features.ts';
import { isScreenable } from './gate.ts';
import { hitOf, wordPairs } from './hit.ts';
import type { IndexView } from './index-view.ts';
import { rememberedLikeness, type WordsAlike } from './token-similarity.ts';
import { vocabulary } from './vocabulary.ts';

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
    if (!couldBe(query, type)) continue;
    const strength = view.strengthOf(id);
    const candidate = view.name(id);
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

/** Whoever holds a domain is no ship or aircraft; a company's legal form rules out a person. */
function couldBe(query: Name, type: EntityType): boolean {
  // Forms of two letters are also names: "Pak Han Se".
  const forms = query.tokens.filter(({ kind }) => kind === 'legal');
  const hasForm = forms.some(({ text }) => text.length > 2) || (forms.length > 0 && query.tokens.length === 2);
  switch (type) {
    case 'vessel':
    case 'aircraft':
      return false;
    case 'individual':
      return !hasForm;
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

/** Two names that resemble each other, and the core words that met. */
interface Met extends Scored {
  readonly query: Name;
  readonly candidate: Name;
  readonly type: EntityType;
  readonly telling: readonly Pair[];
}

/** What the score does not see: they are not one, however alike. */
function isRuledOut({ query, candidate, type, telling, comparison, score, isTyped }: Met): boolean {
  if (isTwoSyllables(comparison)) return true;
  if (isTyped === true) return false;
  if (telling.length === 0 && score < 0.98) return true;
  if (telling.length <= 1 && !isRareWhole(query, candidate, type)) {
    if (isOneCommonWord(query, candidate) || telling.some(isLooseAndShort)) return true;
    if (type === 'individual' && telling.some(isLoose)) return true;
  }
  if (type !== 'individual') return isAnotherFirm(telling, score);
  return isAnotherPerson(comparison, telling, score) || (saysLittle(candidate, telling) && asksMore(comparison));
}

/** Why a person has to look, and nobody may act on the name alone. */
function doubtsOf({ query, candidate, type, telling, comparison, isTyped }: Met): readonly string[] {
  const doubts: string[] = [];
  if (isTyped === true) doubts.push('a slip of the finger apart');
  else if (telling.length <= 1 && !isRareWhole(query, candidate, type)) doubts.push('one word only');
  if (numberMissing(comparison)) doubts.push('one of them bears a number');
  if (telling.some(({ likeness }) => likeness.how === 'initial')) doubts.push('an initial stands for a name');
  if (telling.length <= 2 && telling.some((pair) => !isSure(pair))) doubts.push('a word is not the same');
  if (type === 'individual' && isCommonName(telling)) doubts.push('a common personal name');
  return doubts;
}

/** Two common words that met, and others that did not: so many bear them that the rest has to speak. */
const PART_OF_A_COMMON_NAME = 0.04;

const hasMore = ({ alignment: { leftQuery, leftCandidate } }: Comparison): boolean =>
  [...leftQuery, ...leftCandidate].some(({ kind, latin }) => kind === 'core' && !PATRONYMIC.test(latin));

/** Two words, and neither of them met as it stands, need this much: "Jason Lee" is not "Jinon Levi". */
const BOTH_LOOSE = 0.93;

/** Of a name of two words, one that is a word of its own, or further than a letter away, makes it another person's. */
function isAnotherPerson(
  { alignment: { leftQuery, leftCandidate } }: Comparison,
  telling: readonly Pair[],
  raw: number,
): boolean {
  if (telling.length > 2) return false;
  if (
    telling.some((pair) => isSpeltOut(pair) && isLoose(pair) && isAnotherWord(pair.query.latin, pair.candidate.latin))
  )
    return true;
  // "Gloria Yuri Vargas" is no Jorge Vargas: a family of given names is wide, and another word stands beside it.
  if (raw < BOTH_LOOSE && leftQuery.length + leftCandidate.length > 0 && telling.some(isGivenName)) return true;
  const [a, b] = [leftQuery, leftCandidate].map(([word]) => word?.latin);
  if (telling.length === 1 && a !== undefined && b !== undefined && distance(a, b, 1) > 1) return true;
  return raw < BOTH_LOOSE && telling.length > 0 && !telling.some(isSure);
}

/** A given name's short form is no word of a firm's name, and a firm's words do not all differ by a letter. */
function isAnotherFirm(telling: readonly Pair[], raw: number): boolean {
  if (telling.some(isGivenName)) return true;
  return telling.length <= 2 && raw < LOOSE_FIRM && telling.every(isLatinPair) && telling.some(isLoose);
}

const LOOSE_FIRM = 0.86;

/** The words met as they stand, or as another script writes them. */
const isSure = ({ likeness: { how } }: Pair): boolean => /^(?:same|transliteration|as the North)/.test(how);

/** How often the words that met stand together by chance, going by each one's share of the listed names. */
function isCommonName(telling: readonly Pair[]): boolean {
  const frequency = telling.reduce((product, { candidate: { latin } }) => product * vocabulary().frequency(latin), 1);
  return frequency > 3e-6 && telling.length <= 2;
}

/** A person listed by one word, or by two that many bear: "Mohammad Ali" inside a longer name is not that person. */
function saysLittle({ text }: Name, telling: readonly Pair[]): boolean {
  return !/\S[\s,-]+\S/.test(text.trim()) || isCommonName(telling);
}

/** The asked name has words of its own that the listed one lacks; a word misspelt beyond meeting is not such a word. */
const asksMore = ({ alignment: { leftQuery, leftCandidate } }: Comparison): boolean =>
  leftQuery.filter(({ kind }) => kind === 'core').length > leftCandidate.filter(({ kind }) => kind === 'core').length;

const isGivenName = ({ likeness: { how } }: Pair): boolean => how.includes('given name');

/** Both write their vowels. */
const isSpeltOut = ({ query, candidate }: Pair): boolean =>
  [query, candidate].every(({ script }) => script === 'latin' || script === 'cyrillic');

const isLatinPair = ({ query, candidate }: Pair): boolean => query.script === 'latin' && candidate.script === 'latin';

/** One word that is all there is must be that word, or a long one nearly. */
const isLooseAndShort = (pair: Pair): boolean =>
  isLoose(pair) &&
  (pair.candidate.latin.length < 7 || pair.query.text.includes(' ') || pair.likeness.how === 'sounds alike');

const isLoose = ({ likeness }: Pair): boolean => /letter|sounds|vowel|syllables|nearly/.test(likeness.how);

/** Two characters and their sound in Latin letters: a name that thousands bear. */
const isTwoSyllables = ({ alignment: { pairs } }: Comparison): boolean =>
  pairs.length <= 2 &&
  pairs.every(({ query, candidate }) =>
    [query, candidate].some(({ script, latin }) => (script === 'han' || script === 'hangul') && latin.length <= 7),
  ) &&
  pairs.some(({ query, candidate }) => query.script !== candidate.script);

/** A single listed word that is rare enough to be a name of its own, and is all that was asked. */
function isRareWhole(query: Name, candidate: Name, type: EntityType): boolean {
  if (type !== 'entity' || query.whole !== candidate.whole) return false;
  const core = candidate.tokens.filter(({ kind }) => kind === 'core');
  return (
    core.length === 1 &&
    core.every(
      ({ latin, text }) => latin.length >= 5 && !vocabulary().common.has(text) && vocabulary().rarity(latin) > 0.6,
    )
  );
}

function isOneCommonWord(query: Name, candidate: Name): boolean {
  const core = candidate.tokens.filter(({ kind }) => kind === 'core' || kind === 'org');
  const { common } = vocabulary();
  return (
    core.length <= 1 &&
    core.every(({ text, latin }) => common.has(text) || latin.length <= 3) &&
    query.whole !== candidate.whole
  );
}
