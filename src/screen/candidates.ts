import type { EntityType } from '../model/lists.ts';
import { MET } from './align.ts';
import { comparedWeight, type Name, type Token } from './analyse.ts';
import { openIsFarther } from './edits.ts';
import { SOLID } from './features.ts';
import type { IndexView } from './index-view.ts';
import { keysOf, looseKeysOf } from './keys.ts';
import { openNearlyWhole } from './nearly-whole.ts';
import { openTally } from './tally.ts';
import { likeness } from './token-similarity.ts';
import { vocabulary } from './vocabulary.ts';
import { writtenApart } from './written-apart.ts';
import { alsoAsked } from './written-together.ts';

/** Finds the listed names worth comparing. One per index: it keeps scratch space and remembers words. */
export interface CandidateFinder {
  /** Numbers of the names that could reach `floor`, in the order of the lists. No limit: none is crowded out. */
  readonly find: (query: Name, floor: number) => readonly number[];
  /** Listed words that a word meets, with how well; solid ones first. */
  readonly similarWords: (word: Token) => readonly SimilarWord[];
}

export interface SimilarWord {
  readonly id: number;
  readonly score: number;
  /** Both are core words, and alike enough not to be thin (features.ts). */
  readonly isSolid: boolean;
  /** It is met by two words of the query, so names that write it as two meet those. */
  readonly isJoined?: boolean;
}

const REMEMBERED_WORDS = 20_000;

export function openFinder(view: IndexView): CandidateFinder {
  const remembered = new Map<string, readonly SimilarWord[]>();
  const apart = new Map<string, readonly number[]>();
  const tally = openTally(view);

  function similarWords(word: Token): readonly SimilarWord[] {
    const key = `${word.text}\u001f${word.kind}\u001f${word.symbol}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    // What a canonical form or a family of given names joins, letters do not tell apart.
    const isByLetters = word.symbol === '' && !vocabulary().nicknames.has(word.latin);
    const ids = new Set<number>();
    for (const each of keysOf(word, 'asked')) {
      for (const id of view.wordsByKey(each)) if (!isByLetters || !view.cannotBe(id, word)) ids.add(id);
    }
    const isFarther = openIsFarther(word.latin);
    for (const each of looseKeysOf(word)) {
      for (const id of view.wordsByKey(each)) if (!ids.has(id) && view.isFewLetters(id, word, isFarther)) ids.add(id);
    }
    const [solid, others]: [SimilarWord[], SimilarWord[]] = [[], []];
    for (const id of ids) {
      const listed = view.word(id);
      const { score } = likeness(word, listed);
      const isSolid = score >= SOLID && word.kind === 'core' && listed.kind === 'core';
      if (score >= MET) (isSolid ? solid : others).push({ id, score, isSolid });
    }
    const similar = [...solid, ...others];
    if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
    remembered.set(key, similar);
    return similar;
  }

  function placesApart(word: Token): readonly number[] {
    const known = apart.get(word.latin);
    if (known !== undefined) return known;
    const places = writtenApart(word, view);
    if (apart.size >= REMEMBERED_WORDS) apart.clear();
    apart.set(word.latin, places);
    return places;
  }

  const bearers = (similar: readonly SimilarWord[]): number =>
    similar.reduce((sum, { id }) => sum + (view.wordNames.starts[id + 1] ?? 0) - (view.wordNames.starts[id] ?? 0), 0);

  return {
    similarWords,
    find: (query, floor) => {
      const compared = query.tokens.filter((word) => comparedWeight(word) > 0);
      const also = alsoAsked(query);
      const joined = distinct(also.flatMap(({ word, standsFor }) => (standsFor === null ? [word] : [])));
      const own = distinct(compared).map((word) => {
        const isOwn = ({ text, kind }: Token): boolean => text === word.text && kind === word.kind;
        const others = also.flatMap((each) => (each.standsFor !== null && isOwn(each.standsFor) ? [each.word] : []));
        return {
          word,
          times: compared.filter(isOwn).length,
          similar: together([word, ...others].map(similarWords)),
          apart: placesApart(word),
        };
      });
      const found = tally({
        compared,
        asked: [
          ...joined.map((word) => ({
            word,
            times: 0,
            similar: similarWords(word).map((each) => ({ ...each, isJoined: true })),
            apart: [],
          })),
          ...own.toSorted((a, b) => bearers(a.similar) - bearers(b.similar)),
        ],
        floor,
        nearlyWhole: openNearlyWhole(view, query.whole),
      });
      return found.filter((name) => isParty(view.typeOfName(name))).sort(view.inOrder);
    },
  };
}

/** Whoever holds a domain is no ship or aircraft. */
const isParty = (type: EntityType): boolean => type !== 'vessel' && type !== 'aircraft';

/** What words of one meaning meet, each listed word once, solid ones first. */
function together(lists: readonly (readonly SimilarWord[])[]): readonly SimilarWord[] {
  const [own = [], ...others] = lists;
  const met = new Set(own.map(({ id }) => id));
  const more = others.flat().filter(({ id }) => !met.has(id) && met.add(id));
  if (more.length === 0) return own;
  const joined = more.map((each) => ({ ...each, isJoined: true }));
  return [...own, ...joined].toSorted((a, b) => Number(b.isSolid) - Number(a.isSolid));
}

/** Each word once: saying it again finds nothing more. */
function distinct(words: readonly Token[]): readonly Token[] {
  const seen = new Set<string>();
  return words.filter(({ text, kind }) => {
    const key = `${kind} ${text}`;
    return !seen.has(key) && seen.add(key);
  });
}
