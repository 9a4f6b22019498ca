import { analyse, comparedWeight, type Name, type Token } from './analyse.ts';
import { fold } from './fold.ts';
import { consonantBits } from './letters.ts';
import { isAbjad } from './romanise.ts';

/** Shortest two words written together, in Latin letters, and the longest that a query tries: longer ones are none. */
const [LEAST, MOST] = [5, 14];

/**
 * Words that a listed name is also found by: neighbours of which one is short ("al qassam" by "alqassam"), and words that
 * `analyse` took apart ("Abdelmalek" for "Abelmalek", which it does not).
 */
export function alsoListedAs(name: Name): readonly Token[] {
  const isShort = ({ kind, latin }: Token): boolean => kind === 'particle' || latin.length <= 4;
  return [
    ...neighbours(name)
      .filter(([first, second]) => (isShort(first) || isShort(second)) && second.kind !== 'particle')
      .map(together),
    ...takenApart(name),
  ].filter(({ latin }) => latin.length >= LEAST);
}

/** A word that a query also asks for; `standsFor` is the one that it is but for an article or a title. */
export interface AlsoAsked {
  readonly word: Token;
  readonly standsFor: Token | null;
}

/** Words that a query also asks for: any neighbours as one word, and words that `analyse` took apart. */
export function alsoAsked(name: Name): readonly AlsoAsked[] {
  const joined = neighbours(name).map(([first, second]) => ({
    word: together([first, second]),
    standsFor: comparedWeight(first) === 0 ? second : comparedWeight(second) === 0 ? first : null,
  }));
  // "Abdul" is asked as the one word that it is read as; as it stands it would meet the same names again.
  const apart = takenApart(name).filter(({ text }) => analyse(text).tokens.length > 1);
  return [
    ...joined.filter(({ word: { latin } }) => latin.length <= MOST),
    ...apart.map((word) => ({ word, standsFor: null })),
  ].filter(({ word: { latin } }) => latin.length >= LEAST);
}

function neighbours({ tokens }: Name): readonly (readonly [Token, Token])[] {
  return tokens.flatMap((first, at) => {
    const second = tokens[at + 1];
    return second === undefined || first.kind === 'legal' || second.kind === 'legal' ? [] : [[first, second] as const];
  });
}

function together([first, second]: readonly [Token, Token]): Token {
  const joined = (one: string, other: string): string =>
    isAbjad(second.script) ? (one + other).replace(/(.)\1+/g, '$1') : '';
  return {
    ...second,
    text: first.text + second.text,
    latin: first.latin + second.latin,
    kind: 'core',
    symbol: '',
    skeleton: joined(first.skeleton, second.skeleton),
    fine: joined(first.fine, second.fine),
    letters: first.letters | second.letters,
    sounds: first.sounds | second.sounds,
    weight: first.weight + second.weight,
  };
}

/** Latin words of the text that are none of its tokens. Heavy enough for all that they were taken apart into. */
function takenApart({ text, tokens }: Name): readonly Token[] {
  const [model] = tokens;
  if (model === undefined || !tokens.some(({ latin }) => PARTS.has(latin))) return [];
  const known = new Set(tokens.map((token) => token.text));
  return fold(text)
    .split(' ')
    .filter((word) => !known.has(word) && /^[a-z]+$/.test(word))
    .map((word) => ({
      ...model,
      text: word,
      latin: word,
      script: 'latin',
      kind: 'core',
      symbol: '',
      skeleton: '',
      fine: '',
      letters: consonantBits(word),
      sounds: 0,
      weight: MOST_WEIGHT * 2,
    }));
}

/** Heaviest that one word is. */
const MOST_WEIGHT = 1;
/** What compounds are taken apart into, one of their two parts. */
const PARTS: ReadonlySet<string> = new Set(['abd', 'abdallah', 'din']);
