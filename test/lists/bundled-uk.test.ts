import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fromLine } from '../../src/lists/stored.ts';

const entities = gunzipSync(readFileSync('data/lists/uk.jsonl.gz'))
  .toString()
  .trim()
  .split('\n')
  .map((line) => fromLine(line, 'uk', () => ''));

describe('the UK list that ships', () => {
  it('calls an entry blocking only where an asset freeze is imposed, and ships too where one is', () => {
    const counts = new Map<string, number>();
    for (const { measure, type } of entities) {
      counts.set(`${measure} ${type}`, (counts.get(`${measure} ${type}`) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({
      'blocking entity': 1_530,
      'blocking individual': 3_874,
      'blocking vessel': 15,
      'trade entity': 1,
      'trade individual': 1,
      'trade vessel': 617,
      'travel individual': 8,
    });
  });

  it('names no site that is half of one: the publisher typed them with a blank inside', () => {
    const sites = new Set(entities.flatMap(({ websites }) => websites));
    expect(['gc.com', 'canada.org', 'gostar.net/gtb'].filter((site) => sites.has(site))).toEqual([]);
    expect(sites).toContain('surenagc.com');
  });
});
