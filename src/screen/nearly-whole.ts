import { distance } from './distance.ts';
import { openIsFarther } from './edits.ts';
import { WHOLE_APART } from './features.ts';
import type { IndexView } from './index-view.ts';
import { isOneLetterApart, leastDistance, spellingOf } from './letters.ts';

/** Which names are nearly the one that is asked, as whole strings or by their letters: a way in of its own. */
export interface NearlyWhole {
  /** Numbers of the first name that is long enough, and of the first that is too long. */
  readonly from: number;
  readonly to: number;
  /** Told of a name between the two by how its whole string is spelt (`spellingOf`): false is certain. */
  readonly couldBe: (name: number, spelling: number, more: number) => boolean;
  /** Told by the letters, of which one is another at most (a slip of the finger: as-written.ts); else by the strings. */
  readonly is: (name: number, spelling: number, more: number) => boolean;
}

export function openNearlyWhole({ wholes, firstOfLength }: IndexView, whole: string): NearlyWhole {
  const [own, ownMore] = spellingOf(whole);
  const isFarther = openIsFarther(whole);
  // A letter more or less costs at least half a point, of a budget that is a share of the longer string.
  const longest = Math.floor(whole.length / (1 - 2 * WHOLE_APART));
  return {
    from: firstOfLength(Math.ceil(whole.length * (1 - 2 * WHOLE_APART))),
    to: firstOfLength(longest + 1),
    couldBe: (name, spelling, more) => {
      const least = leastDistance(own, ownMore, spelling, more);
      if (least <= WHOLE_APART * whole.length) return true;
      // A longer name may be that far: whether it is so long is told by its number.
      const length = Math.ceil(least / WHOLE_APART);
      return length <= longest && name >= firstOfLength(length);
    },
    is: (name, spelling, more) => {
      if (isOneLetterApart(own, ownMore, spelling, more)) return true;
      const [from, to] = [wholes.starts[name] ?? 0, wholes.starts[name + 1] ?? 0];
      const reach = WHOLE_APART * Math.max(whole.length, to - from);
      return !isFarther(wholes.bytes, from, to, reach) && distance(whole, wholes.at(name), reach) <= reach;
    },
  };
}
