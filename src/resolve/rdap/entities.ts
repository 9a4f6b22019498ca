import { listOf, member, textOf } from './json.ts';

const MAX_DEPTH = 5;
const MAX_ENTITIES = 200;

/** All entities of an object, those of entities too (some registries hang the registrant under the registrar). */
export function entitiesOf(object: unknown): readonly unknown[] {
  const found: unknown[] = [];
  const visit = (owner: unknown, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    for (const entity of listOf(member(owner, 'entities'))) {
      if (found.length >= MAX_ENTITIES) return;
      if (typeof entity !== 'object' || entity === null) continue;
      found.push(entity);
      visit(entity, depth + 1);
    }
  };
  visit(object, 1);
  return found;
}

/** Whether an entity has a role; roles come as a list or as a single text, in any letter case. */
export function hasRole(entity: unknown, role: string): boolean {
  return listOf(member(entity, 'roles')).some((given) => textOf(given).toLowerCase() === role);
}
