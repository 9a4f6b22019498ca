import type { Hit } from '../model/facts.ts';
import { analyse, type Name, type Token } from './analyse.ts';
import type { CandidateFinder } from './candidates.ts';
import { comparison } from './features.ts';
import { fold } from './fold.ts';
import { gate, isNoTitle } from './gate.ts';
import { hitOf, wordPairs } from './hit.ts';
import type { IndexView } from './index-view.ts';
import { likeness } from './token-similarity.ts';
import { vocabulary } from './vocabulary.ts';

/** What is read of a text; a title that is longer says nothing more. */
const MAX_TEXT = 1_000;
/** Words may stand between the words of a name, so many at most. */
const SPARE = 2;

interface Text {
  readonly tokens: readonly Token[];
  /** Segments between bars, dashes and dots, as token ranges. */
  readonly segments: readonly (readonly [from: number, to: number])[];
  readonly folded: string;
}

/**
 * Listed organisations (and persons under the gravest programmes) named inside a text. All core words of a name must
 * stand within a short window, as whole words; a mention by a newspaper, an encyclopaedia or an authority is a review.
 */
export function openTitles(view: IndexView, finder: CandidateFinder): (title: string) => readonly Hit[] {
  const remembered = new Map<string, readonly number[]>();
  /** Listed words that a word of a text may stand for. */
  function standsFor(token: Token): readonly number[] {
    const key = `${token.text}\u001f${token.kind}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const ids = finder
      .similarWords(token)
      .map(({ id }) => id)
      .filter((id) => meetsBeside(token, view.word(id)));
    if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
    remembered.set(key, ids);
    return ids;
  }

  return (title) => {
    const text = readText(title.slice(0, MAX_TEXT));
    if (text.tokens.length === 0 || isNoTitle(text.folded)) return [];
    const isMention = mentions(text.folded);
    const stood = text.tokens.map(standsFor);
    const present = new Set(stood.flat());
    const best = new Map<number, { hit: Hit; covered: readonly number[] }>();
    const tried = new Set<number>();
    text.tokens.forEach((token, at) => {
      if (token.kind !== 'core') return;
      for (const id of stood[at] ?? []) {
        for (const nameId of view.namesByAnchor(id)) {
          if (tried.has(nameId)) continue;
          tried.add(nameId);
          if (!view.wordIdsOf(nameId).every((word) => view.wordWeight(word) === 0 || present.has(word))) continue;
          const found = nameInText(text, view.name(nameId));
          if (found === null) continue;
          const entity = view.entityOf(nameId);
          const hit = judged(title, text, found, view, nameId, isMention);
          const known = best.get(entity);
          if (hit !== null && (known === undefined || rank(hit) > rank(known.hit)))
            best.set(entity, { hit, covered: found });
        }
      }
    });
    return longestFirst([...best.values()]);
  };
}

const REMEMBERED_WORDS = 20_000;

const rank = ({ band, score }: Hit): number => (band === 'match' ? 10 : 0) + score;

function readText(title: string): Text {
  const parts = title.split(/\s[-–—|·•:»«]+\s|[|•·–—»«:]+/u);
  const tokens: Token[] = [];
  const segments: (readonly [number, number])[] = [];
  for (const part of parts) {
    const from = tokens.length;
    tokens.push(...analyse(part).tokens);
    if (tokens.length > from) segments.push([from, tokens.length]);
  }
  return { tokens, segments, folded: fold(title) };
}

/**
 * Exact words, other forms and scripts of them; one letter off only in long words; consonants only where one side
 * writes no vowels. Nothing else means a name in running text.
 */
function meetsInText(token: Token, listed: Token): boolean {
  if (token.text === listed.text) return true;
  if (token.symbol !== '' && token.symbol === listed.symbol) return true;
  if (token.latin === listed.latin && token.latin !== '') return token.script !== 'han' || listed.script !== 'han';
  const { score, how } = likeness(token, listed);
  if (how.endsWith('consonants')) return Math.min(token.skeleton.length, listed.skeleton.length) >= 2 && score >= 0.87;
  if (how === 'with and without the article') return true;
  return how === 'one letter' && Math.min(token.latin.length, listed.latin.length) >= 7;
}

/** Beside the most telling word of a name the others may be spelt as in a name that stands alone. */
function meetsBeside(token: Token, listed: Token): boolean {
  if (meetsInText(token, listed)) return true;
  return token.kind === 'core' && listed.kind === 'core' && likeness(token, listed).score >= 0.75;
}

/** Positions in the text of every counting word of a name, within the window; null when one is missing. */
function nameInText({ tokens }: Text, { tokens: words }: Name): readonly number[] | null {
  const wanted = words.filter(
    ({ kind }) => kind === 'core' || kind === 'org' || kind === 'number' || kind === 'initial',
  );
  const core = wanted.filter(({ kind }) => kind === 'core');
  const lead = core.reduce((best, word) => (word.weight > best.weight ? word : best), core[0] ?? wanted[0] ?? NO_WORD);
  for (let at = 0; at < tokens.length; at += 1) {
    const here = tokens[at];
    if (here === undefined || !meetsInText(here, lead)) continue;
    const reach = words.length + SPARE;
    const found = collect(tokens, wanted, lead, [Math.max(0, at - reach), Math.min(tokens.length, at + reach + 1)]);
    if (found !== null && Math.max(...found) - Math.min(...found) < words.length + SPARE) return found;
  }
  return null;
}

const NO_WORD: Token = {
  text: '',
  latin: '',
  script: 'other',
  kind: 'core',
  symbol: '',
  skeleton: '',
  fine: '',
  letters: 0,
  sounds: 0,
  weight: 0,
};

function collect(
  tokens: readonly Token[],
  wanted: readonly Token[],
  lead: Token,
  [from, to]: readonly [number, number],
): readonly number[] | null {
  const used = new Set<number>();
  for (const word of wanted) {
    let at = -1;
    for (let index = from; index < to; index += 1) {
      const token = tokens[index];
      if (token !== undefined && !used.has(index) && (word === lead ? meetsInText : meetsBeside)(token, word)) {
        at = index;
        break;
      }
    }
    if (at < 0) return null;
    used.add(at);
  }
  return [...used].toSorted((a, b) => a - b);
}

function judged(
  title: string,
  text: Text,
  found: readonly number[],
  view: IndexView,
  nameId: number,
  isMention: boolean,
): Hit | null {
  const name = view.name(nameId);
  const entity = view.entity(view.entityOf(nameId));
  const met = found.flatMap((at) => text.tokens[at] ?? []);
  const core = name.tokens.filter(({ kind }) => kind === 'core');
  const org = name.tokens.filter(({ kind }) => kind === 'org');
  const evidence = core.reduce((sum, word) => sum + bits(word), 0) + 4 * org.length;
  const notes: string[] = [];
  let band: Hit['band'] = 'match';
  const lower = (why: string): void => {
    band = 'review';
    notes.push(why);
  };
  if (core.length === 1 && name.tokens.every(({ kind }) => kind !== 'org' && kind !== 'number')) {
    const [word] = core;
    if (word === undefined || !isRareWord(word)) return null;
    const isAcronym = word.latin.length <= 4 && word.script === 'latin';
    if (isAcronym && !/\p{Lu}{3,}/u.test(title)) return null;
    const seen = met[0];
    // Alone, a word in another spelling names nobody; among others not even in the same script.
    if (seen !== undefined && seen.latin !== word.latin && (seen.script !== word.script || !fillsSegment(text, found)))
      return null;
    if (!fillsSegment(text, found)) lower('one word among others');
    else if (isAcronym) lower('an acronym');
  } else if (evidence < (fillsSegment(text, found) ? 8 : 16)) {
    return null;
  } else if (evidence < 20) {
    lower('its words are common ones');
  }
  if (entity.type === 'individual') {
    if (core.length < 2) return null;
    lower('a person is named; nothing says that the site is theirs');
  }
  if (isMention) lower('a mention: news, reference or authority');
  const { contradictions } = gate();
  if (core.length <= 2 && text.tokens.some(({ text: word }) => contradictions.has(word))) {
    if (core.length === 1) return null;
    lower('another trade stands beside it');
  }
  const joined = met.map(({ text: word }) => word).join(' ');
  const compared = comparison({ ...name, text: joined, tokens: met }, name, false);
  const quality =
    compared.alignment.pairs.reduce((sum, { likeness: { score } }) => sum + score, 0) /
    Math.max(1, compared.alignment.pairs.length);
  return hitOf(entity, {
    query: asWritten(title, met) || joined,
    candidate: name.text,
    strength: view.strengthOf(nameId),
    score: Math.min(1, quality) * (band === 'match' ? 1 : 0.9),
    field: 'title',
    band,
    words: wordPairs(compared),
    notes,
  });
}

/** The words that met as they stand in the title. */
function asWritten(title: string, met: readonly Token[]): string {
  const wanted = new Set(met.map(({ text }) => text));
  return title
    .split(/[\s|–—·•]+/u)
    .filter((word) => analyse(word).tokens.some(({ text }) => wanted.has(text)))
    .join(' ');
}

/** How much a word's presence tells, in bits: rare words many, ordinary words few. */
function bits({ text, latin }: Token): number {
  const { common, rarity, nicknames } = vocabulary();
  if (common.has(text)) return 4;
  if (nicknames.has(latin)) return 6;
  return Math.min(17, 17 * rarity(latin));
}

function isRareWord({ text, latin }: Token): boolean {
  const { common, nicknames, org, rarity } = vocabulary();
  return latin.length >= 4 && !common.has(text) && !nicknames.has(latin) && !org.has(text) && rarity(latin) > 0.35;
}

/** Whether the name is all that a segment says, ordinary web words aside. */
function fillsSegment({ tokens, segments }: Text, found: readonly number[]): boolean {
  const { boilerplate } = gate();
  const [first] = found;
  const segment = segments.find(([from, to]) => first !== undefined && first >= from && first < to);
  if (segment === undefined) return false;
  return tokens
    .slice(...segment)
    .every(
      ({ text, kind }, offset) =>
        found.includes(segment[0] + offset) || boilerplate.has(text) || kind === 'particle' || kind === 'legal',
    );
}

function mentions(folded: string): boolean {
  const padded = ` ${folded} `;
  return gate().mentions.some((phrase) => padded.includes(` ${phrase} `));
}

/** At most three entries; where two overlap the longer name stands. */
function longestFirst(found: readonly { hit: Hit; covered: readonly number[] }[]): readonly Hit[] {
  const ordered = found.toSorted(
    (a, b) =>
      b.covered.length - a.covered.length || rank(b.hit) - rank(a.hit) || (a.hit.entityId < b.hit.entityId ? -1 : 1),
  );
  const kept: { hit: Hit; covered: readonly number[] }[] = [];
  for (const each of ordered) {
    const isInside = kept.some(
      ({ hit, covered }) =>
        covered.length > each.covered.length &&
        each.covered.every((at) => covered.includes(at)) &&
        !hit.sameAs.includes(each.hit.entityId),
    );
    if (!isInside) kept.push(each);
  }
  return kept.map(({ hit }) => hit).toSorted((a, b) => rank(b) - rank(a));
}
