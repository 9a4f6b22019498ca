import { comparedWeight, type Name, type Token } from './analyse.ts';
import type { SimilarWord } from './candidates.ts';
import { distance } from './distance.ts';
import { openIsFarther } from './edits.ts';
import { PATRONYMIC, WHOLE_APART } from './features.ts';
import type { IndexView } from './index-view.ts';
import { mostPossible, OMITTED } from './reach.ts';

/** Counts, for one query after another, which listed names its words meet, and with how much of their weight. */
export interface Tally {
  readonly begin: () => void;
  /** A word of the query that stands there so often, and the listed words that it meets. */
  readonly add: (word: Token, times: number, similar: readonly SimilarWord[]) => void;
  /** Numbers of the names that could reach `floor`. No limit: none is crowded out. */
  readonly couldReach: (query: Name, compared: readonly Token[], floor: number) => number[];
}

/** Numbers kept for a name, and where. */
const [WIDTH, CORE, QUERY, NAME] = [4, 1, 2, 3];

/** Heaviest that one word is. */
const MOST_WEIGHT = 1;

export function openTally(view: IndexView): Tally {
  const { nameCount } = view;
  // Side by side, so that a name costs one look into memory: turn of the latest word that met it, core words of the query
  // that met, weight that met on either side.
  const tallies = new Float64Array(nameCount * WIDTH);
  const touched = new Uint32Array(nameCount);
  let [touchedCount, firstTurn, turn] = [0, 1, 1];

  function meet(name: number, share: number, worth: number, core: number): void {
    const at = name * WIDTH;
    const last = tallies[at] ?? 0;
    if (last < firstTurn) {
      touched[touchedCount] = name;
      touchedCount += 1;
      tallies[at] = turn;
      tallies[at + CORE] = core;
      tallies[at + QUERY] = share;
      tallies[at + NAME] = worth;
      return;
    }
    tallies[at + NAME] = (tallies[at + NAME] ?? 0) + worth;
    if (last === turn) return;
    tallies[at] = turn;
    tallies[at + CORE] = (tallies[at + CORE] ?? 0) + core;
    tallies[at + QUERY] = (tallies[at + QUERY] ?? 0) + share;
  }

  return {
    begin: () => {
      touchedCount = 0;
      turn += 1;
      firstTurn = turn;
    },
    add: (word, times, similar) => {
      const share = comparedWeight(word) * times;
      const core = word.kind === 'core' ? 1 : 0;
      for (const { id } of similar) {
        const worth = view.wordWeight(id);
        const names = view.namesByWord(id);
        for (let at = 0; at < names.length; at += 1) meet(names[at] ?? 0, share, worth, core);
        const joins = view.namesByJoin(id);
        for (let at = 0; at < joins.length; at += 1) meet(joins[at] ?? 0, share, 2 * MOST_WEIGHT, core);
      }
      turn += 1;
    },
    couldReach: (query, compared, floor) => {
      const total = Math.max(
        1e-9,
        compared.reduce((sum, word) => sum + comparedWeight(word), 0),
      );
      const letters = compared.reduce((bits, word) => bits | word.letters, 0);
      const initials = compared.filter(({ kind }) => kind === 'initial');
      // An initial that is asked may stand for any word of the name, which no key tells.
      const metByInitials = initials.reduce((sum, word) => sum + comparedWeight(word), 0);
      const spareQuery = compared.some(({ latin }) => PATRONYMIC.test(latin)) ? OMITTED.patronymic : OMITTED.any;
      const isNearlyWhole = nearlyWhole(view, query.whole, letters);
      const found: number[] = [];
      for (let index = 0; index < touchedCount; index += 1) {
        const name = touched[index] ?? 0;
        const type = view.typeOfName(name);
        if (type === 'vessel' || type === 'aircraft') continue;
        const at = name * WIDTH;
        const metQuery = (tallies[at + QUERY] ?? 0) + metByInitials;
        const metName = (tallies[at + NAME] ?? 0) + initials.length * MOST_WEIGHT;
        const leftQuery = Math.max(0, 1 - metQuery / total);
        const leftName = Math.max(0, 1 - metName / view.weightOf(name));
        const isPerson = type === 'individual';
        const omitted = !isPerson ? OMITTED.any : leftQuery > leftName ? spareQuery : OMITTED.patronymic;
        const most = mostPossible(leftQuery, leftName, tallies[at + CORE] ?? 0, isPerson, omitted);
        if (most >= floor || isNearlyWhole(name)) found.push(name);
      }
      return found;
    },
  };
}

/** Whether a whole name is nearly the one that is asked: told by lengths and letters, by a bound, then by the strings. */
function nearlyWhole(view: IndexView, whole: string, letters: number): (name: number) => boolean {
  const isFarther = openIsFarther(whole);
  return (name) => {
    if (!view.couldBeWhole(name, letters, whole.length)) return false;
    const other = view.whole(name);
    const most = WHOLE_APART * Math.max(whole.length, other.length);
    return !isFarther(other, most) && distance(whole, other, most) <= most;
  };
}
