import * as v from 'valibot';
import type { ListedEntity } from '../model/lists.ts';

const words = v.optional(v.array(v.string()), []);

/** A listed entity as a line of data/lists/<id>.jsonl.gz: empty fields left out, keys in this order. */
const storedEntity = v.object({
  id: v.string(),
  type: v.picklist(['individual', 'entity', 'vessel', 'aircraft', 'unknown']),
  name: v.string(),
  aliases: words,
  weak: words,
  native: words,
  programs: words,
  measure: v.optional(
    v.picklist(['blocking', 'sectoral', 'correspondent', 'investment', 'legislative', 'trade', 'travel']),
    'blocking',
  ),
  countries: words,
  websites: words,
  emails: words,
  sameAs: words,
  listedOn: v.optional(v.nullable(v.string()), null),
});

/** One line of a list file, without its end of line. Keys that hold nothing, and measure `blocking`, are left out. */
export function toLine(entity: ListedEntity): string {
  const { id, type, name, aliases, weakAliases: weak, nativeNames: native, programs, measure } = entity;
  const { countries, websites, emails, sameAs, listedOn } = entity;
  const all = {
    id,
    type,
    name,
    aliases,
    weak,
    native,
    programs,
    measure,
    countries,
    websites,
    emails,
    sameAs,
    listedOn,
  };
  const isTold = (value: unknown): boolean =>
    value !== null && value !== 'blocking' && !(Array.isArray(value) && value.length === 0);
  return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([, value]) => isTold(value))));
}

/** The entity of a line; throws on a line that is none. `list` is the file's id, `urlOf` tells the publisher's page. */
export function fromLine(line: string, list: string, urlOf: (id: string) => string): ListedEntity {
  const { weak, native, ...stored } = v.parse(storedEntity, JSON.parse(line));
  return { ...stored, list, weakAliases: weak, nativeNames: native, url: urlOf(stored.id) };
}
