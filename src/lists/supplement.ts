import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ListedEntity } from '../model/lists.ts';
import { emailsIn, hostsIn } from './facts.ts';
import { publisherUrl } from './publishers.ts';

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

/** Websites and e-mail addresses that a list names, of which our copy does not tell the entry. */
const siteLine = v.object({
  list: v.string(),
  sites: v.array(v.string()),
  source: v.string(),
  checkedOn: v.pipe(v.string(), v.isoDate()),
});

export interface Supplement {
  /** The entity with the project's own native forms added to those that the publisher gives. */
  readonly complete: (entity: ListedEntity) => ListedEntity;
  /** The other entries that the project knows to be the same party. */
  readonly sameParty: (id: string) => readonly string[];
  /** One entry for each such website or address of a list; without names, so that only the site itself is met. */
  readonly sitesOf: (list: string) => readonly ListedEntity[];
  readonly digest: string;
}

/** Reads supplement.jsonl of a snapshot folder; a folder without one has no additions. */
export function readSupplement(dir: string): Supplement {
  const path = join(dir, 'supplement.jsonl');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const additions = new Map<string, string[]>();
  const parties = new Map<string, readonly string[]>();
  const sites = new Map<string, readonly string[]>();
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const told: unknown = JSON.parse(line);
    if (v.is(siteLine, told)) {
      sites.set(told.list, [...(sites.get(told.list) ?? []), ...told.sites]);
      continue;
    }
    const { entities, native } = v.parse(supplementLine, told);
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
    sitesOf: (list) => (sites.get(list) ?? []).map((site) => siteEntry(list, site)),
    digest: createHash('sha256').update(text).digest('hex'),
  };
}

/** The number behind `:website:` is the site itself: the entry that names it is to be looked for at the publisher's. */
function siteEntry(list: string, site: string): ListedEntity {
  return {
    id: `${list}:website:${site}`,
    list,
    type: 'unknown',
    name: `${site} (named by an entry that our copy does not tell)`,
    aliases: [],
    weakAliases: [],
    nativeNames: [],
    programs: [],
    measure: 'blocking',
    countries: [],
    websites: hostsIn(site),
    emails: emailsIn(site),
    sameAs: [],
    listedOn: null,
    url: publisherUrl(list, ''),
  };
}
