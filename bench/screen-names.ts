/** Names and texts that the benchmarks of screening ask; the same on every run. */
import { readFileSync } from 'node:fs';
import type { ListedEntity } from '../src/model/lists.ts';

/** Every name of an entry, as it is listed. */
export const namesOf = ({ name, aliases, weakAliases, nativeNames }: ListedEntity): readonly string[] => [
  name,
  ...aliases,
  ...weakAliases,
  ...nativeNames,
];

/** A small generator of numbers, the same each time. */
export function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Persons that nobody is: true given names, family names of invented syllables, in Latin, Cyrillic and Arabic letters. */
export function invented(count: number, seed = 1): readonly string[] {
  const roll = dice(seed);
  const words: { nicknames: string[][] } = JSON.parse(
    readFileSync(new URL('../data/screen/words.json', import.meta.url), 'utf8'),
  );
  const given = words.nicknames.flat().filter((name) => /^[a-z]+$/.test(name));
  const pick = (all: readonly string[]): string => all[roll(all.length)] ?? '';
  const family: Readonly<Record<string, readonly (readonly string[])[]>> = {
    latin: [
      ['har', 'quay', 'mor', 'tel', 'bran', 'ost', 'lin', 'kar', 'ves', 'dun'],
      ['bour', 'ber', 'do', 'va', 'ti', 'ne', 'sta', 'mi'],
      ['man', 'sen', 'ski', 'ton', 'ez', 'ov', 'oglu', 'eira', 'ström'],
    ],
    cyrillic: [
      ['Бор', 'Мар', 'Зел', 'Вол', 'Тим'],
      ['ов', 'ен', 'ич', 'ас'],
      ['ский', 'ова', 'ко', 'енко'],
    ],
    arabic: [
      ['بر', 'نص', 'حم', 'سل', 'رم'],
      ['ي', 'ا', 'و'],
      ['دي', 'مان', 'ري', 'شي'],
    ],
  };
  const arabicGiven = ['محمد', 'علي', 'حسن', 'فاطمة', 'سعيد', 'ليلى'];
  return Array.from({ length: count }, () => {
    const script = ['latin', 'latin', 'latin', 'latin', 'latin', 'latin', 'cyrillic', 'arabic'][roll(8)] ?? 'latin';
    const name = (family[script] ?? []).map(pick).join('');
    const first = script === 'arabic' ? pick(arabicGiven) : pick(given);
    return roll(3) === 0
      ? `${first} ${script === 'arabic' ? pick(arabicGiven) : pick(given)} ${name}`
      : `${first} ${name}`;
  });
}

export function recombined(listed: readonly string[], count: number): readonly string[] {
  const roll = dice(3);
  const word = (): string => {
    const words = (listed[roll(listed.length)] ?? '').split(' ');
    return words[roll(words.length)] ?? '';
  };
  return Array.from({ length: count }, () => Array.from({ length: 2 + roll(3) }, word).join(' '));
}

export function titles(count: number): readonly string[] {
  const roll = dice(5);
  const words =
    'harbour town news about our shipping services and the best offers for you | official site - welcome to contact pier seven cranes boats repair'.split(
      ' ',
    );
  return Array.from({ length: count }, () => {
    let text = '';
    while (text.length < 96) text += `${words[roll(words.length)]} `;
    return text;
  });
}

export function every<T>(all: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, at) => at % step === 0).slice(0, count);
}

/** A name with letters lost, doubled, swapped or mistyped, so many; blanks and short words stay. */
export function withSlips(name: string, slips: number, roll: (sides: number) => number): string {
  const letters = Array.from(name);
  for (let slip = 0; slip < slips; slip += 1) {
    const at = roll(letters.length);
    const letter = letters[at] ?? '';
    if (!/\p{L}/u.test(letter)) continue;
    const next = letters[at + 1] ?? '';
    switch (roll(4)) {
      case 0:
        letters.splice(at, 1);
        break;
      case 1:
        letters.splice(at, 0, letter);
        break;
      case 2:
        if (/\p{L}/u.test(next)) letters.splice(at, 2, next, letter);
        break;
      default:
        if (/[a-z]/i.test(letter)) letters[at] = 'aeioustrnlmk'.charAt(roll(12));
    }
  }
  return letters.join('');
}
