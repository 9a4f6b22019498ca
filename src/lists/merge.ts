import type { ListedEntity } from '../model/lists.ts';

/**
 * Fills `sameAs` with the ids of the same party's other entries: by the publishers' cross-references, and where two
 * entries of one type on different lists carry the same strong name (persons of three or more words, organisations of two,
 * or one long one; legal forms aside). Deterministic; order kept.
 *
 *   EU.27.28 "Saddam Hussein Al-Tikriti", un: QDi.1   → un:QDi.1, and back
 *   "Northquay Shipping Co" on two lists, both entity → each other
 *   "Pier" on two lists                               → nothing: one word is too little
 */
export function groupSame(entities: readonly ListedEntity[]): readonly ListedEntity[] {
  const groups = unionOf(entities);
  const members = new Map<string, string[]>();
  for (const { id } of entities) {
    const root = groups(id);
    const group = members.get(root);
    if (group === undefined) members.set(root, [id]);
    else group.push(id);
  }
  return entities.map((entity) => {
    const others = (members.get(groups(entity.id)) ?? []).filter((id) => id !== entity.id);
    return { ...entity, sameAs: [...new Set([...entity.sameAs, ...others])].toSorted() };
  });
}

/** Union-find over ids; the answer is the root's id. A group never takes two entries of one list by name alone. */
function unionOf(entities: readonly ListedEntity[]): (id: string) => string {
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
  for (const { id, sameAs } of entities) for (const other of sameAs) if (parent.has(other)) join(id, other, true);
  const firstByName = new Map<string, string[]>();
  for (const entity of entities) {
    for (const key of strongKeys(entity)) {
      const same = firstByName.get(key) ?? [];
      for (const other of same) join(entity.id, other, false);
      firstByName.set(key, [...same, entity.id]);
    }
  }
  return find;
}

/** Words that tell the legal form, not the party. */
const FORMS = new Set(
  'co company ltd limited llc jsc ojsc pjsc cjsc oao ao pao zao ooo joint stock public open closed liability inc corp corporation gmbh sa ag plc the of'.split(
    ' ',
  ),
);

/** Type and the telling words of each strong name in alphabetical order. */
function strongKeys({ type, name, aliases }: ListedEntity): readonly string[] {
  if (type !== 'individual' && type !== 'entity') return [];
  return [name, ...aliases]
    .map((each) =>
      each
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '' && !FORMS.has(word)),
    )
    .filter((words) => {
      const letters = words.join('').length;
      if (type === 'individual') return words.length >= 3 && letters >= 10;
      return words.length >= 2 ? letters >= 10 : letters >= 7;
    })
    .map((words) => `${type} ${words.toSorted().join(' ')}`);
}
