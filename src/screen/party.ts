import type { Hit, HitField } from '../model/facts.ts';
import type { EntityType, ListedEntity, NameStrength } from '../model/lists.ts';
import type { Pair } from './align.ts';
import { analyse, type Name } from './analyse.ts';
import type { CandidateFinder } from './candidates.ts';
import { compareAnalysed, MATCH_THRESHOLD, type Scored } from './compare.ts';
import { type Comparison, numberMissing } from './features.ts';
import { isScreenable } from './gate.ts';
import { hitOf, wordPairs } from './hit.ts';
import type { IndexView } from './index-view.ts';
import { vocabulary } from './vocabulary.ts';

/** Above it, and with two telling words, a resemblance may be acted on; below, a person looks. */
const SURE = 0.925;

/**
 * Persons spelt in Latin letters on both sides need this much: below it lie namesakes by half (2,000 invented persons), and
 * hardly a listed name as customers write it. Names from other scripts may differ more.
 */
const LATIN_PERSON = 0.86;

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
  const hits: Hit[] = [];
  const seen = new Map<number, number>();
  for (const id of finder.find(query, Math.min(question.minScore, MATCH_THRESHOLD))) {
    const entity = view.entityOf(id);
    const type = view.typeOf(entity);
    if (!couldBe(query, type)) continue;
    const strength = view.strengthOf(id);
    const scored = compareAnalysed(query, view.name(id), type === 'unknown' ? undefined : type);
    const isLatinPerson = type === 'individual' && scored.comparison.alignment.pairs.every(isLatinPair);
    const floor = strength === 'weak' ? 0.97 : Math.max(question.minScore, isLatinPerson ? LATIN_PERSON : 0);
    if (scored.score < floor - 0.03 || scored.score <= (seen.get(entity) ?? 0)) continue;
    const hit = weighed(question, query, view.entity(entity), strength, view.name(id), scored);
    if (hit === null || hit.score < floor) continue;
    seen.set(entity, scored.score);
    hits.push(hit);
  }
  return hits;
}

/** Whoever holds a domain is no ship or aircraft; a company's legal form rules out a person. */
function couldBe(query: Name, type: EntityType): boolean {
  // Forms of two letters are also names: "Pak Han Se".
  const hasForm = query.tokens.some(({ kind, text }) => kind === 'legal' && text.length > 2);
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
  { score: raw, comparison }: Scored,
): Hit | null {
  const notes: string[] = [];
  let score = raw;
  let isSure = raw >= SURE;
  const lower = (why: string): void => {
    isSure = false;
    notes.push(why);
  };
  const { country } = question;
  if (country !== undefined && entity.countries.length > 0) {
    if (entity.countries.includes(country)) {
      score = Math.min(1, score + 0.01);
      notes.push(`both name ${country}`);
    } else {
      score -= 0.03;
      lower(`the countries differ (${country}; listed: ${entity.countries.slice(0, 4).join(', ')})`);
    }
  }
  const telling = comparison.alignment.pairs.filter(
    ({ query: a, candidate: b, likeness }) => a.kind === 'core' && b.kind === 'core' && likeness.score >= 0.75,
  );
  if (telling.length === 0 && raw < 0.98) return null;
  if (telling.length <= 1 && !isRareWhole(query, candidate, entity.type)) {
    if (isOneCommonWord(query, candidate) || telling.some(isLooseAndShort)) return null;
    if (entity.type === 'individual' && telling.some(isLoose)) return null;
    lower('one word only');
  }
  if (entity.type === 'individual' && isTwoSyllables(comparison)) return null;
  if (entity.type === 'individual' && saysLittle(candidate, telling) && asksMore(comparison)) return null;
  if (strength === 'weak') lower('a weak alias: it only corroborates');
  if (question.names === 'organisation' && entity.type === 'individual')
    lower('an organisation was asked, the entry is a person');
  if (numberMissing(comparison)) lower('one of them bears a number');
  if (telling.some(({ likeness }) => likeness.how === 'initial')) lower('an initial stands for a name');
  if (entity.type === 'individual' && isCommonName(telling)) lower('a common personal name');
  return hitOf(entity, {
    query: question.text,
    candidate: candidate.text,
    strength,
    score,
    field: question.field,
    band: isSure ? 'match' : 'review',
    words: wordPairs(comparison),
    notes,
  });
}

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
