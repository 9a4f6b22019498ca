import type { EntityType, ListedEntity } from '../../model/lists.ts';
import { emailsIn, entityOf, hostsIn } from '../facts.ts';
import { type ListReader, UnreadableListError } from '../reader.ts';
import { unReferencesIn } from '../un-references.ts';
import { all, readXmlRecords, textAt, type XmlElement } from '../xml-records.ts';

const FILE = 'sanctions-list.xml';

/** What is read of a target. Its modifications repeat former states in whole, under the same names: only their dates are read. */
const KEPT: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    'sanctions-program': 'program-key sanctions-set',
    place: 'country',
    target: 'sanctions-set-id foreign-identifier individual entity object modification',
    individual: 'identity other-information',
    entity: 'identity other-information',
    object: 'identity other-information',
    identity: 'name nationality address',
    name: 'name-part',
    'name-part': 'value spelling-variant',
    nationality: 'country',
  }).map(([name, children]) => [name, new Set(children.split(' '))]),
);

/** Switzerland's sanctions list (SECO, SESAM): some 7,000 targets in force in 2026, 1,500 more that were struck off. */
export const switzerland: ListReader = {
  id: 'ch',
  format: 'seco-xml',
  documents: [
    {
      file: FILE,
      url: 'https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction',
    },
  ],
  expect: { entities: [4_000, 15_000], withAlias: 0.2 },
  about: {
    publisher: 'State Secretariat for Economic Affairs (SECO), Switzerland',
    title: 'Swiss sanctions list (SESAM)',
    terms: 'official publication of the Swiss Confederation; reuse terms not verified',
  },
  lacks: ['websites and e-mail addresses stand in free text only', 'bans on entry are not told from freezes of assets'],
  read: async (open) => {
    const programs = new Map<string, string>();
    const places = new Map<string, string>();
    const targets: XmlElement[] = [];
    const shape = {
      root: 'swiss-sanctions-list',
      records: new Set(['sanctions-program', 'place', 'target']),
      kept: KEPT,
    };
    const { date = '' } = await readXmlRecords(open(FILE), shape, (record) => {
      if (record.name === 'place') places.set(of(record, 'ssid'), countriesOf(record)[0] ?? '');
      else if (record.name === 'sanctions-program') {
        for (const set of all(record, 'sanctions-set')) programs.set(of(set, 'ssid'), programOf(record));
      } else if (isInForce(record)) targets.push(record);
    });
    // Places may stand after the targets that name them.
    const entities = targets.map((target) => read(target, programs, places));
    // xs:date may carry a time zone.
    return { edition: /^\d{4}-\d\d-\d\d(?=$|[Z+-])/.exec(date)?.[0] ?? null, entities };
  },
};

const of = ({ attributes }: XmlElement, name: string): string => (attributes[name] ?? '').trim();
const countriesOf = (element: XmlElement): readonly string[] =>
  all(element, 'country').map((country) => of(country, 'iso-code') || country.text.trim());

function programOf(program: XmlElement): string {
  const keys = all(program, 'program-key');
  return (keys.find((key) => of(key, 'lang') === 'eng') ?? keys[0])?.text.trim() ?? '';
}

/** The modification that took effect last decides; of several on one day the one told first. */
function isInForce(target: XmlElement): boolean {
  let [latest, type] = ['', ''];
  for (const modification of all(target, 'modification')) {
    const day = of(modification, 'effective-date') || of(modification, 'publication-date');
    if (type === '' || day > latest) [latest, type] = [day, of(modification, 'modification-type')];
  }
  return type !== 'de-listed';
}

function read(
  target: XmlElement,
  programs: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, string>,
): ListedEntity {
  const id = of(target, 'ssid');
  const subject = ['individual', 'entity', 'object'].flatMap((kind) => all(target, kind))[0];
  if (id === '' || subject === undefined)
    throw new UnreadableListError(`target "${id}" is no person, entity or object`);
  const identities = all(subject, 'identity');
  const names = identities.flatMap((identity) => all(identity, 'name').flatMap(namesOf));
  const primary = names.find(({ type, isNative }) => type === 'primary-name' && !isNative) ?? names[0];
  if (primary === undefined) throw new UnreadableListError(`target ${id} has no name`);
  const others = names.filter((name) => name !== primary);
  const notes = all(subject, 'other-information').map(({ text }) => text);
  const sets = [of(target, 'sanctions-set-id'), ...all(target, 'sanctions-set-id').map(({ text }) => text.trim())];
  return entityOf({
    id: `ch:${id}`,
    list: 'ch',
    type: typeOf(subject),
    name: primary.text,
    aliases: others.filter(({ isWeak, isNative }) => !isWeak && !isNative).map(({ text }) => text),
    weakAliases: others.filter(({ isWeak, isNative }) => isWeak && !isNative).map(({ text }) => text),
    nativeNames: others.filter(({ isNative }) => isNative).map(({ text }) => text),
    programs: sets.map((set) => programs.get(set) ?? ''),
    countries: identities.flatMap((identity) => [
      ...all(identity, 'nationality').flatMap(countriesOf),
      ...all(identity, 'address').map((address) => places.get(of(address, 'place-id')) ?? ''),
    ]),
    websites: notes.filter((note) => /web ?site|www\.|https?:/i.test(note)).flatMap(hostsIn),
    emails: notes.flatMap(emailsIn),
    sameAs: unReferencesIn(textAt(target, 'foreign-identifier')),
    listedOn: listedOn(target),
  });
}

function typeOf(subject: XmlElement): EntityType {
  if (subject.name === 'individual') return 'individual';
  if (subject.name === 'entity') return 'entity';
  return of(subject, 'object-type') === 'vessel' ? 'vessel' : 'unknown';
}

function listedOn(target: XmlElement): string | null {
  const days = all(target, 'modification')
    .filter((modification) => of(modification, 'modification-type') === 'listed')
    .map((modification) => of(modification, 'effective-date') || of(modification, 'publication-date'));
  return days.filter((day) => /^\d{4}-\d\d-\d\d$/.test(day)).toSorted()[0] ?? null;
}

interface SpeltName {
  readonly text: string;
  readonly type: string;
  readonly isWeak: boolean;
  readonly isNative: boolean;
}

/**
 * The name as its parts have it in their order, and once more for each spelling: a script's first variants together, then its
 * second ones. Titles are left out.
 */
function namesOf(name: XmlElement): readonly SpeltName[] {
  const parts = all(name, 'name-part')
    .filter((part) => of(part, 'name-part-type') !== 'title')
    .toSorted((a, b) => Number(of(a, 'order')) - Number(of(b, 'order')));
  const base = { type: of(name, 'name-type'), isWeak: of(name, 'quality') === 'low' };
  const join = (texts: readonly string[]): string => texts.filter((text) => text !== '').join(' ');
  const spelt: SpeltName[] = [{ ...base, text: join(parts.map((part) => textAt(part, 'value'))), isNative: false }];
  const scripts = new Set(
    parts.flatMap((part) => all(part, 'spelling-variant').map((variant) => of(variant, 'script'))),
  );
  for (const script of scripts) {
    const variants = parts.map((part) =>
      all(part, 'spelling-variant')
        .filter((variant) => of(variant, 'script') === script)
        .map(({ text }) => text.trim()),
    );
    const isNative = script !== '' && script !== 'LATN';
    for (let turn = 0; turn < Math.max(...variants.map(({ length }) => length)); turn += 1) {
      const texts = parts.map(
        (part, at) => variants[at]?.[turn] ?? variants[at]?.[0] ?? (isNative ? '' : textAt(part, 'value')),
      );
      spelt.push({ ...base, text: join(texts), isNative });
    }
  }
  return spelt.filter(({ text }) => text !== '');
}
