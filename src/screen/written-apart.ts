import type { Token } from './analyse.ts';
import type { IndexView } from './index-view.ts';
import { keyOfLetters } from './keys.ts';
import { isAbjad } from './romanise.ts';

/** Shortest word that may have lost a blank, and shortest of the two that it then is. */
const [LEAST, LEAST_HALF] = [6, 2];

/**
 * Where listed names write one asked word as two ("GASTONIYAMUREMYE", "GASTON IYAMUREMYE"): both halves are listed words, and
 * stand side by side. Answers places in `view.wordNames`.
 */
export function writtenApart({ latin, kind, script }: Token, view: IndexView): readonly number[] {
  if (kind !== 'core' || latin.length < LEAST || isAbjad(script)) return [];
  const places: number[] = [];
  for (let at = LEAST_HALF; at <= latin.length - LEAST_HALF; at += 1) {
    const firsts = exactly(latin.slice(0, at), view);
    if (firsts.length === 0) continue;
    for (const second of exactly(latin.slice(at), view)) {
      for (const first of firsts) places.push(...sideBySide(first, second, view));
    }
  }
  return places;
}

/** Listed words of these Latin letters. */
const exactly = (latin: string, view: IndexView): readonly number[] =>
  view.wordsByKey(keyOfLetters(latin)).filter((id) => view.word(id).latin === latin);

/** Places of the names in which one word follows the other, in the row of the rarer. */
function sideBySide(first: number, second: number, view: IndexView): readonly number[] {
  const { starts, items } = view.wordNames;
  const count = (id: number): number => (starts[id + 1] ?? 0) - (starts[id] ?? 0);
  const rarer = count(first) < count(second) ? first : second;
  const found: number[] = [];
  for (let place = starts[rarer] ?? 0; place < (starts[rarer + 1] ?? 0); place += 1) {
    const words = view.wordIdsOf(items[place] ?? 0);
    if (words.some((id, at) => id === first && words[at + 1] === second)) found.push(place);
  }
  return found;
}
