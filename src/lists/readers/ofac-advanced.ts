import type { EntityType, ListedEntity } from '../../model/lists.ts';
import { entityOf, type Found } from '../facts.ts';
import { type ListReader, type Reading, UnreadableListError } from '../reader.ts';
import { all, readXmlRecords, textAt, type XmlElement } from '../xml-records.ts';
import { dateOf, namesOf, type References } from './ofac-advanced-parts.ts';
import { CONSOLIDATED, NOT_BLOCKING, OFAC_EXPORTS, type OfacList, ofacType, SDN } from './ofac-lists.ts';

const readerOf = (list: OfacList, format: string, file: string, lacks: readonly string[]): ListReader => ({
  id: list.id,
  format,
  documents: [{ file, url: `${OFAC_EXPORTS}${file}` }],
  expect: list.expect,
  lacks,
  read: (open) => readAdvanced(open(file), list),
});

const UNSEEN = 'what only street lines and remarks tell (sites in prose, "Linked To") is not read';

/** SDN_ADVANCED.XML: SDN.XML's parties with native scripts and the day of listing. */
export const ofacSdnAdvanced = readerOf(SDN, 'sdn-advanced-xml', 'SDN_ADVANCED.XML', [UNSEEN]);
/** CONS_ADVANCED.XML: the same of CONSOLIDATED.XML. */
export const ofacConsolidatedAdvanced = readerOf(CONSOLIDATED, 'cons-advanced-xml', 'CONS_ADVANCED.XML', [
  NOT_BLOCKING,
  UNSEEN,
]);

const KEPT: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    DateOfIssue: 'Year Month Day',
    ReferenceValueSets:
      'PartyTypeValues PartySubTypeValues NamePartTypeValues FeatureTypeValues ScriptValues SanctionsTypeValues CountryValues AreaCodeValues',
    PartyTypeValues: 'PartyType',
    PartySubTypeValues: 'PartySubType',
    NamePartTypeValues: 'NamePartType',
    FeatureTypeValues: 'FeatureType',
    ScriptValues: 'Script',
    SanctionsTypeValues: 'SanctionsType',
    CountryValues: 'Country',
    AreaCodeValues: 'AreaCode',
    Location: 'LocationCountry LocationAreaCode',
    DistinctParty: 'Profile',
    Profile: 'Identity Feature',
    Identity: 'Alias NamePartGroups',
    Alias: 'DocumentedName',
    DocumentedName: 'DocumentedNamePart',
    DocumentedNamePart: 'NamePartValue',
    NamePartGroups: 'MasterNamePartGroup',
    MasterNamePartGroup: 'NamePartGroup',
    Feature: 'FeatureVersion',
    FeatureVersion: 'VersionDetail VersionLocation',
    SanctionsEntry: 'EntryEvent SanctionsMeasure',
    EntryEvent: 'Date',
    Date: 'Year Month Day',
    SanctionsMeasure: 'Comment',
  }).map(([name, children]) => [name, new Set(children.split(' '))]),
);

/** A party whose programs and day of listing stand further down in the document. */
type Party = Omit<Found, 'programs' | 'measure' | 'listedOn'>;

/**
 * The document is normalised: numbers stand for words (ReferenceValueSets), features point at locations, and the sanctions
 * entries follow after all parties. A number without its word, a party without an entry, or an entry without its party rejects.
 */
async function readAdvanced(bytes: AsyncIterable<Uint8Array>, list: OfacList): Promise<Reading> {
  let edition: string | null = null;
  let references: References | null = null;
  const countries = new Map<string, string>();
  const parties = new Map<string, Party>();
  const entries = new Map<string, { programs: string[]; listedOn: string | null }>();
  const known = (): References => {
    if (references === null) throw new UnreadableListError('parties before the reference values');
    return references;
  };
  const records = new Set(['DateOfIssue', 'ReferenceValueSets', 'Location', 'DistinctParty', 'SanctionsEntry']);
  await readXmlRecords(bytes, { root: 'Sanctions', records, kept: KEPT }, (record) => {
    switch (record.name) {
      case 'DateOfIssue':
        edition = dateOf(record);
        break;
      case 'ReferenceValueSets':
        references = referencesOf(record);
        break;
      case 'Location': {
        const country = countryOf(record, known());
        if (country !== null) countries.set(required(record, 'ID'), country);
        break;
      }
      case 'DistinctParty': {
        const uid = required(record, 'FixedRef');
        if (parties.has(uid)) throw new UnreadableListError(`two parties ${uid}`);
        parties.set(uid, partyOf(record, uid, list, known(), countries));
        break;
      }
      default:
        addEntry(record, known(), entries);
    }
  });
  for (const profile of entries.keys()) {
    if (!parties.has(profile)) throw new UnreadableListError(`an entry of profile ${profile}, which is no party`);
  }
  const entities = [...parties].map(([uid, party]): ListedEntity => {
    const entry = entries.get(uid);
    if (entry === undefined || entry.programs.length === 0) {
      throw new UnreadableListError(`party ${uid} has no program`);
    }
    return entityOf({ ...party, ...entry, measure: list.measureOf(entry.programs) });
  });
  return { edition, entities };
}

function referencesOf(record: XmlElement): References {
  const words = (set: string, child: string): ReadonlyMap<string, string> => {
    const found = new Map(all(record, set, child).map((each) => [required(each, 'ID'), each.text.trim()]));
    if (found.size === 0) throw new UnreadableListError(`no reference values of ${child}`);
    return found;
  };
  const partyTypes = words('PartyTypeValues', 'PartyType');
  // Vessels and aircraft are told by the sub-type; persons and entities by the type above it, their sub-type is "Unknown".
  const types = all(record, 'PartySubTypeValues', 'PartySubType').flatMap((each): [string, EntityType][] => {
    const type = ofacType(each.text.trim()) ?? ofacType(partyTypes.get(each.attributes['PartyTypeID'] ?? '') ?? '');
    return type === undefined ? [] : [[required(each, 'ID'), type]];
  });
  const areas = all(record, 'AreaCodeValues', 'AreaCode');
  return {
    types: new Map(types),
    nameParts: words('NamePartTypeValues', 'NamePartType'),
    features: words('FeatureTypeValues', 'FeatureType'),
    scripts: words('ScriptValues', 'Script'),
    measures: words('SanctionsTypeValues', 'SanctionsType'),
    countries: words('CountryValues', 'Country'),
    areas: new Map(areas.map((each) => [required(each, 'ID'), each.attributes['Description'] ?? each.text.trim()])),
  };
}

/** The country of a location, else the area's description ("Region: Crimea"); null where it has neither. */
function countryOf(location: XmlElement, { countries, areas }: References): string | null {
  const [country] = all(location, 'LocationCountry');
  const [area] = all(location, 'LocationAreaCode');
  if (country !== undefined) return worded(countries, required(country, 'CountryID'), 'country');
  return area === undefined ? null : (areas.get(required(area, 'AreaCodeID')) ?? null);
}

function partyOf(
  record: XmlElement,
  uid: string,
  list: OfacList,
  references: References,
  locations: ReadonlyMap<string, string>,
): Party {
  const [profile, ...more] = all(record, 'Profile');
  if (profile === undefined || more.length > 0) throw new UnreadableListError(`party ${uid} has not one profile`);
  const type = references.types.get(required(profile, 'PartySubTypeID'));
  if (type === undefined) throw new UnreadableListError(`party ${uid} is of no known type`);
  const websites: string[] = [];
  const emails: string[] = [];
  const countries: string[] = [];
  for (const feature of all(profile, 'Feature')) {
    const kind = worded(references.features, required(feature, 'FeatureTypeID'), 'feature');
    for (const version of all(feature, 'FeatureVersion')) {
      if (kind === 'Website') websites.push(textAt(version, 'VersionDetail'));
      else if (kind === 'Email Address') emails.push(textAt(version, 'VersionDetail'));
      else if (kind === 'Location') {
        for (const place of all(version, 'VersionLocation')) {
          const country = locations.get(required(place, 'LocationID'));
          if (country !== undefined) countries.push(country);
        }
      }
    }
  }
  const names = namesOf(profile, references);
  if (names === null) throw new UnreadableListError(`party ${uid} has no primary name`);
  return { id: `${list.prefix}:${uid}`, list: list.id, type, ...names, websites, emails, countries };
}

/** Adds the programs of one sanctions entry, and its first day where that is the earliest, to what is known of the profile. */
function addEntry(
  record: XmlElement,
  { measures }: References,
  entries: Map<string, { programs: string[]; listedOn: string | null }>,
): void {
  const profile = required(record, 'ProfileID');
  const entry = entries.get(profile) ?? { programs: [], listedOn: null };
  entries.set(profile, entry);
  for (const measure of all(record, 'SanctionsMeasure')) {
    const isProgram = worded(measures, required(measure, 'SanctionsTypeID'), 'measure') === 'Program';
    if (isProgram) entry.programs.push(textAt(measure, 'Comment'));
  }
  for (const date of all(record, 'EntryEvent', 'Date')) {
    const day = dateOf(date);
    if (day !== null && (entry.listedOn === null || day < entry.listedOn)) entry.listedOn = day;
  }
}

function required({ name, attributes }: XmlElement, attribute: string): string {
  const value = attributes[attribute];
  if (value === undefined || value === '') throw new UnreadableListError(`<${name}> without ${attribute}`);
  return value;
}

function worded(words: ReadonlyMap<string, string>, id: string, what: string): string {
  const word = words.get(id);
  if (word === undefined) throw new UnreadableListError(`no reference value for ${what} ${id}`);
  return word;
}
