import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/screen/analyse.ts';
import { openFinder } from '../../src/screen/candidates.ts';
import { compareAnalysed, MATCH_THRESHOLD } from '../../src/screen/compare.ts';
import { compileIndex } from '../../src/screen/compile.ts';
import { openView } from '../../src/screen/index-view.ts';
import { openTitles } from '../../src/screen/title.ts';
import { entry } from '../lists/entry.ts';

/** A pretend list in which thousands share their given names. */
const GIVEN = ['Mohammad', 'Hassan', 'Ali', 'Abdul Rahman', 'Ivan', 'Aleksandr', 'محمد', 'حسن', 'Kim', 'Иван'];
const STEMS = ['Quay', 'Harbor', 'Pier', 'Mool', 'Kran', 'Dock', 'Lug', 'Ware', 'Tide', 'Buoy', 'Rope', 'Sail'];
const ENDS = ['man', 'ov', 'enko', 'ski', 'oglu', 'sen', 'adze', 'ström', 'uddin', 'yan'];

const names = GIVEN.flatMap((first, at) =>
  STEMS.flatMap((stem) =>
    ENDS.flatMap((end) => [`${first} ${stem}${end}`, `${first} ${GIVEN[(at + 3) % 10]} ${end}${stem}`]),
  ),
);
const entities = names.map((name, at) =>
  entry(`harbour-list:${at}`, { type: at % 5 === 0 ? 'entity' : 'individual', name, programs: ['SDGT'] }),
);

const WORST: Readonly<Record<string, string>> = {
  'one letter, 10,000 times': 'a'.repeat(10_000),
  'one common name, 1,200 times': 'mohammad '.repeat(1_200),
  'three common names, 900 words': 'حسن محمد علي '.repeat(300),
  'common names of all scripts': `${GIVEN.join(' ')} `.repeat(100),
  'initials, 5,000': 'a m h i k '.repeat(1_000),
  'a compound, 800 times': 'abdul rahman '.repeat(800),
  '200 different words': Array.from({ length: 200 }, (_, at) => `quay${at}ham`).join(' '),
  'articles, 5,000': 'ال'.repeat(5_000),
  'syllables, 2,500': '김정은 '.repeat(2_500),
  'spellings of one given name': 'md muhammad mohamed mohammed mohammad mahomed mahmoud',
};

describe('a list of 2,400 names that share ten given names', () => {
  const view = openView(compileIndex(entities));
  const finder = openFinder(view);

  it.each(Object.entries(WORST))('compares next to nothing for %s', (_, text) => {
    expect(finder.find(analyse(text), MATCH_THRESHOLD).length).toBeLessThan(25);
  });

  it.each(Object.entries(WORST))('looks at few names in a title of %s', (_, text) => {
    let looks = 0;
    const counting = {
      ...view,
      name: (id: number) => {
        looks += 1;
        return view.name(id);
      },
      entity: (id: number) => {
        looks += 1;
        return view.entity(id);
      },
    };
    openTitles(counting, finder)(text);
    expect(looks).toBeLessThan(25);
  });

  it('compares every name that the comparer would take for the same, and few others', () => {
    const asked = [
      'Mohammad Quayman',
      'Hasan Harborov',
      'IVAN ALI Enkopier',
      'A. Tideski',
      'محمد Krenenko',
      'Kim Dokksen',
    ];
    for (const text of asked) {
      const query = analyse(text);
      const found = finder.find(query, MATCH_THRESHOLD);
      const same = entities.flatMap(({ type }, id) =>
        compareAnalysed(query, view.name(id), type).score >= MATCH_THRESHOLD ? [id] : [],
      );
      expect(same.filter((id) => !found.includes(id))).toEqual([]);
      expect(found.length, text).toBeLessThan(same.length * 4 + 25);
    }
  });
});
