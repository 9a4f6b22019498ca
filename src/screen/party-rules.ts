import type { EntityType } from '../model/lists.ts';
import type { Pair } from './align.ts';
import type { Name, Token } from './analyse.ts';
import type { Scored } from './compare.ts';
import { isAnotherWord } from './different-words.ts';
import { distance } from './distance.ts';
import { type Comparison, numberMissing, PATRONYMIC } from './features.ts';
import { vocabulary } from './vocabulary.ts';

/** Two names that resemble each other, and the core words that met. */
export interface Met extends Scored {
  readonly query: Name;
  readonly candidate: Name;
  readonly type: EntityType;
  readonly telling: readonly Pair[];
}

/** What the score does not see: they are not one, however alike. */
export function isRuledOut({ query, candidate, type, telling, comparison, score, isTyped }: Met): boolean {
  if (isTwoSyllables(comparison)) return true;
  if (isTyped === true) return false;
  if (telling.length === 0 && score < 0.98) return true;
  if (telling.length <= 1 && !isRareWhole(query, candidate, type)) {
    if (isOneCommonWord(query, candidate) || telling.some(isLooseAndShort)) return true;
    // "Micha Sá": what looks like a legal form is the second name of a person whom nobody lists with it.
    if (type === 'individual' && (telling.some(isLoose) || formsBeyond(query, candidate).length > 0)) return true;
  }
  if (type !== 'individual') return isAnotherFirm(telling, score);
  return isAnotherPerson(comparison, telling, score) || (saysLittle(candidate, telling) && asksMore(comparison));
}

/** Why a person has to look, and nobody may act on the name alone. */
export function doubtsOf({ query, candidate, type, telling, comparison, isTyped }: Met): readonly string[] {
  const doubts: string[] = [];
  if (isTyped === true) doubts.push('a slip of the finger apart');
  else if (telling.length <= 1 && !isRareWhole(query, candidate, type)) doubts.push('one word only');
  if (numberMissing(comparison)) doubts.push('one of them bears a number');
  if (telling.some(({ likeness }) => likeness.how === 'initial')) doubts.push('an initial stands for a name');
  if (telling.length <= 2 && telling.some((pair) => !isSure(pair))) doubts.push('a word is not the same');
  if (type === 'individual' && isCommonName(telling)) doubts.push('a common personal name');
  return doubts;
}

export const hasMore = ({ alignment: { leftQuery, leftCandidate } }: Comparison): boolean =>
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
export function isCommonName(telling: readonly Pair[]): boolean {
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

export const isLatinPair = ({ query, candidate }: Pair): boolean =>
  query.script === 'latin' && candidate.script === 'latin';

/** Legal forms that were asked and that the listed name lacks. */
export function formsBeyond(query: Name, candidate: Name): readonly Token[] {
  const forms = query.tokens.filter(({ kind }) => kind === 'legal');
  return forms.filter(({ text }) => !candidate.tokens.some((token) => token.kind === 'legal' && token.text === text));
}

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
