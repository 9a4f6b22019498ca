import { emailsIn } from '../facts.ts';

/** What the remarks of an entry tell that the CSV family has no column for. */
export interface Remarks {
  /** Quoted in the remarks only: OFAC's weak aliases. */
  readonly weakAliases: readonly string[];
  readonly websites: readonly string[];
  readonly emails: readonly string[];
}

/**
 * Reads the remarks of SDN.CSV, continuation included: items parted by `; `, the last one closed by a full stop, repeated
 * ones after `alt. `. An alias may hold apostrophes: it ends where one is followed by `;` or by the final stop.
 *
 *   a.k.a. 'ABU-'UMAR'; DOB 1962.            → weak ABU-'UMAR
 *   Website www.a.example; alt. Website b.example; Email Address c@b.example. → two sites, one address
 *   For more, see https://ofac.treasury.gov/ → nothing: OFAC's own page
 */
export function readRemarks(text: string): Remarks {
  if (text === '') return NONE;
  const weakAliases = [...text.matchAll(/(?:^|;\s*)(?:alt\. )?[afn]\.k\.a\. '(.+?)'(?=;|\.?\s*$)/g)].map(
    ([, alias = '']) => unquoted(alias),
  );
  const items = [...text.matchAll(/(?:^|;\s*)(?:alt\. )?Website ([^;]+?)(?=;|\.?\s*$)/g)].map(([, site = '']) => site);
  return { weakAliases, websites: [...items, ...sitesInProse(text)], emails: emailsIn(text) };
}

/** Sites in free text and street lines, by their `www.` or scheme; OFAC's own pages stay out. */
export function sitesInProse(text: string): readonly string[] {
  const found = text.match(/(?<![/.\w@])(?:https?:\/\/|www\.)[^\s,;()'"]+/gi) ?? [];
  return found.filter(
    (site) => !/^(?:https?:\/\/)?(?:[\w-]+\.)*treasury\.gov(?:[/:?#]|$)/i.test(site.replace(/\.+$/, '')),
  );
}

/** `''FOOPIE''` stands in apostrophes of its own. */
const unquoted = (alias: string): string => alias.replace(/^'(.+)'$/, '$1');

const NONE: Remarks = { weakAliases: [], websites: [], emails: [] };
