import { distance } from './distance.ts';
import { openIsFarther } from './edits.ts';
import { WHOLE_APART } from './features.ts';
import type { IndexView } from './index-view.ts';
import { repeatedBits } from './letters.ts';

/** Whether a whole name is nearly the one that is asked: told by lengths and letters, by a bound, then by the strings. */
export function openNearlyWhole(view: IndexView, whole: string): (name: number) => boolean {
  const consonants = repeatedBits(whole);
  const isFarther = openIsFarther(whole);
  return (name) => {
    if (!view.couldBeWhole(name, consonants, whole.length)) return false;
    const other = view.whole(name);
    const most = WHOLE_APART * Math.max(whole.length, other.length);
    return !isFarther(other, most) && distance(whole, other, most) <= most;
  };
}
