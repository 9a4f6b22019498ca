import type { ListedEntity } from '../model/lists.ts';

/** Changed whenever the same entries come out in other groups. */
export const GROUPING = 'groups 2';

/**
 * Fills `sameAs` with the ids of the same party's other entries, anew each time: by the publishers' cross-references (what
 * `sameAs` holds as an entry is published), by what the project knows (`sameParty`), and where two
 * entries of one type on different lists carry the same strong name (persons of three or more words, organisations of two,
 * or one long one; legal forms aside). Deterministic; order kept.
 *
 *   EU.27.28 "Saddam Hussein Al-Tikriti", un: QDi.1   → un:QDi.1, and back
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
  for (const { id, sameAs } of entities) {
    for (const other of [...sameAs, ...sameParty(id)]) if (parent.has(other)) join(id, other, true);
  }
  for (const { a, b, isSure } of namesakes(entities)) join(a, b, isSure);
  return find;
}

interface Bearer {
  readonly id: string;
  readonly isAlias: boolean;
}

/** Two entries that share a strong name. */
interface Namesakes {
  readonly a: string;
  readonly b: string;
  /** How much the names say together. */
  shared: number;
  /** Organisations of one primary name: the same party, also where one list holds it twice. */
  isSure: boolean;
}

/** Every two namesakes, those that share the most first: two parties may share one alias ("Ansar al-Sharia"). */
function namesakes(entities: readonly ListedEntity[]): readonly Namesakes[] {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const pairs = new Map<string, Namesakes>();
  for (const bearers of bearersByName(entities).values()) {
    for (const [at, one] of bearers.entries()) {
      for (const other of bearers.slice(0, at)) {
        const isPrimary = !one.isAlias && !other.isAlias;
        const isSure = isPrimary && byId.get(one.id)?.type === 'entity';
        if (!isSure && byId.get(one.id)?.list === byId.get(other.id)?.list) continue;
        const [a = '', b = ''] = [one.id, other.id].toSorted();
        const pair = pairs.get(`${a} ${b}`) ?? { a, b, shared: 0, isSure: false };
        pair.shared += 1 + Number(!one.isAlias) + Number(!other.isAlias); // a primary name says more than an alias
        pair.isSure ||= isSure;
        pairs.set(`${a} ${b}`, pair);
      }
    }
  }
  return [...pairs.values()].toSorted(
    (x, y) => Number(y.isSure) - Number(x.isSure) || y.shared - x.shared || compare(x.a, y.a) || compare(x.b, y.b),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function bearersByName(entities: readonly ListedEntity[]): ReadonlyMap<string, readonly Bearer[]> {
  const bearers = new Map<string, Bearer[]>();
  for (const entity of entities) {
    strongKeys(entity).forEach((key, at) => {
      if (key === null) return;
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

/** Of each strong name, the primary one first: type and telling words in alphabetical order; null where they tell too little. */
function strongKeys({ type, name, aliases }: ListedEntity): readonly (string | null)[] {
  if (type !== 'individual' && type !== 'entity') return [];
  return [name, ...aliases].map((each) => {
    const words = withoutInitials(each)
      .normalize('NFKD')
      .replace(/\p{M}|['’‘ʼ`]/gu, '') // "Qa'ida" is Qaida
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '' && !FORMS.has(word));
    const letters = words.join('').length;
    const isTelling =
      type === 'individual' ? words.length >= 3 && letters >= 10 : letters >= (words.length >= 2 ? 10 : 7);
    const told = type === 'individual' ? words.map(givenAlike) : words;
    return isTelling ? `${type} ${told.toSorted().join(' ')}` : null;
  });
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
