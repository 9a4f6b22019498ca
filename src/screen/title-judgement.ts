import type { Hit, WordPair } from '../model/facts.ts';
import type { EntityType } from '../model/lists.ts';
import type { Name, Token } from './analyse.ts';
import { comparison } from './features.ts';
import { gate } from './gate.ts';
import { wordPairs } from './hit.ts';
import { vocabulary } from './vocabulary.ts';

/** A title, taken apart. */
export interface Text {
  readonly title: string;
  readonly tokens: readonly Token[];
  /** Segments between bars, dashes and dots, as token ranges. */
  readonly segments: readonly (readonly [from: number, to: number])[];
  readonly isMention: boolean;
}

/** What a listed name inside a title comes to. */
export interface Judgement {
  readonly band: Hit['band'];
  /** 0..1 */
  readonly score: number;
  readonly notes: readonly string[];
  readonly words: readonly WordPair[];
  readonly met: readonly Token[];
}

/** Weighs a name whose words stand at the positions `found` of a text; null when they say too little. */
export function judge(text: Text, found: readonly number[], name: Name, type: EntityType): Judgement | null {
  const met = found.flatMap((at) => text.tokens[at] ?? []);
  const core = name.tokens.filter(({ kind }) => kind === 'core');
  const org = name.tokens.filter(({ kind }) => kind === 'org');
  const evidence = core.reduce((sum, word) => sum + bits(word), 0) + 4 * org.length;
  const notes: string[] = [];
  if (core.length === 1 && name.tokens.every(({ kind }) => kind !== 'org' && kind !== 'number')) {
    const [word] = core;
    if (word === undefined || !isRareWord(word)) return null;
    const isAcronym = word.latin.length <= 4 && word.script === 'latin';
    if (isAcronym && !/\p{Lu}{3,}/u.test(text.title)) return null;
    const seen = met[0];
    // Alone, a word in another spelling names nobody; among others not even in the same script.
    if (
      seen !== undefined &&
      seen.latin !== word.latin &&
      (seen.script !== word.script || !fillsSegment(text, found, name))
    )
      return null;
    if (!fillsSegment(text, found, name)) notes.push('one word among others');
    else if (isAcronym) notes.push('an acronym');
  } else if (evidence < (fillsSegment(text, found, name) ? 8 : 16)) {
    return null;
  } else if (evidence < 20) {
    notes.push('its words are common ones');
  }
  if (type === 'individual') {
    if (core.length < 2) return null;
    notes.push('a person is named; nothing says that the site is theirs');
  }
  if (text.isMention) notes.push('a mention: news, reference or authority');
  const { contradictions } = gate();
  if (core.length <= 2 && text.tokens.some(({ text: word }) => contradictions.has(word))) {
    if (core.length === 1) return null;
    notes.push('another trade stands beside it');
  }
  const compared = comparison({ ...name, text: textOf(met), tokens: met }, name, false);
  const { pairs } = compared.alignment;
  const quality = pairs.reduce((sum, { likeness: { score } }) => sum + score, 0) / Math.max(1, pairs.length);
  const band = notes.length === 0 ? 'match' : 'review';
  return { band, score: Math.min(1, quality) * (band === 'match' ? 1 : 0.9), notes, words: wordPairs(compared), met };
}

export const textOf = (words: readonly Token[]): string => words.map(({ text }) => text).join(' ');

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
function fillsSegment({ tokens, segments }: Text, found: readonly number[], name: Name): boolean {
  const { boilerplate } = gate();
  const own = new Set(name.tokens.map(({ text }) => text));
  const [first] = found;
  const segment = segments.find(([from, to]) => first !== undefined && first >= from && first < to);
  if (segment === undefined) return false;
  return tokens
    .slice(...segment)
    .every(
      ({ text, kind }, offset) =>
        found.includes(segment[0] + offset) ||
        boilerplate.has(text) ||
        kind === 'particle' ||
        kind === 'legal' ||
        (kind === 'title' && own.has(text)),
    );
}
