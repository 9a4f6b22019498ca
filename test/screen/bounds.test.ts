import { describe, expect, it } from 'vitest';
import { dice } from '../../bench/screen-names.ts';
import { analyse, comparedWeight } from '../../src/screen/analyse.ts';
import { compileIndex } from '../../src/screen/compile.ts';
import { distance } from '../../src/screen/distance.ts';
import { openIsFarther } from '../../src/screen/edits.ts';
import { WHOLE_APART } from '../../src/screen/features.ts';
import { openView } from '../../src/screen/index-view.ts';
import { leastDistance, spellingOf } from '../../src/screen/letters.ts';
import { openNearlyWhole } from '../../src/screen/nearly-whole.ts';
import { entry } from '../lists/entry.ts';

/** Letters that the distance treats alike stand often, so that the cheap changes come up. */
const LETTERS = 'aaeeiiouyjhvwffccskkqggxbpddtszmmnnllrr ';
const roll = dice(41);
const letter = (): string => LETTERS.charAt(roll(LETTERS.length));
const written = (length: number): string => Array.from({ length }, letter).join('');

/** Some letters put in, left out, exchanged, doubled or swapped. */
function respelt(text: string, times: number): string {
  let changed = text;
  for (let time = 0; time < times; time += 1) {
    const at = roll(changed.length + 1);
    const [before, here, after] = [changed.slice(0, at), changed.charAt(at), changed.slice(at + 1)];
    changed = [
      before + after,
      before + letter() + here + after,
      before + letter() + after,
      before + here + here + after,
      before + after.charAt(0) + here + after.slice(1),
    ][roll(5)] as string;
  }
  return changed;
}

const PAIRS = Array.from({ length: 20_000 }, (_, round): readonly [string, string] => {
  const text = written(2 + roll(round % 10 === 0 ? 60 : 24));
  return [text, respelt(text, roll(8))];
});

describe('what is told of two spellings before their distance', () => {
  it('is never more than the distance, of the letters that either lacks', () => {
    for (const [a, b] of PAIRS) {
      const apart = distance(a, b, 100);
      expect(leastDistance(...spellingOf(a), ...spellingOf(b)), `${a} | ${b}`).toBeLessThanOrEqual(apart + 1e-9);
    }
  });

  it('is never "farther" of what is not, and tells most of what is far', () => {
    let [far, told] = [0, 0];
    for (const [a, b] of PAIRS) {
      const bytes = Buffer.from(`..${b}..`);
      const isFarther = openIsFarther(a);
      for (const most of [0.5, 1.1, 2.1, 4]) {
        const apart = distance(a, b, 100);
        const isTold = isFarther(bytes, 2, 2 + b.length, most);
        if (isTold) expect(apart, `${a} | ${b}`).toBeGreaterThan(most);
        if (apart > 2 * most) {
          far += 1;
          if (isTold) told += 1;
        }
      }
    }
    expect(told / far).toBeGreaterThan(0.8);
  });

  it('lets every whole name through that is nearly the one that is asked', () => {
    const names = PAIRS.slice(0, 1_500).map(([, b]) => `${b} end`);
    const view = openView(compileIndex(names.map((name, at) => entry(`test:${at}`, { name, type: 'entity' }))));
    let near = 0;
    for (const [asked] of PAIRS.slice(0, 300)) {
      const { whole } = analyse(`${asked} end`);
      const nearly = openNearlyWhole(view, whole);
      for (let name = 0; name < view.nameCount; name += 1) {
        const other = view.name(name).whole;
        const reach = WHOLE_APART * Math.max(whole.length, other.length);
        if (distance(whole, other, reach) > reach) continue;
        near += 1;
        const isFound =
          name >= nearly.from &&
          name < nearly.to &&
          nearly.couldBe(name, ...spellingOf(other)) &&
          nearly.is(name, ...spellingOf(other));
        expect(isFound, `${whole} | ${other}`).toBe(true);
      }
    }
    expect(near).toBeGreaterThan(100);
  });
});

it('a word that a list writes weighs what it weighs, also where another name writes it as two', () => {
  const [apart, together] = ['Ali Al Hakim', 'Abu Ali Alhakim'];
  const view = openView(compileIndex([entry('test:1', { name: apart }), entry('test:2', { name: together })]));
  const word = Array.from({ length: view.wordCount }, (_, id) => id).find((id) => view.word(id).text === 'alhakim');
  const written = analyse(together).tokens.find(({ text }) => text === 'alhakim');
  expect(view.wordWeight(word ?? -1)).toBeCloseTo(written === undefined ? 0 : comparedWeight(written), 3);
  expect(view.word(word ?? -1).skeleton).toBe(written?.skeleton);
});
