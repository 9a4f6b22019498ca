import { readFileSync } from 'node:fs';
import type { EntityType, ListedEntity } from '../model/lists.ts';
import { publisherUrl } from './publishers.ts';

/** What a reader found, before it is cleaned: strings as the publisher wrote them. */
export interface Found {
  readonly id: string;
  readonly list: string;
  readonly type: EntityType;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly weakAliases?: readonly string[];
  readonly nativeNames?: readonly string[];
  readonly programs?: readonly string[];
  readonly measure?: ListedEntity['measure'];
  readonly countries?: readonly string[];
  readonly websites?: readonly string[];
  readonly emails?: readonly string[];
  readonly sameAs?: readonly string[];
  readonly listedOn?: string | null;
}

/** The one door from a publisher's strings to a listed entity: cleaned, without repetition, countries as ISO codes. */
export function entityOf(found: Found): ListedEntity {
  const { id, list, type, measure = 'blocking', listedOn = null } = found;
  const name = cleanName(found.name);
  const taken = [name];
  const latin = fresh(found.aliases, taken);
  const native = fresh(found.nativeNames, taken);
  const hasForeign = latin.some(isForeign);
  return {
    id,
    list,
    type,
    name,
    aliases: hasForeign ? latin.filter((each) => !isForeign(each)) : latin,
    weakAliases: fresh(found.weakAliases, taken),
    nativeNames: hasForeign ? [...native, ...latin.filter(isForeign)] : native,
    programs: fresh(found.programs, []),
    measure,
    countries: sorted(each(found.countries, countryCode)),
    websites: sorted((found.websites ?? NONE).flatMap(hostsIn)),
    emails: sorted((found.emails ?? NONE).flatMap(emailsIn)),
    sameAs: sorted(found.sameAs ?? NONE),
    listedOn,
    url: publisherUrl(list, id),
  };
}

/** The names that are not among those `taken`, cleaned; they are among them afterwards. Few at a time: a set would cost more. */
function fresh(names: readonly string[] | undefined, taken: string[]): readonly string[] {
  if (names === undefined || names.length === 0) return NONE;
  const kept: string[] = [];
  for (const raw of names) {
    const name = cleanName(raw);
    if (name === '' || taken.includes(name)) continue;
    taken.push(name);
    kept.push(name);
  }
  return kept;
}

function each(texts: readonly string[] | undefined, work: (text: string) => string | null): readonly string[] {
  const found: string[] = [];
  for (const text of texts ?? NONE) {
    const one = work(text);
    if (one !== null) found.push(one);
  }
  return found;
}

const NONE: readonly string[] = [];

const sorted = (values: readonly string[]): readonly string[] =>
  values.length < 2 ? values : [...new Set(values)].toSorted();

const isForeign = (name: string): boolean =>
  !/^[ -~]*$/.test(name) && /\p{L}/u.test(name) && !/\p{Script=Latin}/u.test(name);

/** Cyrillic and Greek letters that stray into Latin words, and what they look like. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  [
    ...'АAВBЕEКKМMНHОOРPСCТTХXаaеeоoрpсcуyхxіiІIјjѕsкkΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνvёëЁËїïЇÏ'.matchAll(/(.)(.)/gu),
  ].map(([, odd = '', plain = '']) => [odd, plain]),
);

/** The other way round, for Latin letters that stray into Cyrillic words: "Леанiд" with a Latin i. */
const CYRILLIC_ALIKES: ReadonlyMap<string, string> = new Map(
  [...LOOK_ALIKES].filter(([odd]) => /\p{Script=Cyrillic}/u.test(odd)).map(([odd, plain]) => [plain, odd]),
);

const UNEVEN = /[^ -~]| {2}|^ | $/;

/**
 * A name in NFC, its blanks squeezed, letters that strayed in from another script folded into that of most of the word's.
 *
 *   "Аlexey" with a Cyrillic А  → "Alexey"
 *   "Леанiд" with a Latin i     → "Леанід"
 *   "MЦCT" with a Latin M, C, T → "МЦСТ": Ц looks like no Latin letter
 *   "Алексей", all Cyrillic     → as it is
 */
export function cleanName(name: string): string {
  if (!UNEVEN.test(name)) return name; // plain ASCII, most names: nothing to fold
  return name
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/[\p{L}\p{M}'’-]+/gu, foldStrays);
}

function foldStrays(word: string): string {
  const latin = word.match(/\p{Script=Latin}/gu) ?? NONE;
  const others = word.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu) ?? NONE;
  if (latin.length === 0 || others.length === 0) return word;
  const isGreek = others.some((each) => /\p{Script=Greek}/u.test(each));
  const toLatin = others.every((each) => LOOK_ALIKES.has(each));
  const toCyrillic = !isGreek && latin.every((each) => CYRILLIC_ALIKES.has(each));
  const isLatin = toLatin && (latin.length >= others.length || !toCyrillic);
  if (!isLatin && !toCyrillic) return word;
  const likes = isLatin ? LOOK_ALIKES : CYRILLIC_ALIKES;
  return Array.from(word, (each) => likes.get(each) ?? each).join('');
}

/**
 * Hosts in what a publisher typed: lower case, without scheme, `www.`, port and closing slash; a path stays.
 *
 *   "quay.example and pier.example"   → both
 *   "(1)quay.example(2)pier.example"  → both
 *   "www.north quay.example/tugs"     → northquay.example/tugs: a blank slipped in, and quay.example is somebody else
 *   "desk@north quay.example"         → none, an e-mail address
 *   "https://video.example/@quay"     → video.example/@quay
 */
export function hostsIn(text: string): readonly string[] {
  return mended(text)
    .split(/[\s,;|<>[\]]+/)
    .map((each) =>
      each
        .replace(/^(?:[a-z]+:\/\/)?(?:www\.)?/, '')
        .replace(/^([^/:]+):\d+(?=\/|$)/, '$1')
        .replace(/[)./]+$/, ''),
    )
    .filter((each) => HOST_AND_PATH.test(each));
}

const HOST_AND_PATH = /^[^/\s.@?#]+(?:\.[^/\s.@?#]+)*\.(?:[^/\s.\d@?#]{2,}|xn--[a-z\d-]+)(?:\/\S*)?$/u;

export function emailsIn(text: string): readonly string[] {
  return (mended(text).match(/[^\s@,;:<>()|[\]]+@[^\s@,;:<>()|[\]]+\.[a-z]{2,}/g) ?? []).map((each) =>
    each.replace(/\.$/, ''),
  );
}

/** In lower case; numbers in front of values are blanks, and a name that a blank cut in two is whole again. */
function mended(text: string): string {
  return text
    .toLowerCase()
    .replace(/\(\d{1,2}\)(?=\s*[a-z\d])/g, ' ')
    .replace(/((?:www\.|[^\s/@]@)[^\s.,;|/@]+) +(?!www\.|https?:)(?=[^\s.,;|/@]+\.[^\s.])/g, '$1');
}

let codes: ReadonlyMap<string, string> | null = null;

/** ISO 3166-1 alpha-2 of a country's name, or null: a region of no country, or unknown. */
export function countryCode(name: string): string | null {
  codes ??= readCodes();
  const known = asked.get(name);
  if (known !== undefined) return known;
  const folded = fold(name.replace(/^Region:\s*/i, ''));
  const code = codes.get(folded) ?? (/^[A-Z]{2}$/.test(name) ? name : null);
  if (asked.size < MOST_ASKED) asked.set(name, code);
  return code;
}

/** A list names some two hundred countries, each hundreds of times. */
const asked = new Map<string, string | null>();
const MOST_ASKED = 2_000;

function readCodes(): ReadonlyMap<string, string> {
  const file = new URL('../../data/registration/countries.json', import.meta.url);
  const { names }: { names: Readonly<Record<string, readonly string[]>> } = JSON.parse(readFileSync(file, 'utf8'));
  const told = Object.entries(names).flatMap(([code, all]) => all.map((each): [string, string] => [fold(each), code]));
  return new Map([...told, ...Object.entries(AS_PUBLISHED)]);
}

/** Spellings of the list publishers that CLDR lacks. */
const AS_PUBLISHED: Readonly<Record<string, string>> = {
  'korea north': 'KP',
  'korea south': 'KR',
  'democratic people s republic of korea': 'KP',
  'congo democratic republic of the': 'CD',
  'democratic republic of the congo': 'CD',
  'congo republic of the': 'CG',
  'iran islamic republic of': 'IR',
  'syrian arab republic': 'SY',
  'virgin islands british': 'VG',
  'west bank': 'PS',
  palestinian: 'PS',
  'state of palestine': 'PS',
  gaza: 'PS',
  crimea: 'UA',
  burma: 'MM',
  kosovo: 'XK',
  'bahamas the': 'BS',
  'china hong kong special administrative region': 'HK',
  'china macao special administrative region': 'MO',
  'the gambia': 'GM',
};

const fold = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
