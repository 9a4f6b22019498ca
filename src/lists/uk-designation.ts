import type { EntityType, ListedEntity, Measure } from '../model/lists.ts';
import { emailsIn, entityOf } from './facts.ts';
import { UnreadableListError } from './reader.ts';
import { unReferencesIn } from './un-references.ts';

/** What both formats of the UK Sanctions List tell of one designation; several values of a field stand in several strings. */
export interface UkDesignation {
  readonly id: string;
  readonly type: string;
  readonly names: readonly UkName[];
  readonly nativeNames: readonly string[];
  readonly sanctions: readonly string[];
  readonly countries: readonly string[];
  readonly websites: readonly string[];
  readonly emails: readonly string[];
  readonly unReferences: readonly string[];
  /** dd/mm/yyyy. */
  readonly designatedOn: string;
}

export interface UkName {
  readonly text: string;
  /** "Primary Name", "Primary name variation", "Alias". */
  readonly type: string;
  /** "Good quality", "Low quality" or empty. */
  readonly strength: string;
}

/** One designation as a listed entity. The regime is the letters that its Unique ID begins with. */
export function ukEntity(found: UkDesignation): ListedEntity {
  const regime = /^[A-Z]{2,4}(?=\d{4})/.exec(found.id)?.[0];
  if (regime === undefined) throw new UnreadableListError(`"${found.id}" is no Unique ID`);
  const named = found.names.filter(({ text }) => text !== '');
  const primary = named.find(({ type }) => /^primary name$/i.test(type)) ?? named[0];
  if (primary === undefined) throw new UnreadableListError(`${found.id} has no name`);
  const others = named.filter((name) => name !== primary);
  const isWeak = ({ strength }: UkName): boolean => /^low/i.test(strength);
  return entityOf({
    id: `uk:${found.id}`,
    list: 'uk',
    type: typeOf(found.type),
    name: primary.text,
    aliases: others.filter((name) => !isWeak(name)).map(({ text }) => text),
    weakAliases: others.filter(isWeak).map(({ text }) => text),
    nativeNames: found.nativeNames,
    programs: [regime],
    measure: measureOf(found.sanctions),
    countries: found.countries,
    websites: found.websites,
    emails: [...found.emails, ...found.websites.flatMap(emailsIn)],
    sameAs: found.unReferences.flatMap(unReferencesIn),
    listedOn: dayOf(found.designatedOn),
  });
}

/** Names 1 to 5 and then Name 6, the family name or an organisation's whole name. */
export const ukName = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

function typeOf(text: string): EntityType {
  switch (text.toLowerCase()) {
    case 'individual':
      return 'individual';
    case 'entity':
      return 'entity';
    case 'ship':
      return 'vessel';
    default:
      throw new UnreadableListError(`designation type "${text}"`);
  }
}

/**
 * An asset freeze is full blocking; without one the entry bans persons from travel, or services, goods and ships ("Prohibition of
 * port entry"). Silence, also told as "-", is taken for a freeze.
 */
function measureOf(sanctions: readonly string[]): Measure {
  const imposed = sanctions
    .flatMap((text) => text.split(/[|,;]/))
    .map((text) => text.trim())
    .filter((text) => text !== '' && text !== '-');
  if (imposed.length === 0 || imposed.some((each) => /asset freeze/i.test(each))) return 'blocking';
  return imposed.every((each) => /travel ban|immigration/i.test(each)) ? 'travel' : 'trade';
}

/** dd/mm/yyyy → ISO 8601; "dd/mm/1961" and the like → null. */
export function dayOf(text: string): string | null {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text.trim()) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}
