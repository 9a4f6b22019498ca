import { describe, expect, it } from 'vitest';
import type { Hit } from '../../src/model/facts.ts';
import { hitsText } from '../../src/report/hits.ts';
import { hitSentence } from '../../src/report/sentence.ts';

const hit = (measure: Hit['measure']): Hit => ({
  entityId: 'harbour:17',
  list: 'harbour',
  name: 'Gray Heron Lighterage and Towage Company of the Outer Harbour',
  programs: ['QUAYS-7'],
  measure,
  sameAs: ['pier:1', 'pier:2', 'pier:3', 'pier:4', 'pier:5'],
  url: '',
  query: 'gray heron',
  candidate: 'Gray Heron',
  strength: 'strong',
  score: 1,
  field: 'declared_org',
  band: 'match',
  words: [],
  notes: [],
});
const table = (measure: Hit['measure'], columns = 80): string =>
  hitsText({ asked: 'gray heron', hits: [hit(measure)], isScreened: true }, 'table', columns);
const LESS = ['sectoral', 'correspondent', 'investment', 'legislative', 'trade', 'travel'] as const;

describe('a measure that is less than a freeze', () => {
  it.each(LESS)('is told by its name, in whole lines, and never as a match: %s', (measure) => {
    const told = `${measure} measure, not full blocking`;
    expect(hitSentence(hit(measure), [])).toContain(`(harbour:17, ${told}, harbour, program QUAYS-7`);
    for (const columns of [60, 80, 200]) {
      expect(table(measure, columns).split('\n')[2]).toMatch(new RegExp(`^ {6}${told};`));
      expect(table(measure, columns)).not.toContain(' match ');
    }
    expect(hitsText({ asked: 'gray heron', hits: [hit(measure)], isScreened: true }, 'csv', 80)).toContain(
      `,${measure},`,
    );
  });

  it('is not said of a freeze', () => {
    expect(hitSentence(hit('blocking'), [])).not.toContain('measure');
    expect(table('blocking')).toContain('    match  1.00  Gray Heron  harbour:17\n      strong name of');
  });
});

it('a screened name names every entry of the party, in lines that fit', () => {
  const lines = table('blocking', 60).split('\n');
  expect(lines.filter((line) => line.length > 60)).toEqual([]);
  expect(lines.map((line) => line.trim()).join(' ')).toContain('also pier:1, pier:2, pier:3, pier:4, pier:5');
});
