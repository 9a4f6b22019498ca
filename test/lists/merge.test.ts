import { describe, expect, it } from 'vitest';
import { groupSame } from '../../src/lists/merge.ts';
import type { ListedEntity } from '../../src/model/lists.ts';
import { entry } from './entry.ts';

const groupsOf = (...entries: readonly ListedEntity[]): readonly (readonly string[])[] =>
  groupSame(entries).map(({ sameAs }) => sameAs);

describe('grouping the same party', () => {
  it('joins by cross-reference and by a strong name of several words, not by one word and not across types', () => {
    expect(
      groupsOf(
        entry('un:1'),
        entry('uk:1', { name: 'TRADING, Invented Harbour' }),
        entry('eu:1', { name: 'Invented Name Altogether', sameAs: ['un:1'] }),
        entry('eu:2', { name: 'Pier' }),
        entry('uk:2', { name: 'Pier' }),
        entry('uk:3', { type: 'vessel' }),
      ),
    ).toEqual([['eu:1', 'uk:1'], ['eu:1', 'un:1'], ['uk:1', 'un:1'], [], [], []]);
  });

  it('does not follow a reference to a party of another type, or without a word in common', () => {
    const slip = entry('uk:1', { name: 'Pretend Lighthouse Keepers', sameAs: ['un:1'] });
    expect(groupsOf(entry('un:1'), slip)).toEqual([[], []]);
    expect(groupsOf(entry('un:1'), { ...slip, type: 'individual', name: 'Invented Keeper' })).toEqual([[], []]);
    expect(groupsOf(entry('un:1'), { ...slip, type: 'unknown', name: 'Harbor', aliases: ['Harbour'] })).toEqual([
      ['uk:1'],
      ['un:1'],
    ]);
  });

  it('joins what the project knows to be one party', () => {
    const known = new Map([['un:1', ['eu:1', 'gone:1']]]);
    const grouped = groupSame([entry('un:1'), entry('eu:1', { name: 'Dockers' })], (id) => known.get(id) ?? []);
    expect(grouped.map(({ sameAs }) => sameAs)).toEqual([['eu:1'], ['un:1']]);
  });

  it('is made anew: a name that one side lost joins no longer, and a reference to nobody is none', () => {
    const [un, uk] = [entry('un:1'), entry('uk:1')];
    expect(groupsOf(un, uk)).toEqual([['uk:1'], ['un:1']]);
    expect(groupsOf(un, { ...uk, name: 'Pretend Lighthouse Keepers' })).toEqual([[], []]);
    expect(groupsOf({ ...un, sameAs: ['eu:9'] })).toEqual([[]]);
  });

  it('joins by the names that two share most, where a party shares one with another', () => {
    const branch = { aliases: ['Brotherhood of the Quay'] };
    const north = { name: 'North Quay Brothers League', ...branch };
    expect(
      groupsOf(
        entry('us:1', { name: 'League of North Quay Brothers', ...branch }),
        entry('un:1', { name: 'South Quay Brothers League', ...branch }),
        entry('un:2', north),
      ),
    ).toEqual([['un:2'], [], ['us:1']]);
  });

  describe('of two words', () => {
    const keel = (id: string, name: string, ...aliases: readonly string[]): ListedEntity =>
      entry(id, { type: 'individual', name, aliases });

    it('joins by the primary name, told twice or in another order', () => {
      expect(groupsOf(keel('un:1', 'ANNA KEELHOLM'), keel('uk:1', 'Keelholm, Anna', 'Anna Keelholm'))).toEqual([
        ['uk:1'],
        ['un:1'],
      ]);
    });

    it('does not join where a list has two who bear it, or it is but an alias, or too short', () => {
      const [un, uk] = [keel('un:1', 'Anna Keelholm'), keel('uk:1', 'Anna Keelholm')];
      expect(groupsOf(un, uk, keel('uk:2', 'Berta Mole', 'Anna Keelholm'))).toEqual([[], [], []]);
      expect(groupsOf(un, keel('uk:1', 'Berta Mole', 'Anna Keelholm'))).toEqual([[], []]);
      expect(groupsOf(keel('un:1', 'Al Li'), keel('uk:1', 'Al Li'))).toEqual([[], []]);
    });

    it('joins by two shared names, be they aliases', () => {
      const names = ['Anna Keelholm', 'Annie Keelhaul'];
      expect(groupsOf(keel('un:1', 'Berta Mole', ...names), keel('uk:1', 'Clara Pier', ...names))).toEqual([
        ['uk:1'],
        ['un:1'],
      ]);
    });
  });

  it('takes an entry that does not say what it is for what the other of its name is', () => {
    expect(groupsOf(entry('un:1'), entry('eu:1', { type: 'unknown' }))).toEqual([['eu:1'], ['un:1']]);
    expect(groupsOf(entry('un:1', { type: 'vessel' }), entry('eu:1', { type: 'unknown' }))).toEqual([[], []]);
  });

  it.each([
    ['two entries of one organisation on one list', 'un:2', entry('un:2')],
    ['initials behind the name', 'uk:1', entry('uk:1', { name: 'Invented Harbour Trading (IHT)' })],
    ['an apostrophe within a word', 'uk:1', entry('uk:1', { name: "Invented Har'bour Trading" })],
    [
      'the ways to put a name into Latin letters',
      'uk:1',
      entry('uk:1', { type: 'individual', name: 'Evgenij Petrovich QUAYSIDE' }),
    ],
    ['a legal form', 'uk:1', entry('uk:1', { name: 'Invented Harbour Trading Company Limited' })],
  ])('sees through %s', (_, id, other) => {
    const person = { type: 'individual', name: 'QUAYSIDE, Yevgeniy Petrovich' } as const;
    const first = entry('un:1', other.type === 'individual' ? person : {});
    expect(groupsOf(first, other)).toEqual([[id], ['un:1']]);
  });

  it.each([
    ['two persons of one name on one list', entry('un:2', { type: 'individual' }), 'individual'],
    ['a branch told in brackets', entry('uk:1', { name: 'Invented Harbour Trading (Kenya)' }), 'entity'],
  ] as const)('does not join %s', (_, other, type) => {
    expect(groupsOf(entry('un:1', { type }), other)).toEqual([[], []]);
  });
});
