import type { ListManifest } from '../manifest.ts';
import type { ListReader, Reading } from '../reader.ts';
import { storedEntities } from '../snapshot.ts';
import type { BaseList } from './base.ts';
import { lossOf } from './losses.ts';

/** An edition that loses more than this share of its entities is refused. */
const MAX_SHRINK = 0.1;
/** A publisher's morning may be our evening before. */
const AHEAD_MS = 2 * 86_400_000;

export interface Judging {
  readonly reader: ListReader;
  /** The edition in place. */
  readonly previous: BaseList | undefined;
  /** Let a list become much smaller: less than expected, poorer in aliases, or less than before. Nothing else. */
  readonly acceptShrink: boolean;
  readonly now: Date;
}

/** Why an edition must not take the place of the one before it; null when it may. Another version of the same day may. */
export function objectionTo({ edition, entities }: Reading, judging: Judging): string | null {
  const { reader, acceptShrink, now } = judging;
  const previous = judging.previous?.entry;
  if (edition === null)
    return reader.undated ? 'neither document nor server tells its date' : 'the document does not tell its date';
  if (!isDay(edition)) return `edition "${edition}" is no day`;
  if (Date.parse(edition) > now.getTime() + AHEAD_MS) return `edition ${edition} lies in the future`;
  if (previous === undefined && reader.about === undefined) return 'the snapshot in place does not know this list';
  if (previous !== undefined && edition < previous.edition)
    return `edition ${edition} is older than ${previous.edition}`;
  const twice = firstTwice(entities.map(({ id }) => id));
  if (twice !== null) return `two entities carry the same id, ${twice}`;
  const [least, most] = reader.expect.entities;
  if (entities.length === 0) return 'no entity';
  if (entities.length > most) return `${entities.length} entities, at most ${most} expected`;
  const shrunk =
    shrinkOf(entities, least, reader.expect.withAlias, previous) ?? lostOf(entities, reader, judging.previous);
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

/** Another format of the publisher's may lack whole fields; its own next edition does not. */
function lostOf(entities: Reading['entities'], { format }: ListReader, previous: BaseList | undefined): string | null {
  if (previous === undefined) return null;
  const { entry, folder } = previous;
  const isOther = entry.readBy !== undefined && entry.readBy.format !== format;
  return isOther ? null : lossOf(storedEntities(folder, entry), entities);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

function firstTwice(ids: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return null;
}
