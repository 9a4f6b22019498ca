import { soundsApart } from './abjad.ts';
import type { Name, Token } from './analyse.ts';
import { areOneInChinese } from './chinese.ts';
import { areDifferentWords } from './different-words.ts';
import { budgetFor, distance } from './distance.ts';
import { bitsApart } from './letters.ts';
import { readings } from './readings.ts';
import { isAbjad } from './romanise.ts';
import { asInTheSouth, isKoreanSyllable, koreanKey, skeletonWithV } from './skeleton.ts';
import { vocabulary } from './vocabulary.ts';

/** How two words met, and how well (0..1). */
export interface Likeness {
  readonly score: number;
  readonly how: string;
}

const NOTHING: Likeness = { score: 0, how: '' };
const SAME: Likeness = { score: 1, how: 'same' };

/** How alike two words of names are; Korean ones by how their syllables are romanised. Symmetric. The ways, from surest to weakest, are the `how` that a hit shows. */
export function likeness(a: Token, b: Token, areKorean = false): Likeness {
  if (a.kind === 'number' || b.kind === 'number') {
    return a.kind === b.kind && a.symbol === b.symbol ? SAME : NOTHING;
  }
  if (a.text === b.text) return SAME;
  if (a.symbol !== '' && a.symbol === b.symbol) return { score: 0.97, how: 'same word in another form' };
  if (a.script === 'han' && b.script === 'han') return NOTHING;
  if (a.script === 'hangul' && b.script === 'hangul') {
    return asInTheSouth(a.text) === asInTheSouth(b.text) ? { score: 0.97, how: 'as the North writes it' } : NOTHING;
  }
  if (a.latin === b.latin && a.latin !== '') {
    const isSure = a.script === b.script || !(a.script === 'han' || b.script === 'han');
    return { score: isSure ? 0.99 : 0.95, how: 'transliteration' };
  }
  if (a.kind === 'initial' || b.kind === 'initial') return initials(a, b);
  const { nicknames } = vocabulary();
  const families = nicknames.get(b.latin);
  if (families !== undefined && nicknames.get(a.latin)?.some((family) => families.includes(family)))
    return { score: 0.92, how: 'form of the same given name' };
  if (a.script !== b.script && (a.script === 'han' || b.script === 'han')) return NOTHING;
  if ((a.script === 'hangul') !== (b.script === 'hangul')) return korean(a, b);
  if (isAbjad(a.script) !== isAbjad(b.script)) return acrossScripts(a, b);
  if (areKorean && koreanKey(a.latin) === koreanKey(b.latin)) return { score: 0.9, how: 'the same syllables' };
  return spelling(a, b);
}

export type WordsAlike = typeof likeness;

/** `likeness` for one name held against many, whose words come again and again: what two words came to is remembered. */
export function rememberedLikeness({ tokens }: Name): WordsAlike {
  // One for either place that the name's words stand in.
  const [first, second] = [memoryFor(tokens), memoryFor(tokens)];
  return (a, b, areKorean) => {
    const own = first.get(a);
    const known = own ?? second.get(b);
    if (known === undefined || areKorean === true) return likeness(a, b, areKorean);
    const other = own === undefined ? a : b;
    const before = known.get(other);
    if (before !== undefined) return before;
    const found = likeness(a, b);
    known.set(other, found);
    return found;
  };
}

const memoryFor = (tokens: readonly Token[]): ReadonlyMap<Token, Map<Token, Likeness>> =>
  new Map(tokens.map((token) => [token, new Map<Token, Likeness>()]));

function korean(a: Token, b: Token): Likeness {
  const isSame = koreanKey(a.latin) === koreanKey(b.latin) && a.latin !== '';
  return isSame ? { score: 0.93, how: 'the same syllables' } : NOTHING;
}

function initials(a: Token, b: Token): Likeness {
  const [initial, word] = a.kind === 'initial' ? [a, b] : [b, a];
  if (word.kind !== 'core' && word.kind !== 'initial') return NOTHING;
  return initial.latin !== '' && word.latin.startsWith(initial.latin) ? { score: 0.75, how: 'initial' } : NOTHING;
}

/**
 * One side writes no vowels: the letters that are written must be heard. A short word must agree wholly, a longer one but
 * for a consonant.
 */
function acrossScripts(a: Token, b: Token): Likeness {
  if (bitsApart(a.sounds, b.sounds) > 2) return NOTHING;
  const [abjad, other] = isAbjad(a.script) ? [a, b] : [b, a];
  const reach = reachAcross(Math.min(abjad.fine.length, other.fine.length));
  const apart = soundsApart(abjad.text, other.latin, reach);
  if (apart > reach) return NOTHING;
  return { score: 0.95 - 0.16 * apart, how: apart <= 0.3 ? 'same consonants' : 'nearly the same consonants' };
}

const reachAcross = (consonants: number): number => (consonants >= 4 ? 1.15 : consonants === 3 ? 0.7 : 0.45);

function spelling(a: Token, b: Token): Likeness {
  const length = Math.min(a.latin.length, b.latin.length);
  const longest = Math.max(a.latin.length, b.latin.length);
  if (length < 2 || differsInGender(a.latin, b.latin)) return NOTHING;
  if (longest === length + 2 && isArticleAway(a.latin, b.latin))
    return { score: 0.95, how: 'with and without the article' };
  if (areOneInChinese(a.latin, b.latin)) return { score: 0.9, how: 'another romanisation' };
  if (length === 3 && longest === 3) return oneVowelApart(a, b);
  // Asked last: it is dearer than the letters, and most pairs fail those.
  const met = spelledAlike(a, b, length, longest);
  return met !== NOTHING && a.kind === 'core' && b.kind === 'core' && areDifferentWords(a.latin, b.latin)
    ? NOTHING
    : met;
}

function spelledAlike(a: Token, b: Token, length: number, longest: number): Likeness {
  if (length >= 5 && isReadAlike(a.latin, b.latin)) return { score: 0.92, how: 'another romanisation' };
  const budget = budgetFor(length);
  const isForeign = a.script !== b.script;
  const reach = length <= 3 ? 0 : Math.max(budget, 0.34 * longest);
  if (length === 4 && startsOtherwise(a.latin, b.latin)) return NOTHING;
  if (0.7 * bitsApart(a.letters, b.letters) > reach) return NOTHING;
  const apart = distance(a.latin, b.latin, reach);
  if (apart <= budget && budget > 0) {
    return { score: 1 - (isForeign ? 0.5 : 0.8) * (apart / longest), how: apart <= 1 ? 'one letter' : 'few letters' };
  }
  if (apart <= reach && soundAlike(a, b)) return { score: isForeign ? 0.9 : 0.84, how: 'sounds alike' };
  const isKorean = longest <= 5 && isKoreanSyllable(a.latin) && isKoreanSyllable(b.latin);
  return isKorean && koreanKey(a.latin) === koreanKey(b.latin) ? { score: 0.82, how: 'the same syllables' } : NOTHING;
}

/** "Chruschtschow", "Khrushchyov": the same when either is read as its country writes; at least one is spelt in a telling way. */
function isReadAlike(a: string, b: string): boolean {
  if (a[0] !== b[0] && !/^(?:[cksjzywh]|dj|dz)/.test(a)) return false;
  if (!TELLING.test(a) && !TELLING.test(b)) return false;
  const others = readings(b);
  return readings(a).some((reading) => reading.length >= 4 && others.includes(reading));
}

const TELLING = /ch|sh|sch|cz|sz|zh|dj|kh|yo|io|ow|ou|j|w/;

/** "Antonio", "Antonia"; "Volkov", "Volkova"; "Andre", "Andrea": one letter, and another person. A Belarusian -enka is a Ukrainian -enko. */
export function differsInGender(a: string, b: string): boolean {
  if (a.length === b.length) {
    const ends = a.charAt(a.length - 1) + b.charAt(b.length - 1);
    if (ends !== 'ao' && ends !== 'oa') return false;
    return a.length >= 4 && a.slice(0, -1) === b.slice(0, -1) && !/nk[ao]$/.test(a);
  }
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length !== short.length + 1 || short.length < 5 || !long.endsWith('a')) return false;
  return long.startsWith(short) && /(?:ov|ev|in|yn|e)$/.test(short);
}

/** Three consonants that agree, or two and the beginning. */
function soundAlike(a: Token, b: Token): boolean {
  const isSame = a.skeleton === b.skeleton || skeletonWithV(a.latin) === skeletonWithV(b.latin);
  return isSame && (a.skeleton.length >= 3 || (a.skeleton.length === 2 && a.latin[0] === b.latin[0]));
}

/** "anna", "banna": in a short word the first letter is half of it. */
function startsOtherwise(a: string, b: string): boolean {
  return distance(a.slice(0, 1), b.slice(0, 1), 0.7) > 0.7;
}

/** "izz", "ezz"; not "kim", "jim". */
function oneVowelApart(a: Token, b: Token): Likeness {
  const isAlike = a.skeleton === b.skeleton && a.skeleton !== '' && distance(a.latin, b.latin, 0.5) <= 0.5;
  return isAlike ? { score: 0.76, how: 'one vowel' } : NOTHING;
}

/** "alqassam", "qassam". */
function isArticleAway(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return long.endsWith(short) && short.length >= 4 && /^(?:al|el|ul|as|ad|ar|an|az|at)/.test(long);
}
