import { comparedWeight, type Name, type Token } from './analyse.ts';
import { distance } from './distance.ts';
import type { IndexView } from './index-view.ts';
import { keysOf } from './keys.ts';
import { isAbjad } from './romanise.ts';
import { likeness } from './token-similarity.ts';

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
/** What scoring can add over the bound computed here: joined words. */
const SLACK = 0.1;
/** A name of which less than this is unmet on both sides may still be alike as a whole string. */
const MOST_LEFT = 0.6;
const WHOLE_APART = 0.12;
/** Of both sides together: one short word of three. */
const NEARLY_MET = 0.65;

export function openFinder(view: IndexView): CandidateFinder {
  const metQuery = new Float32Array(view.nameCount);
  const metName = new Float32Array(view.nameCount);
  /** How many of the query's words met a word of the name, and the turn of the latest. */
  const metWords = new Uint8Array(view.nameCount);
  const lastWord = new Uint32Array(view.nameCount);
  let turn = 0;
  const remembered = new Map<string, readonly SimilarWord[]>();

  function similarWords(word: Token): readonly SimilarWord[] {
    const key = `${word.text}\u001f${word.kind}\u001f${word.symbol}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const ids = new Set<number>();
    for (const each of keysOf(word, 'asked')) for (const id of view.wordsByKey(each)) ids.add(id);
    const similar: SimilarWord[] = [];
    for (const id of ids) {
      if (view.cannotBe(id, word)) continue;
      const { score } = likeness(word, view.word(id));
      if (score >= 0.6) similar.push({ id, score });
    }
    if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
    remembered.set(key, similar);
    return similar;
  }

  /** The whole-string way in, looked at before the words are paired. */
  function couldBeWhole(name: number, whole: string, letters: number): boolean {
    if (!view.couldBeWhole(name, letters, whole.length)) return false;
    const other = view.whole(name);
    const most = WHOLE_APART * Math.max(whole.length, other.length);
    return distance(whole, other, most) <= most;
  }

  return {
    similarWords,
    find: (query, floor) => {
      const own = distinct(query.tokens.filter((word) => comparedWeight(word) > 0));
      const words = distinct([...own, ...written(query)]);
      const total = own.reduce((sum, word) => sum + comparedWeight(word), 0);
      const initials = own.filter(({ kind }) => kind === 'initial').length;
      const letters = own.reduce((bits, word) => bits | word.letters, 0);
      const touched: number[] = [];
      for (const word of words) {
        turn += 1;
        const weight = comparedWeight(word);
        for (const { id, score } of similarWords(word)) {
          const worth = view.wordWeight(id) * score;
          const share = weight * score;
          for (const name of view.namesByWord(id)) {
            if (metQuery[name] === 0) touched.push(name);
            if (lastWord[name] !== turn) metWords[name] = (metWords[name] ?? 0) + 1;
            lastWord[name] = turn;
            metQuery[name] = (metQuery[name] ?? 0) + share;
            metName[name] = (metName[name] ?? 0) + worth;
          }
        }
      }
      const found: number[] = [];
      for (const name of touched) {
        const leftQuery = Math.max(0, 1 - (metQuery[name] ?? 0) / Math.max(total, 1e-9));
        const unmetName = Math.max(0, 1 - (metName[name] ?? 0) / Math.max(view.weightOf(name), 1e-9));
        // An initial that is asked may stand for a word of the name, which no key tells.
        const leftName = initials > 0 ? Math.max(0, unmetName - 0.5) : unmetName;
        const isPerson = view.typeOf(view.entityOf(name)) === 'individual';
        const omitted = Math.abs(leftQuery - leftName);
        const thin = (metWords[name] ?? 0) + initials < 2 && omitted > 0.02 ? (isPerson ? 0.36 : 0.11) : 0;
        const bound = 1 - 1.15 * Math.min(leftQuery, leftName) - (isPerson ? 0.17 : 0.34) * omitted - thin;
        if (
          bound + SLACK >= floor ||
          (leftQuery < MOST_LEFT &&
            leftName < MOST_LEFT &&
            (leftQuery + leftName < NEARLY_MET || couldBeWhole(name, query.whole, letters)))
        )
          found.push(name);
        metQuery[name] = 0;
        metName[name] = 0;
        metWords[name] = 0;
      }
      return found.sort((a, b) => a - b);
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

/** Neighbouring words of the query written together: "al qassam" finds "alqassam". */
function written({ tokens }: Name): readonly Token[] {
  const joined: Token[] = [];
  for (let at = 0; at + 1 < tokens.length; at += 1) {
    const [first, second] = [tokens[at], tokens[at + 1]];
    if (first === undefined || second === undefined || first.kind === 'legal' || second.kind === 'legal') continue;
    const latin = first.latin + second.latin;
    if (latin.length < 5 || latin.length > 14) continue;
    joined.push({
      ...second,
      text: first.text + second.text,
      latin,
      kind: 'core',
      symbol: '',
      skeleton: isAbjad(second.script) ? (first.skeleton + second.skeleton).replace(/(.)\1+/g, '$1') : '',
      fine: isAbjad(second.script) ? (first.fine + second.fine).replace(/(.)\1+/g, '$1') : '',
      letters: first.letters | second.letters,
      sounds: first.sounds | second.sounds,
      weight: first.weight + second.weight,
    });
  }
  return joined;
}
