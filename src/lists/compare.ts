import type { ListedEntity } from '../model/lists.ts';
import type { Snapshot } from './snapshot.ts';

/** What became of one entity between two snapshots. */
export interface EntityChange {
  readonly id: string;
  readonly list: string;
  readonly name: string;
  readonly kind: 'appeared' | 'vanished' | 'changed';
  /** Fields that differ, for a changed one. */
  readonly fields: readonly string[];
}

const COMPARED = [
  'type',
  'name',
  'aliases',
  'weakAliases',
  'nativeNames',
  'programs',
  'measure',
  'countries',
  'websites',
  'emails',
] as const;

/** Every entity that appeared, vanished or changed, by id. What follows from others (`sameAs`) is not compared. */
export function compareSnapshots(before: Snapshot, after: Snapshot): readonly EntityChange[] {
  const old = new Map([...before.entities()].map((entity) => [entity.id, entity]));
  const changes: EntityChange[] = [];
  for (const entity of after.entities()) {
    const was = old.get(entity.id);
    old.delete(entity.id);
    const fields = was === undefined ? [] : COMPARED.filter((field) => differ(was[field], entity[field]));
    if (was === undefined) changes.push(changeOf(entity, 'appeared', []));
    else if (fields.length > 0) changes.push(changeOf(entity, 'changed', fields));
  }
  for (const entity of old.values()) changes.push(changeOf(entity, 'vanished', []));
  return changes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

function changeOf(
  { id, list, name }: ListedEntity,
  kind: EntityChange['kind'],
  fields: readonly string[],
): EntityChange {
  return { id, list, name, kind, fields };
}
