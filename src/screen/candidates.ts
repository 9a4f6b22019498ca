import { comparedWeight, type Name, type Token } from './analyse.ts';
import type { IndexView } from './index-view.ts';
import { keysOf, looseKeysOf } from './keys.ts';
import { openTally } from './tally.ts';
import { likeness } from './token-similarity.ts';
import { vocabulary } from './vocabulary.ts';
import { alsoAsked } from './written-together.ts';

/** Finds the listed names worth comparing. One per index: it keeps scratch space and remembers words. */
export interface CandidateFinder {
  /** Numbers of the names that could reach `floor`, in ascending order. No limit: none is crowded out. */
  readonly find: (query: Name, floor: number) => readonly number[];
  /** Listed words that a word meets, with how well. */
  readonly similarWords: (word: Token) => readonly SimilarWord[];
}

export interface SimilarWord {
  readonly id: number;
  readonly score: number;
}

const REMEMBERED_WORDS = 20_000;

export function openFinder(view: IndexView): CandidateFinder {
  const remembered = new Map<string, readonly SimilarWord[]>();
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
    for (const each of looseKeysOf(word)) {
      for (const id of view.wordsByKey(each)) if (view.isFewLetters(id, word)) ids.add(id);
    }
    const similar: SimilarWord[] = [];
    for (const id of ids) {
      const { score } = likeness(word, view.word(id));
      if (score >= 0.6) similar.push({ id, score });
    }
    if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
    remembered.set(key, similar);
    return similar;
  }

  return {
    similarWords,
    find: (query, floor) => {
      const compared = query.tokens.filter((word) => comparedWeight(word) > 0);
      const own = distinct(compared);
      tally.begin();
      for (const word of own) {
        const times = compared.reduce(
          (count, { text, kind }) => count + Number(text === word.text && kind === word.kind),
          0,
        );
        tally.add(word, times, similarWords(word));
      }
      for (const word of distinct(alsoAsked(query))) tally.add(word, 1, similarWords(word));
      return tally.couldReach(query, compared, floor).sort((a, b) => a - b);
    },
  };
}

/** Each word once: saying it again finds nothing more. */
function distinct(words: readonly Token[]): readonly Token[] {
  const seen = new Set<string>();
  return words.filter(({ text, kind }) => {
    const key = `${kind} ${text}`;
    return !seen.has(key) && seen.add(key);
  });
}
