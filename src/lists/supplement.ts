import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ListedEntity } from '../model/lists.ts';

/**
 * The project's own additions, with their source: that entries of several lists are the same party, and native-script names
 * that their publishers do not give. A line without a native name only joins.
 */
const supplementLine = v.object({
  entities: v.array(v.string()),
  native: v.array(v.string()),
  source: v.string(),
  checkedOn: v.pipe(v.string(), v.isoDate()),
});

export interface Supplement {
  /** The entity with the project's own native forms added to those that the publisher gives. */
  readonly complete: (entity: ListedEntity) => ListedEntity;
  /** The other entries that the project knows to be the same party. */
  readonly sameParty: (id: string) => readonly string[];
  readonly digest: string;
}

/** Reads supplement.jsonl of a snapshot folder; a folder without one has no additions. */
export function readSupplement(dir: string): Supplement {
  const path = join(dir, 'supplement.jsonl');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const additions = new Map<string, string[]>();
  const parties = new Map<string, readonly string[]>();
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const { entities, native } = v.parse(supplementLine, JSON.parse(line));
    for (const id of entities) parties.set(id, [...(parties.get(id) ?? []), ...entities]);
    for (const id of entities) additions.set(id, [...(additions.get(id) ?? []), ...native]);
  }
  return {
    complete: (entity) => {
      const own = additions.get(entity.id);
      if (own === undefined) return entity;
      return { ...entity, nativeNames: [...new Set([...entity.nativeNames, ...own])] };
    },
    sameParty: (id) => (parties.get(id) ?? []).filter((other) => other !== id),
    digest: createHash('sha256').update(text).digest('hex'),
  };
}
