import { comparedWeight, type Token } from './analyse.ts';
import type { SimilarWord } from './candidates.ts';
import type { IndexView, NameRows } from './index-view.ts';
import { SPELLING } from './letters.ts';
import type { NearlyWhole } from './nearly-whole.ts';
import { type Met, MOST_WEIGHT, outlookOf } from './reach.ts';

/** A word that a query asks for, and the listed words that it meets. */
export interface Asked {
  readonly word: Token;
  /** How often it stands in the query; 0 for neighbours that are read as one word. */
  readonly times: number;
  readonly similar: readonly SimilarWord[];
  /** Places in `view.wordNames` of names that write it as two words. */
  readonly apart: readonly number[];
}

export interface Question {
  /** Words of the query that weigh, each as often as it stands there. */
  readonly compared: readonly Token[];
  /** What is read as one word first, then the words from the rarest on. */
  readonly asked: readonly Asked[];
  readonly floor: number;
  readonly nearlyWhole: NearlyWhole;
}

/** One word of the question: its number, and what a name gets for meeting it. */
interface Turn {
  readonly turn: number;
  readonly share: number;
  readonly isRepeated: boolean;
  /** Two words of the question, read as one. */
  readonly isJoined: boolean;
}

/**
 * Numbers kept for a name, and where: turn of the latest word that met it, solid words, weight met on either side, and how often
 * it was met by two words read as one.
 */
const [WIDTH, TURN, SOLID, QUERY, NAME, JOINED] = [5, 0, 1, 2, 3, 4];

/**
 * Counts, for one question after another, which listed names its words meet and with how much of their weight; answers the
 * numbers of those that could reach the floor. No limit: none is crowded out.
 */
export function openTally(view: IndexView): (question: Question) => number[] {
  // Most names that are passed are not met: one bit each tells that, and all bits stay near the processor. Those that are met
  // are counted side by side, in places of their own.
  const marks = new Uint32Array((view.nameCount >>> 5) + 1);
  const places = new Uint32Array(view.nameCount);
  const tallies = new Float32Array(view.nameCount * WIDTH);
  const spellingAt = new Uint32Array(view.nameCount * SPELLING);
  let [counted, seen, found]: [number[], number[], number[]] = [[], [], []];

  function meet(place: number, { turn, share, isRepeated, isJoined }: Turn, worth: number, solid: number): void {
    const at = place * WIDTH;
    tallies[at + NAME] = (tallies[at + NAME] ?? 0) + worth;
    // A word that stands once meets one word of a name; one that stands often as many as there are.
    if (tallies[at + TURN] === turn && !isRepeated) return;
    tallies[at + TURN] = turn;
    tallies[at + SOLID] = (tallies[at + SOLID] ?? 0) + solid;
    tallies[at + QUERY] = (tallies[at + QUERY] ?? 0) + share;
    if (isJoined) tallies[at + JOINED] = (tallies[at + JOINED] ?? 0) + 1;
  }

  function begin(name: number, spelling: number, more: number): number {
    const place = counted.length;
    counted.push(name);
    places[name] = place;
    spellingAt[place * SPELLING] = spelling;
    spellingAt[place * SPELLING + 1] = more;
    const at = place * WIDTH;
    tallies[at + NAME] = 0;
    tallies[at + TURN] = 0;
    tallies[at + SOLID] = 0;
    tallies[at + QUERY] = 0;
    tallies[at + JOINED] = 0;
    return place;
  }

  function countAt({ items, spellings }: NameRows, index: number, turn: Turn, worth: number, solid: number): void {
    const name = items[index] ?? 0;
    const bit = 1 << (name & 31);
    const marked = marks[name >>> 5] ?? 0;
    marks[name >>> 5] = marked | bit;
    const place =
      (marked & bit) === 0
        ? begin(name, spellings[index * SPELLING] ?? 0, spellings[index * SPELLING + 1] ?? 0)
        : (places[name] ?? 0);
    meet(place, turn, worth, solid);
  }

  const metOf = (at: number): Met => ({
    query: tallies[at + QUERY] ?? 0,
    name: tallies[at + NAME] ?? 0,
    solid: tallies[at + SOLID] ?? 0,
    joined: tallies[at + JOINED] ?? 0,
  });

  /** A word's names that no rarer word closed. */
  function count(rows: NameRows, { id, isSolid }: SimilarWord, turn: Turn, worth: number): void {
    const end = rows.starts[id + 1] ?? 0;
    const solid = isSolid ? 1 : 0;
    for (let index = rows.starts[id] ?? 0; index < end; index += 1) countAt(rows, index, turn, worth, solid);
  }

  /** A word's names when those that no rarer word met have only their whole string left. */
  function countMet(
    { starts, items, spellings }: NameRows,
    { id, isSolid }: SimilarWord,
    turn: Turn,
    worth: number,
    nearlyWhole: NearlyWhole,
  ): void {
    const end = starts[id + 1] ?? 0;
    const solid = isSolid ? 1 : 0;
    const { from, to } = nearlyWhole;
    for (let index = starts[id] ?? 0; index < end; index += 1) {
      const name = items[index] ?? 0;
      const bit = 1 << (name & 31);
      const marked = marks[name >>> 5] ?? 0;
      if ((marked & bit) !== 0) {
        const place = places[name] ?? 0;
        if (place !== SEEN) meet(place, turn, worth, solid);
      } else if (name >= from && name < to) {
        const [spelling, more] = [spellings[index * SPELLING] ?? 0, spellings[index * SPELLING + 1] ?? 0];
        if (!nearlyWhole.couldBe(name, spelling, more)) continue;
        marks[name >>> 5] = marked | bit;
        places[name] = SEEN;
        seen.push(name);
        if (nearlyWhole.is(name, spelling, more)) found.push(name);
      }
    }
  }

  return ({ compared, asked, floor, nearlyWhole }) => {
    [counted, seen, found] = [[], [], []];
    const outlook = outlookOf(compared);
    // A word of a name meets one of the question, however many resemble it: what it adds to its side is told once.
    const [told, toldJoined] = [new Set<number>(), new Set<number>()];
    let [rest, solidRest] = [outlook.total, compared.length];
    for (const [index, { word, times, similar, apart }] of asked.entries()) {
      const turn = { turn: index + 1, share: comparedWeight(word), isRepeated: times !== 1, isJoined: times === 0 };
      const isOpen = times === 0 || outlook.most(rest, solidRest) >= floor;
      const add = (rows: NameRows, each: SimilarWord, worth: number): void =>
        isOpen ? count(rows, each, turn, worth) : countMet(rows, each, turn, worth, nearlyWhole);
      for (const each of similar) {
        add(view.wordNames, each, told.has(each.id) ? 0 : view.wordWeight(each.id));
        told.add(each.id);
        if (each.isJoined === true) continue;
        add(view.wordJoins, each, toldJoined.has(each.id) ? 0 : 2 * MOST_WEIGHT);
        toldJoined.add(each.id);
      }
      if (isOpen) for (const place of apart) countAt(view.wordNames, place, turn, 2 * MOST_WEIGHT, 1);
      rest -= times * turn.share;
      solidRest -= times;
    }
    const least = outlook.leastFor(floor);
    const isNearlyWhole = (name: number, place: number): boolean => {
      if (name < nearlyWhole.from || name >= nearlyWhole.to) return false;
      const [spelling, more] = [spellingAt[place * SPELLING] ?? 0, spellingAt[place * SPELLING + 1] ?? 0];
      return nearlyWhole.couldBe(name, spelling, more) && nearlyWhole.is(name, spelling, more);
    };
    for (const [place, name] of counted.entries()) {
      const at = place * WIDTH;
      const [met, solid] = [tallies[at + QUERY] ?? 0, tallies[at + SOLID] ?? 0];
      // Most names fail here already, before anything is asked of the index.
      const isOpen = met >= (least[Math.min(solid, 2)] ?? 0);
      const isFound = isOpen && outlook.mostOf(view, name, metOf(at)) >= floor;
      if (isFound || isNearlyWhole(name, place)) found.push(name);
    }
    for (const name of counted) marks[name >>> 5] = 0;
    for (const name of seen) marks[name >>> 5] = 0;
    return found;
  };
}

/** The place of a name of which only the whole string was looked at. */
const SEEN = 0xffffffff;
