import type { EntityType, ListedEntity } from '../model/lists.ts';
import { entityOf } from './facts.ts';
import { UnreadableListError } from './reader.ts';
import { unReferencesIn } from './un-references.ts';

/** What both formats of the EU's list tell of one entity. */
export interface EuEntity {
  readonly reference: string;
  readonly type: string;
  readonly names: readonly { readonly text: string; readonly language: string; readonly isWeak: boolean }[];
  readonly programs: readonly string[];
  /** ISO 3166-1 alpha-2; "00" is unknown. */
  readonly countries: readonly string[];
  readonly contacts: readonly string[];
  readonly unReference: string;
  /** ISO 8601 day, or ''. */
  readonly designatedOn: string;
}

/** The name shown is an English strong one, else one of no language, else the first. */
export function euEntity(found: EuEntity): ListedEntity {
  const names = found.names.filter(({ text }) => text !== '');
  const latin = names.filter(({ text, isWeak }) => !isWeak && /\p{Script=Latin}/u.test(text));
  const shown =
    latin.find(({ language }) => language === 'en') ??
    latin.find(({ language }) => language === '') ??
    latin[0] ??
    names[0];
  if (shown === undefined) throw new UnreadableListError(`${found.reference} has no name`);
  const others = names.filter((name) => name !== shown);
  return entityOf({
    id: `eu:${found.reference}`,
    list: 'eu',
    type: typeOf(found.type),
    name: shown.text,
    aliases: others.filter(({ isWeak }) => !isWeak).map(({ text }) => text),
    weakAliases: others.filter(({ isWeak }) => isWeak).map(({ text }) => text),
    programs: found.programs,
    countries: found.countries.filter((code) => code !== '00'),
    websites: found.contacts,
    emails: found.contacts,
    sameAs: unReferencesIn(found.unReference),
    listedOn: /^\d{4}-\d\d-\d\d/.exec(found.designatedOn)?.[0] ?? null,
  });
}

function typeOf(text: string): EntityType {
  switch (text.toLowerCase()) {
    case 'person':
    case 'p':
      return 'individual';
    case 'enterprise':
    case 'e':
      return 'entity';
    case '':
      return 'unknown';
    default:
      throw new UnreadableListError(`subject type "${text}"`);
  }
}
