import type { ListManifest } from '../manifest.ts';
import type { ListReader, Reading } from '../reader.ts';

/** An edition that loses more than this share of its entities is refused. */
const MAX_SHRINK = 0.1;
/** A publisher's morning may be our evening before. */
const AHEAD_MS = 2 * 86_400_000;

export interface Judging {
  readonly reader: ListReader;
  readonly previous: ListManifest | undefined;
  /** Let a list become much smaller: less than expected, poorer in aliases, or less than before. Nothing else. */
  readonly acceptShrink: boolean;
  readonly now: Date;
}

/** Why an edition must not take the place of the one before it; null when it may. Another version of the same day may. */
export function objectionTo({ edition, entities }: Reading, judging: Judging): string | null {
  const { reader, previous, acceptShrink, now } = judging;
  if (edition === null)
    return reader.undated ? 'neither document nor server tells its date' : 'the document does not tell its date';
  if (Date.parse(edition) > now.getTime() + AHEAD_MS) return `edition ${edition} lies in the future`;
  if (previous === undefined && reader.about === undefined) return 'the snapshot in place does not know this list';
  if (previous !== undefined && edition < previous.edition)
    return `edition ${edition} is older than ${previous.edition}`;
  const twice = firstTwice(entities.map(({ id }) => id));
  if (twice !== null) return `two entities carry the same id, ${twice}`;
  const [least, most] = reader.expect.entities;
  if (entities.length === 0) return 'no entity';
  if (entities.length > most) return `${entities.length} entities, at most ${most} expected`;
  const shrunk = shrinkOf(entities, least, reader.expect.withAlias, previous);
  return shrunk === null || acceptShrink ? null : `${shrunk}; --accept-shrink takes it nevertheless`;
}

function shrinkOf(
  entities: Reading['entities'],
  least: number,
  withAlias: number,
  previous: ListManifest | undefined,
): string | null {
  if (entities.length < least) return `${entities.length} entities, at least ${least} expected`;
  const share = entities.filter(({ aliases }) => aliases.length > 0).length / entities.length;
  if (share < withAlias) {
    return `aliases in ${Math.round(share * 100)} % of the entities, ${Math.round(withAlias * 100)} % expected`;
  }
  if (previous !== undefined && entities.length < previous.entities * (1 - MAX_SHRINK)) {
    return `${entities.length} entities, ${previous.entities} before`;
  }
  return null;
}

function firstTwice(ids: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return null;
}
