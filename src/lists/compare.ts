import type { ListedEntity } from '../model/lists.ts';
import type { Snapshot } from './snapshot.ts';

/** What became of one entity between two snapshots. */
export interface EntityChange {
  readonly id: string;
  readonly list: string;
  readonly name: string;
  readonly kind: 'appeared' | 'vanished' | 'changed';
  /** What differs, for a changed one. */
  readonly fields: readonly FieldChange[];
}

/** A field as it was and as it is: a text, several, or null. */
export interface FieldChange {
  readonly field: (typeof COMPARED)[number];
  readonly old: string | readonly string[] | null;
  readonly new: string | readonly string[] | null;
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
  'listedOn',
] as const;

/**
 * Every entity that appeared, vanished or changed, by id; of several names their order does not count. Which entries are the same
 * party follows from these and is not compared.
 */
export function compareSnapshots(before: Snapshot, after: Snapshot): readonly EntityChange[] {
  const old = new Map([...before.published()].map((entity) => [entity.id, entity]));
  const changes: EntityChange[] = [];
  for (const entity of after.published()) {
    const was = old.get(entity.id);
    old.delete(entity.id);
    if (was === undefined) changes.push(changeOf(entity, 'appeared', []));
    else {
      const fields = COMPARED.filter((field) => differ(was[field], entity[field]));
      const told = fields.map((field) => ({ field, old: was[field], new: entity[field] }));
      if (told.length > 0) changes.push(changeOf(entity, 'changed', told));
    }
  }
  for (const entity of old.values()) changes.push(changeOf(entity, 'vanished', []));
  return changes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

type Value = FieldChange['old'];

function differ(a: Value, b: Value): boolean {
  if (typeof a === 'string' || typeof b === 'string' || a === null || b === null) return a !== b;
  return a.toSorted().join('\n') !== b.toSorted().join('\n');
}

function changeOf(
  { id, list, name }: ListedEntity,
  kind: EntityChange['kind'],
  fields: readonly FieldChange[],
): EntityChange {
  return { id, list, name, kind, fields };
}
