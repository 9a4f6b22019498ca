import type { EntityType, ListedEntity } from '../model/lists.ts';

/** Changed whenever the same entries come out in other groups. */
export const GROUPING = 'groups 3';

/**
 * Fills `sameAs` with the ids of the same party's other entries, anew each time: by the publishers' cross-references (what
 * `sameAs` holds as an entry is published), by what the project knows (`sameParty`), and where two
 * entries of one type on different lists carry the same strong name (persons of three or more words, organisations of two,
 * or one long one; legal forms aside). A shorter name of two words tells where it is the primary name of both, or two are shared; of a
 * person only where no list has two who bear it. Deterministic; order kept.
 *
 *   EU.27.28 "Saddam Hussein Al-Tikriti", un: QDi.1   → un:QDi.1, and back; to a name without a common word nothing
 *   "Northquay Shipping Co" on two lists, both entity → each other
 *   "Pier" on two lists                               → nothing: one word is too little
 */
export function groupSame(
  entities: readonly ListedEntity[],
  sameParty: (id: string) => readonly string[] = () => [],
): readonly ListedEntity[] {
  const groups = unionOf(entities, sameParty);
  const members = new Map<string, string[]>();
  for (const { id } of entities) {
    const root = groups(id);
    const group = members.get(root);
    if (group === undefined) members.set(root, [id]);
    else group.push(id);
  }
  return entities.map((entity) => {
    const others = (members.get(groups(entity.id)) ?? []).filter((id) => id !== entity.id);
    return { ...entity, sameAs: others.toSorted() };
  });
}

/** Union-find over ids; the answer is the root's id. A group takes two entries of one list only where that is sure. */
function unionOf(
  entities: readonly ListedEntity[],
  sameParty: (id: string) => readonly string[],
): (id: string) => string {
  const parent = new Map(entities.map(({ id }) => [id, id]));
  const lists = new Map(entities.map(({ id, list }) => [id, new Set([list])]));
  const find = (id: string): string => {
    let root = id;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    parent.set(id, root);
    return root;
  };
  const join = (a: string, b: string, isSure: boolean): void => {
    const [x, y] = [find(a), find(b)].toSorted();
    if (x === undefined || y === undefined || x === y) return;
    const [inX, inY] = [lists.get(x) ?? new Set(), lists.get(y) ?? new Set()];
    if (!isSure && [...inY].some((list) => inX.has(list))) return;
    parent.set(y, x);
    for (const list of inY) inX.add(list);
  };
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  for (const entity of entities) {
    for (const id of entity.sameAs) {
      const other = byId.get(id);
      if (other !== undefined && couldBeOne(entity, other)) join(entity.id, id, true);
    }
    for (const id of sameParty(entity.id)) if (byId.has(id)) join(entity.id, id, true);
  }
  for (const { a, b, isSure } of namesakes(entities)) join(a, b, isSure);
  return find;
}

/**
 * Whether a publisher's reference leads to the party that it means: of 1,853 references of the lists that ship, three name another
 * party (an entry's neighbour, or the group that a person belongs to), and these alone share neither type nor word.
 */
function couldBeOne(a: ListedEntity, b: ListedEntity): boolean {
  if (a.type !== b.type && a.type !== 'unknown' && b.type !== 'unknown') return false;
  const words = wordsOf(a);
  return wordsOf(b).some((word) => words.includes(word));
}

const wordsOf = ({ name, aliases, weakAliases, nativeNames }: ListedEntity): readonly string[] =>
  [name, ...aliases, ...weakAliases, ...nativeNames]
    .flatMap(foldedWords)
    .filter((word) => word.length >= 3)
    .map(givenAlike);

interface Bearer {
  readonly id: string;
  readonly isAlias: boolean;
}

/** Two entries that share a strong name. */
interface Namesakes {
  readonly a: string;
  readonly b: string;
  /** So many names, a short alias one and any other name enough by itself. */
  names: number;
  /** How much the names say together. */
  shared: number;
  /** Organisations of one primary name: the same party, also where one list holds it twice. */
  isSure: boolean;
}

/** Two short names that two entries share tell as much as a long one. */
const ENOUGH = 2;

/** Every two namesakes, those that share the most first: two parties may share one alias ("Ansar al-Sharia"). */
function namesakes(entities: readonly ListedEntity[]): readonly Namesakes[] {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const pairs = new Map<string, Namesakes>();
  for (const [key, bearers] of bearersByName(entities)) {
    const isShort = key.startsWith(SHORT);
    if (key.startsWith(`${SHORT} individual`) && !isOnePerList(bearers, byId)) continue;
    for (const [at, one] of bearers.entries()) {
      for (const other of bearers.slice(0, at)) {
        const isPrimary = !one.isAlias && !other.isAlias;
        const isSure = isPrimary && byId.get(one.id)?.type === 'entity';
        if (!isSure && byId.get(one.id)?.list === byId.get(other.id)?.list) continue;
        const [a = '', b = ''] = [one.id, other.id].toSorted();
        const pair = pairs.get(`${a} ${b}`) ?? { a, b, names: 0, shared: 0, isSure: false };
        pair.names += isShort && !isPrimary ? 1 : ENOUGH;
        pair.shared += 1 + Number(!one.isAlias) + Number(!other.isAlias); // a primary name says more than an alias
        pair.isSure ||= isSure;
        pairs.set(`${a} ${b}`, pair);
      }
    }
  }
  const telling = [...pairs.values()].filter(({ names }) => names >= ENOUGH);
  return telling.toSorted(
    (x, y) => Number(y.isSure) - Number(x.isSure) || y.shared - x.shared || compare(x.a, y.a) || compare(x.b, y.b),
  );
}

/**
 * Of 550 names that this holds of in the lists that ship, 45 were held against country, program and day of listing (2026-11-23): each
 * was one person.
 */
function isOnePerList(bearers: readonly Bearer[], byId: ReadonlyMap<string, ListedEntity>): boolean {
  const lists = bearers.map(({ id }) => byId.get(id)?.list);
  return new Set(lists).size === lists.length;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function bearersByName(entities: readonly ListedEntity[]): ReadonlyMap<string, readonly Bearer[]> {
  const bearers = new Map<string, Bearer[]>();
  const known = new Set(
    entities.filter(({ type }) => type !== 'unknown').map((entity) => strongKeys(entity, entity.type)[0]),
  );
  for (const entity of entities) {
    const type = entity.type === 'unknown' ? supposedType(entity, known) : entity.type;
    const own = new Set<string>(); // an entry that spells one name twice is one bearer
    strongKeys(entity, type).forEach((key, at) => {
      if (key === null || own.has(key)) return;
      own.add(key);
      const bearer = { id: entity.id, isAlias: at > 0 };
      const same = bearers.get(key);
      if (same === undefined) bearers.set(key, [bearer]);
      else same.push(bearer);
    });
  }
  return bearers;
}

/** Words that tell the legal form, not the party. */
const FORMS = new Set(
  'co company ltd limited llc jsc ojsc pjsc cjsc oao ao pao zao ooo joint stock public open closed liability inc corp corporation gmbh sa ag plc the of'.split(
    ' ',
  ),
);

/** An entry that does not say what it is, is what another one of its name is. */
function supposedType(entity: ListedEntity, known: ReadonlySet<string | null | undefined>): EntityType {
  const types = ['entity', 'individual'] as const;
  return types.find((type) => known.has(strongKeys(entity, type)[0] ?? undefined)) ?? 'unknown';
}

/** What the key of a short name begins with: of a person of two words, an organisation of few letters. */
const SHORT = 'short';

/** Of each strong name, the primary one first: type and telling words in alphabetical order; null where they tell too little. */
function strongKeys({ name, aliases }: ListedEntity, type: EntityType): readonly (string | null)[] {
  if (type !== 'individual' && type !== 'entity') return [];
  return [name, ...aliases].map((each) => {
    const all = foldedWords(withoutInitials(each));
    const words = all.filter((word) => !FORMS.has(word));
    const letters = words.join('').length;
    const isTelling =
      type === 'individual' ? words.length >= 3 && letters >= 10 : letters >= (words.length >= 2 ? 10 : 7);
    const told = (some: readonly string[]): string =>
      (type === 'individual' ? some.map(givenAlike) : some).toSorted().join(' ');
    if (isTelling) return `${type} ${told(words)}`;
    return all.length >= 2 && all.join('').length >= (type === 'individual' ? 8 : 6)
      ? `${SHORT} ${type} ${told(all)}`
      : null;
  });
}

function foldedWords(name: string): readonly string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}|['’‘ʼ`]/gu, '') // "Qa'ida" is Qaida
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Letters that publishers put differently into Latin: Yevgeniy, Yevgeny and Evgenij; Mohammed and Mohamed. */
const givenAlike = (word: string): string =>
  word
    .replace(/^[yj]e/, 'e')
    .replace(/[yj]/g, 'i')
    .replace(/(.)\1+/gu, '$1');

/**
 * A name without its own initials behind it.
 *
 *   Popular Front for Liberation (PFL) → Popular Front for Liberation
 *   Al-Haramain Foundation (Kenya)     → as it is
 */
function withoutInitials(name: string): string {
  return name.replace(/\((\p{L}{2,10})\)/gu, (whole, letters: string, at: number) => {
    const initials = new Set((name.slice(0, at).match(/(?<!\p{L})\p{L}/gu) ?? []).map((each) => each.toLowerCase()));
    return Array.from(letters.toLowerCase()).every((each) => initials.has(each)) ? '' : whole;
  });
}
