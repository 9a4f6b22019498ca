import type { EntityType } from '../../model/lists.ts';
import type { Found } from '../facts.ts';
import { all, textAt, type XmlElement } from '../xml-records.ts';

/** What the document's own reference values say: the words behind its numbers. */
export interface References {
  /** By PartySubType, e.g. 4 → individual. */
  readonly types: ReadonlyMap<string, EntityType>;
  /** 1520 → Last Name. */
  readonly nameParts: ReadonlyMap<string, string>;
  /** 14 → Website. */
  readonly features: ReadonlyMap<string, string>;
  /** 215 → Latin. */
  readonly scripts: ReadonlyMap<string, string>;
  /** 1 → Program. */
  readonly measures: ReadonlyMap<string, string>;
  readonly countries: ReadonlyMap<string, string>;
  readonly areas: ReadonlyMap<string, string>;
}

/** Parts that OFAC's other formats write before the comma. */
const SURNAMES: ReadonlySet<string> = new Set(['Last Name', 'Maiden Name', 'Matronymic']);

/**
 * A profile's names as the other OFAC formats write them; null where no Latin primary name is found.
 *
 *   Last Name HARBOURMASTER, First Name Invented → "HARBOURMASTER, Invented"
 *   primary alias in a second script             → a native name, its parts in document order
 *   LowQuality="true"                            → weak, in whatever script
 */
export function namesOf(
  profile: XmlElement,
  references: Pick<References, 'nameParts' | 'scripts'>,
): Required<Pick<Found, 'name' | 'aliases' | 'weakAliases' | 'nativeNames'>> | null {
  const kinds = new Map<string, string>();
  for (const group of all(profile, 'Identity', 'NamePartGroups', 'MasterNamePartGroup', 'NamePartGroup')) {
    const { ID: id = '', NamePartTypeID: type = '' } = group.attributes;
    kinds.set(id, references.nameParts.get(type) ?? '');
  }
  const [aliases, weakAliases, nativeNames]: [string[], string[], string[]] = [[], [], []];
  let name: string | null = null;
  for (const alias of all(profile, 'Identity', 'Alias')) {
    for (const documented of all(alias, 'DocumentedName')) {
      const parts = all(documented, 'DocumentedNamePart', 'NamePartValue');
      const isLatin = parts.every(({ attributes, text }) => {
        const script = attributes['ScriptID'];
        return script === undefined
          ? /\p{Script=Latin}|^\P{L}*$/u.test(text)
          : references.scripts.get(script) === 'Latin';
      });
      const whole = isLatin ? inOfacOrder(parts, kinds) : inDocumentOrder(parts);
      if (alias.attributes['LowQuality'] === 'true') weakAliases.push(whole);
      else if (!isLatin) nativeNames.push(whole);
      else if (name === null && alias.attributes['Primary'] === 'true') name = whole;
      else aliases.push(whole);
    }
  }
  return name === null || name === '' ? null : { name, aliases, weakAliases, nativeNames };
}

function inOfacOrder(parts: readonly XmlElement[], kinds: ReadonlyMap<string, string>): string {
  const [surnames, others]: [string[], string[]] = [[], []];
  for (const { attributes, text } of parts) {
    (SURNAMES.has(kinds.get(attributes['NamePartGroupID'] ?? '') ?? '') ? surnames : others).push(text);
  }
  return [surnames.join(' '), others.join(' ')].filter((each) => each !== '').join(', ');
}

/** Chinese and Japanese are written without blanks between the parts. */
const inDocumentOrder = (parts: readonly XmlElement[]): string => {
  const texts = parts.map(({ text }) => text);
  return texts.join(
    texts.some((text) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) ? '' : ' ',
  );
};

/** Year, Month and Day below an element as an ISO 8601 day; null where one of them is missing. */
export function dateOf(element: XmlElement): string | null {
  const [year, month, day] = ['Year', 'Month', 'Day'].map((part) => textAt(element, part));
  const text = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
