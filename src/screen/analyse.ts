import { fold, type Script, scriptOf } from './fold.ts';
import { consonantBits } from './letters.ts';
import { isAbjad, romanise } from './romanise.ts';
import { fineSkeletonOf, skeletonOf } from './skeleton.ts';
import { type Vocabulary, vocabulary, type WordKind } from './vocabulary.ts';

/** One word of a name, ready to be compared. */
export interface Token {
  /** As it stood, folded. */
  readonly text: string;
  readonly latin: string;
  readonly script: Script;
  readonly kind: WordKind;
  /** Canonical form of a legal form, organisation word or number; else empty. */
  readonly symbol: string;
  readonly skeleton: string;
  /** Consonants told apart more finely; of Korean, the syllables with their vowels, as any romanisation has them. */
  readonly fine: string;
  /** Its consonants as a set of bits, and those of its skeleton: tells cheaply that two words cannot be alike. */
  readonly letters: number;
  readonly sounds: number;
  /** 0..1: how much it tells. */
  readonly weight: number;
}

/** A name, taken apart once. */
export interface Name {
  readonly text: string;
  /** Words in order, legal forms included. */
  readonly tokens: readonly Token[];
  /** Latin words that count, in alphabetical order, joined by blanks: the whole name as one string. */
  readonly whole: string;
}

/** Longest input that is looked at; the rest of a longer one is not. A name of the lists has at most 350 characters. */
const MAX_NAME_LENGTH = 400;
const MAX_WORDS = 40;
const LONGEST_LEGAL_FORM = 6;

/**
 * Takes a name apart: folds it, finds legal forms, numbers, particles and organisation words, and weighs each word.
 *
 *   "ООО «Северный причал»"          → llc(legal) severnyy prichal
 *   "Abdulrahman al-Qassam"          → abd rahman al(particle) qassam
 *   "كتائب الشهيد عز الدين القسام"    → brigade(org) shhyd(title) az dyn qsam
 */
export function analyse(name: string): Name {
  const words = vocabulary();
  const folded = words.simplified(fold(name.length > MAX_NAME_LENGTH ? name.slice(0, MAX_NAME_LENGTH) : name));
  const parts = folded
    .split(' ')
    .flatMap(splitWord)
    .filter((part) => part !== '')
    .slice(0, MAX_WORDS);
  const tokens: Token[] = [];
  for (let index = 0; index < parts.length; ) {
    const [length, legal] = legalAt(parts, index, words);
    if (length > 0) {
      tokens.push(token(parts.slice(index, index + length).join(' '), 'legal', legal, words));
      index += length;
      continue;
    }
    tokens.push(
      isAmongInitials(parts, index)
        ? token(parts[index] ?? '', 'initial', '', words)
        : classify(parts[index] ?? '', index, words),
    );
    index += 1;
  }
  return { text: name, tokens, whole: wholeOf(tokens) };
}

/** The words that count, in Latin letters and alphabetical order. */
export function wholeOf(tokens: readonly Token[]): string {
  return tokens
    .filter(({ kind }) => kind === 'core' || kind === 'org' || kind === 'number' || kind === 'initial')
    .map(({ latin }) => latin)
    .toSorted()
    .join(' ');
}

function classify(text: string, index: number, words: Vocabulary): Token {
  const number = numberOf(text, index, words);
  if (number !== undefined) return token(text, 'number', number, words);
  if (words.titles.has(text)) return token(text, 'title', '', words);
  if (words.particles.has(text)) return token(text, 'particle', '', words);
  const org = words.org.get(text) ?? words.org.get(`ال${text}`);
  if (org !== undefined) return token(text, 'org', org, words);
  if (/^(?:[a-z]|\p{Script=Cyrillic})$/u.test(text)) return token(text, 'initial', '', words);
  return token(text, 'core', '', words);
}

/** The i of "Petrov A.I." is no number. */
function isAmongInitials(parts: readonly string[], at: number): boolean {
  const isLetter = (part: string | undefined): boolean =>
    part !== undefined && /^(?:[a-z]|\p{Script=Cyrillic})$/u.test(part);
  return isLetter(parts[at]) && (isLetter(parts[at - 1]) || isLetter(parts[at + 1]));
}

/** "007" → 7, "5th" → 5, "fifth" → 5; "one" and "ii" only where they are not the first word. */
function numberOf(text: string, index: number, words: Vocabulary): string | undefined {
  const digits = /^0*(\d+)(?:st|nd|rd|th)?$/.exec(text)?.[1];
  if (digits !== undefined) return digits;
  return index > 0 || ORDINAL.test(text) ? words.numbers.get(text) : undefined;
}

const ORDINAL = /^(?:first|second|third|.*th)$/;

/** A word of known kind with all that follows from it; remembered, since skeletons were a sixth of a title's time. */
export function token(text: string, kind: WordKind, symbol: string, words: Vocabulary = vocabulary()): Token {
  const key = `${text}\u001f${kind}\u001f${symbol}`;
  const known = remembered.get(key);
  // Always an object of its own: the same word twice in a name is two words.
  if (known !== undefined) return { ...known };
  const script = scriptOf(text);
  const latin = kind === 'legal' || kind === 'number' ? symbol : romanise(text, script);
  const skeleton = skeletonOf(latin);
  const made: Token = {
    text,
    latin,
    script,
    kind,
    symbol,
    skeleton,
    fine: fineSkeletonOf(latin),
    letters: consonantBits(latin),
    sounds: consonantBits(skeleton),
    weight: weigh(kind, latin, script, words),
  };
  if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
  remembered.set(key, made);
  return { ...made };
}

const REMEMBERED_WORDS = 20_000;
const remembered = new Map<string, Token>();

/** A word whose letters were worked out before: as `token` would make it. */
export function keptToken(kept: Omit<Token, 'script' | 'weight'>): Token {
  const script = scriptOf(kept.text);
  return { ...kept, script, weight: weigh(kept.kind, kept.latin, script, vocabulary()) };
}

/** What a word adds to its name's weight when names are compared. */
export function comparedWeight({ kind, weight }: Token): number {
  return kind === 'legal' || kind === 'title' || kind === 'particle' ? 0 : weight;
}

function weigh(kind: WordKind, latin: string, script: Script, words: Vocabulary): number {
  switch (kind) {
    case 'core': {
      const full = 0.35 + 0.65 * words.rarity(latin);
      if (isAbjad(script)) return full * 0.9;
      return latin.length <= 2 ? full * 0.8 : full;
    }
    case 'org':
      return 0.15 + 0.45 * words.rarity(latin);
    case 'number':
      return 0.5;
    case 'initial':
      return 0.3;
    case 'particle':
      return 0.08;
    case 'title':
      return 0.05;
    case 'legal':
      return 0.1;
  }
}

/** The longest legal form that begins at a word; short ones count only at the ends of a name ("Sa", "As" are also words). */
function legalAt(
  parts: readonly string[],
  at: number,
  { legal, legalBeginnings }: Vocabulary,
): readonly [number, string] {
  if (!legalBeginnings.has(parts[at] ?? '')) return NO_FORM;
  for (let length = Math.min(LONGEST_LEGAL_FORM, parts.length - at); length > 0; length -= 1) {
    const text = parts.slice(at, at + length).join(' ');
    const form = legal.get(text);
    if (form === undefined || (length === parts.length && parts.length === 1)) continue;
    const isAtEnd = at === 0 || at + length === parts.length || legal.has(parts.slice(at + length).join(' '));
    if (isAtEnd || text.length > 3) return [length, form];
  }
  return NO_FORM;
}

const NO_FORM: readonly [number, string] = [0, ''];

/** Splits what scripts and habits join: Han by character, Arabic articles and Abd-, Latin Abdul- and -uddin. */
function splitWord(word: string): readonly string[] {
  switch (scriptOf(word)) {
    case 'han':
    case 'hangul':
      return Array.from(word);
    case 'arabic':
      return splitArabic(word, vocabulary());
    case 'latin':
      return splitLatin(word);
    case 'cyrillic':
    case 'hebrew':
    case 'kana':
    case 'other':
      return [word];
  }
}

function splitArabic(word: string, { org }: Vocabulary): readonly string[] {
  if (word === 'عبدالله') return ['عبدالله'];
  if (word.startsWith('عبدال') && word.length > 7) return ['عبد', word.slice(5)];
  if (/^و?ال/.test(word) && word.length > 4) return [word.replace(/^و?ال/, '')];
  if (/^[بلكف]ال/.test(word) && word.length > 5) return [word.slice(3)];
  if (/^لل/.test(word) && word.length > 5) return [word.slice(2)];
  if (/^[ولبكف]/.test(word) && !org.has(word) && org.has(word.slice(1))) return [word.slice(1)];
  return [word];
}

function splitLatin(word: string): readonly string[] {
  if (/^abd[aeou]ll?ah?$/.test(word)) return ['abdallah'];
  const abd = /^abd(?:[aeou](?:l|r|s|z|n|d)?)?$/.test(word);
  if (abd) return ['abd'];
  const compound = /^abd(?:ou|[aeiou])l?([a-z]{4,})$/.exec(word);
  if (compound !== null) return ['abd', (compound[1] ?? '').replace(/^([rszn])\1/, '$1')];
  const faith = word.length >= 7 ? /^([a-z]{2,}?)(?:[aeou]d?)(?:d|dh|tt)(?:in|een|ine|ien|eyn|yn)$/.exec(word) : null;
  if (faith !== null) return [faith[1] ?? '', 'din'];
  if (/^(?:deen|dine|eddine|eddin|uddin|aldin|eldin)$/.test(word)) return ['din'];
  return [word];
}
