/** Screening against all lists: UN persons as customers write them, and names of nobody. `node bench/whole-list.ts [--misses]` */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { openSnapshot } from '../src/lists/snapshot.ts';
import type { ListedEntity } from '../src/model/lists.ts';
import { loadIndex } from '../src/screen/index-file.ts';
import { openIndex } from '../src/screen/screener.ts';
import { dice, every, namesOf, nobodies } from './screen-names.ts';

const snapshot = openSnapshot();
const screener = openIndex(loadIndex(snapshot, join(homedir(), '.cache', 'audit-domains')));
const isShown = process.argv.includes('--misses');

type Slip = (words: readonly string[], roll: (sides: number) => number) => readonly string[];

/** One letter of the longest words, not the first: what fingers do. */
function inOneWord(change: (word: string, at: number) => string): Slip {
  return (words, roll) => {
    const longest = Math.max(...words.map(({ length }) => length));
    const which = words.flatMap(({ length }, at) => (length >= Math.min(4, longest) ? [at] : []));
    const chosen = which[roll(which.length)] ?? 0;
    return words.map((word, at) => (at === chosen ? change(word, 1 + roll(Math.max(1, word.length - 1))) : word));
  };
}

/** How customers write a name. */
const SLIPS: Readonly<Record<string, Slip>> = {
  'as listed': (words) => words,
  'family name first': (words) => [...words.slice(-1), ...words.slice(0, -1)],
  'first name last, comma': (words) => [`${words.slice(1).join(' ')},`, words[0] ?? ''],
  'any order': (words, roll) => words.toSorted(() => roll(3) - 1),
  'a letter lost': inOneWord((word, at) => word.slice(0, at) + word.slice(at + 1)),
  'a letter doubled': inOneWord((word, at) => word.slice(0, at) + word.charAt(at) + word.slice(at)),
  'two letters swapped': inOneWord(
    (word, at) => word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1),
  ),
  'another letter': inOneWord(
    (word, at) => `${word.slice(0, at)}${word.charAt(at) === 'e' ? 'i' : 'e'}${word.slice(at + 1)}`,
  ),
  'a space lost': (words) => [words.slice(0, 2).join(''), ...words.slice(2)],
  hyphens: (words) => [words.slice(0, -1).join('-'), ...words.slice(-1)],
  'small letters': (words) => words.map((word) => word.toLowerCase()),
  'reordered, a letter lost': (words, roll) =>
    inOneWord((word, at) => word.slice(0, at) + word.slice(at + 1))([...words.slice(-1), ...words.slice(0, -1)], roll),
};

const isSame = (a: ListedEntity, id: string, sameAs: readonly string[]): boolean =>
  id === a.id || sameAs.includes(a.id) || a.sameAs.includes(id);

const persons = [...snapshot.entities()].filter(
  ({ list, type, name }) => list === 'un' && type === 'individual' && name.trim().split(/\s+/).length >= 2,
);
const byId = new Map([...snapshot.entities()].map((entity) => [entity.id, entity]));
let [found, asked] = [0, 0];
for (const [kind, slip] of Object.entries(SLIPS)) {
  const roll = dice(7);
  const missed = persons.flatMap((entity) => {
    const query = slip(entity.name.trim().split(/\s+/), roll).join(' ');
    const hits = screener.party({ name: query });
    const isFound = hits.some(({ entityId }) => isSame(entity, entityId, byId.get(entityId)?.sameAs ?? []));
    return isFound ? [] : [`${query} | ${entity.name}`];
  });
  found += persons.length - missed.length;
  asked += persons.length;
  console.log(`${kind.padEnd(26)} ${(1 - missed.length / persons.length).toFixed(4)} of ${persons.length}`);
  if (isShown) for (const line of missed) console.log(`    ${line}`);
}
console.log(`all kinds                  ${(found / asked).toFixed(4)} of ${asked}`);

/** Names as the lists write them, one in ten: what is left is a title, a legal form or a number. */
const parties = [...snapshot.entities()].filter(({ type }) => type !== 'vessel' && type !== 'aircraft');
const listed = every(
  parties.flatMap((entity) => namesOf(entity).map((name) => ({ entity, name }))),
  12_000,
);
const unmet = listed.filter(
  ({ entity: { id }, name }) => !screener.party({ name }).some((hit) => hit.entityId === id || hit.sameAs.includes(id)),
);
console.log(`as any list writes it      ${(1 - unmet.length / listed.length).toFixed(4)} of ${listed.length}`);
if (isShown) for (const { entity, name } of unmet) console.log(`    ${name} ${entity.id}`);

for (const [who, names] of Object.entries(nobodies(10_000))) {
  const alerts = names.flatMap((name) => {
    const [hit] = screener.party({ name });
    return hit === undefined ? [] : [{ name, hit }];
  });
  const exact = alerts.filter(({ hit }) => hit.score >= 0.98).length;
  console.log(
    `alerts: ${who.padEnd(18)} ${((alerts.length / names.length) * 100).toFixed(2)} % of ${names.length} (${exact} bear a listed name)`,
  );
  if (isShown)
    for (const { name, hit } of alerts)
      console.log(`    ${name} | ${hit.candidate} ${hit.score.toFixed(3)} ${hit.entityId}`);
}
