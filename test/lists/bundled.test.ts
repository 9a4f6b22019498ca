import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cleanName } from '../../src/lists/facts.ts';
import { openSnapshot } from '../../src/lists/snapshot.ts';
import type { ListedEntity } from '../../src/model/lists.ts';

/** Names by id of the 41 entries of four groups and those around them; OFAC's numbers of 146 delistings. */
const told = JSON.parse(readFileSync('fixtures/lists/bundled.json', 'utf8')) as {
  readonly entries: Readonly<Record<string, readonly string[]>>;
  readonly delisted: readonly number[];
};

const entities = [...openSnapshot().entities()];
const byId = new Map(entities.map((entity) => [entity.id, entity]));
const sdn = entities.filter(({ list }) => list === 'us-ofac-sdn');
const cons = entities.filter(({ list }) => list === 'us-ofac-cons');

function count(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

const sum = (all: readonly ListedEntity[], field: 'aliases' | 'weakAliases' | 'websites' | 'emails'): number =>
  all.reduce((so, entity) => so + entity[field].length, 0);

const sitesOf = (isOf: (list: string) => boolean): ReadonlySet<string> =>
  new Set(entities.filter(({ list }) => isOf(list)).flatMap(({ websites }) => websites));

describe("the bundled OFAC lists, held against OFAC's own counts", () => {
  it('hold the live entries by type, all of them but the 184 without a name', () => {
    expect(count(sdn.map(({ type }) => type))).toEqual({
      entity: 9_750,
      individual: 7_407,
      vessel: 1_496,
      aircraft: 344,
    });
    expect(sdn).toHaveLength(19_181 - 184);
  });

  it('hold 73 programs, the largest as large as published', () => {
    const programs = count(sdn.flatMap((entity) => entity.programs));
    expect(Object.keys(programs)).toHaveLength(73);
    expect(programs).toMatchObject({
      'RUSSIA-EO14024': 6_347,
      SDGT: 3_175,
      IFSR: 1_533,
      SDNTK: 1_372,
      NPWMD: 1_166,
      'IRAN-EO13902': 817,
      GLOMAG: 739,
    });
    // Ended in 2025 and 2019: SYRIA was revoked, SDT went up in SDGT.
    expect(programs['SYRIA']).toBeUndefined();
    expect(programs['SDT']).toBeUndefined();
  });

  it('hold strong and weak aliases, sites and addresses', () => {
    expect(sdn.filter(({ aliases }) => aliases.length > 0)).toHaveLength(8_741);
    expect([sum(sdn, 'aliases'), sum(sdn, 'weakAliases')]).toEqual([20_083, 4_281]);
    expect(sdn.filter(({ emails }) => emails.length > 0)).toHaveLength(207);
    expect([sum(cons, 'aliases'), sum(cons, 'weakAliases'), sum(cons, 'websites')]).toEqual([1_072, 72, 176]);
  });

  it('tell the measures of the other lists by program', () => {
    expect(count(cons.map(({ measure }) => measure))).toEqual({
      sectoral: 295,
      legislative: 78,
      investment: 68,
      correspondent: 1,
    });
  });

  it('hold none of the 146 delistings of July 2026', () => {
    expect(new Set(told.delisted).size).toBe(146);
    expect(told.delisted.filter((number) => byId.has(`ofac-sdn:${number}`))).toEqual([]);
  });

  it('hold 1,178 sites, and the UK list 345 more', () => {
    const ofac = sitesOf((list) => list === 'us-ofac-sdn');
    const both = sitesOf((list) => list.startsWith('us-ofac-'));
    expect(ofac.size).toBe(1_178);
    expect([...sitesOf((list) => list === 'uk')].filter((site) => !both.has(site))).toHaveLength(345);
  });
});

describe('the groups of the case that started this program', () => {
  it('are 41 entries on four lists', () => {
    const lists = Object.keys(told.entries).map((id) => byId.get(id)?.list ?? 'missing');
    expect(count(lists)).toEqual({ 'us-ofac-sdn': 22, uk: 6, eu: 7, au: 6 });
  });

  it.each(Object.entries(told.entries))('%s is bundled with every name', (id, names) => {
    const { name = '', aliases = [], weakAliases = [], nativeNames = [] } = byId.get(id) ?? {};
    const bundled = new Set([name, ...aliases, ...weakAliases, ...nativeNames]);
    expect(names.filter((each) => !bundled.has(each))).toEqual([]);
    expect(name).toBe(names[0]);
  });
});

describe('the same party on several lists', () => {
  const joined = (list: string): number =>
    entities.filter((entity) => entity.list === 'un' && entity.sameAs.some((id) => byId.get(id)?.list === list)).length;

  it.each([
    ['uk', 1_000],
    ['au', 1_010],
    ['eu', 940],
    ['us-ofac-sdn', 720],
  ])('is one group: of 1,011 UN entries those that are on the list %s too', (list, count) => {
    expect(joined(list)).toBeGreaterThanOrEqual(count);
  });

  it.each([
    ['ofac-sdn:4695', 'au:276 eu:EU.11474.31 eu:EU.3524.75 uk:CTI0031'],
    ['ofac-sdn:4707', 'au:284 eu:EU.3689.65 uk:CTI0038'],
    ['ofac-sdn:4709', 'au:286 eu:EU.3699.66 uk:CTI0040'],
    ['ofac-sdn:4710', 'au:287 eu:EU.3700.46 uk:CTI0039'],
  ])('is one group: %s and %s', (id, others) => {
    expect(byId.get(id)?.sameAs.join(' ')).toBe(others);
  });
});

describe('homoglyphs in the bundled names', () => {
  it('are folded: "\u0410lexey" with a Cyrillic letter is found as "Alexey"', () => {
    expect(byId.get('ca:Belarus:1, Part 1.1:17')?.name).toBe('Alexey Ivanovich RIMASHEVSKIY');
  });

  it('leave no word that cleaning would write otherwise', () => {
    const words = entities.flatMap(({ name, aliases }) => [name, ...aliases].flatMap((each) => each.split(' ')));
    const mixed = words.filter(
      (word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word),
    );
    expect(mixed.length).toBeGreaterThan(0); // "Вести.Ru" is of both scripts
    expect(mixed.filter((word) => cleanName(word) !== word)).toEqual([]);
  });
});
