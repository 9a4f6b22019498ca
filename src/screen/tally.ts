import { comparedWeight, type Token } from './analyse.ts';
import type { SimilarWord } from './candidates.ts';
import type { IndexView } from './index-view.ts';
import type { Rows } from './pack.ts';
import { MOST_WEIGHT, outlookOf } from './reach.ts';

/** A word that a query asks for, and the listed words that it meets. */
export interface Asked {
  readonly word: Token;
  /** How often it stands in the query; 0 for neighbours that are read as one word. */
  readonly times: number;
  readonly similar: readonly SimilarWord[];
}

export interface Question {
  /** Words of the query that weigh, each as often as it stands there. */
  readonly compared: readonly Token[];
  /** What is read as one word first, then the words from the rarest on. */
  readonly asked: readonly Asked[];
  readonly floor: number;
  /** Whether a name is nearly the query as a string: a way in of its own. */
  readonly isNearlyWhole: (name: number) => boolean;
}

/** One word of the question: its number, and what a name gets for meeting it. */
interface Turn {
  readonly turn: number;
  readonly share: number;
  readonly isRepeated: boolean;
}

/** Numbers kept for a name, and where: turn of the latest word that met it, solid words, weight met on either side. */
const [WIDTH, TURN, SOLID, QUERY, NAME] = [4, 0, 1, 2, 3];
/** A name that is counted, and one of which only the whole string was looked at. */
const [COUNTED, SEEN] = [1, 2];

/**
 * Counts, for one question after another, which listed names its words meet and with how much of their weight; answers the
 * numbers of those that could reach the floor. No limit: none is crowded out.
 */
export function openTally(view: IndexView): (question: Question) => number[] {
  // Side by side, so that a name costs one look into memory; the marks are small enough to stay near the processor.
  const tallies = new Float32Array(view.nameCount * WIDTH);
  const marks = new Uint8Array(view.nameCount);
  let [counted, seen, found]: [number[], number[], number[]] = [[], [], []];

  function meet(name: number, { turn, share, isRepeated }: Turn, worth: number, solid: number): void {
    const at = name * WIDTH;
    tallies[at + NAME] = (tallies[at + NAME] ?? 0) + worth;
    // A word that stands once meets one word of a name; one that stands often as many as there are.
    if (tallies[at + TURN] === turn && !isRepeated) return;
    tallies[at + TURN] = turn;
    tallies[at + SOLID] = (tallies[at + SOLID] ?? 0) + solid;
    tallies[at + QUERY] = (tallies[at + QUERY] ?? 0) + share;
  }

  function begin(name: number): void {
    if (marks[name] === 0) marks[name] = COUNTED;
    counted.push(name);
    tallies.fill(0, name * WIDTH, name * WIDTH + WIDTH);
  }

  function look(name: number, isNearlyWhole: Question['isNearlyWhole']): void {
    marks[name] = SEEN;
    seen.push(name);
    if (isNearlyWhole(name)) found.push(name);
  }

  /** A word's names; `isNearlyWhole` is given when a name that no rarer word met has only its whole string left. */
  function count(
    { starts, items }: Rows,
    { id, isSolid }: SimilarWord,
    turn: Turn,
    worth: number,
    isNearlyWhole: Question['isNearlyWhole'] | null,
  ): void {
    const end = starts[id + 1] ?? 0;
    const solid = isSolid ? 1 : 0;
    for (let index = starts[id] ?? 0; index < end; index += 1) {
      const name = items[index] ?? 0;
      if (marks[name] === 0) {
        if (isNearlyWhole === null) begin(name);
        else look(name, isNearlyWhole);
      }
      if (marks[name] === COUNTED) meet(name, turn, worth, solid);
    }
  }

  return ({ compared, asked, floor, isNearlyWhole }) => {
    [counted, seen, found] = [[], [], []];
    const outlook = outlookOf(compared);
    let [rest, solidRest] = [outlook.total, compared.length];
    for (const [index, { word, times, similar }] of asked.entries()) {
      const turn = { turn: index + 1, share: comparedWeight(word), isRepeated: times !== 1 };
      const isOpen = times === 0 || outlook.most(rest, solidRest) >= floor;
      for (const each of similar) {
        const way = isOpen ? null : isNearlyWhole;
        count(view.wordNames, each, turn, view.wordWeight(each.id), way);
        if (each.isJoined !== true) count(view.wordJoins, each, turn, 2 * MOST_WEIGHT, way);
      }
      rest -= times * turn.share;
      solidRest -= times;
    }
    for (const name of counted) {
      const at = name * WIDTH;
      const [met, solid] = [tallies[at + QUERY] ?? 0, tallies[at + SOLID] ?? 0];
      // Most names fail here already, before anything is asked of the index.
      const isOpen = outlook.most(met, solid) >= floor;
      if ((isOpen && outlook.mostOf(view, name, met, tallies[at + NAME] ?? 0, solid) >= floor) || isNearlyWhole(name))
        found.push(name);
    }
    for (const name of counted) marks[name] = 0;
    for (const name of seen) marks[name] = 0;
    return found;
  };
}
