import { describe, expect, it } from 'vitest';
import { lossOf } from '../../../src/lists/update/losses.ts';
import type { ListedEntity } from '../../../src/model/lists.ts';

const entry = (number: number): ListedEntity => ({
  id: `harbour:${number}`,
  list: 'harbour',
  type: 'entity',
  name: `Pier ${number} Company`,
  aliases: [`Berth ${number}`, `Jetty ${number}`],
  weakAliases: [],
  nativeNames: [`Пристань ${number}`],
  programs: ['QUAYS'],
  measure: 'blocking',
  countries: ['NO'],
  websites: number % 2 === 0 ? [`pier${number}.example`] : [],
  emails: [],
  sameAs: [],
  listedOn: null,
  url: '',
});
const LIST = Array.from({ length: 200 }, (_, at) => entry(at));
const changed = (change: (entity: ListedEntity, at: number) => Partial<ListedEntity>): readonly ListedEntity[] =>
  LIST.map((each, at) => ({ ...each, ...change(each, at) }));

describe('what an edition lost', () => {
  it.each<[string, readonly ListedEntity[], string]>([
    ['every third id', changed(({ id }, at) => ({ id: at % 3 === 0 ? `${id}x` : id })), '67 of 200 entries vanished'],
    ['a third of the aliases', changed((_, at) => (at % 3 === 0 ? { aliases: [] } : {})), '666 names, 800 before'],
    ['the websites', changed(() => ({ websites: [] })), 'websites: 0, 100 before'],
    ['the programs', changed(() => ({ programs: [] })), 'programs: 0, 200 before'],
    ['what the measure is', changed(() => ({ measure: 'trade' })), 'entries of full blocking: 0, 200 before'],
    ['what they are', changed(() => ({ type: 'unknown' })), 'entries that say what they are: 0, 200 before'],
  ])('is told: %s', (_, after, told) => {
    expect(lossOf(LIST, after)).toBe(told);
  });

  it.each<[string, readonly ListedEntity[]]>([
    ['the same again', LIST],
    ['one in ten delisted', LIST.filter((_, at) => at % 10 !== 0)],
    ['other names, as many', changed((_, at) => ({ name: `Quay ${at} Company` }))],
    ['a few sites gone', changed(({ websites }, at) => ({ websites: at % 10 === 0 ? [] : websites }))],
    ['a new field', changed((_, at) => ({ emails: [`desk@pier${at}.example`] }))],
  ])('is nothing that lists do not lose: %s', (_, after) => {
    expect(lossOf(LIST, after)).toBeNull();
  });

  it('is nothing where there was next to nothing', () => {
    const few = LIST.slice(0, 20);
    expect(
      lossOf(
        few,
        few.map((each) => ({ ...each, websites: [], measure: 'trade' })),
      ),
    ).toBeNull();
  });
});
