import { vocabulary } from './vocabulary.ts';

/**
 * True when both words are known (from the lists, as names, as ordinary words) and are not spellings of one name: then the letters in which they
 * differ are no slip. Symmetric; both in Latin letters.
 *
 *   "khalid", "khalil" · "iran", "iraq" · "hassan", "hussein" · "robert", "roberta"   → true
 *   "khalid", "halid" · "yousef", "yusuf" · "osman", "othman" · "khalid", "khalidd"   → false
 */
export function areDifferentWords(a: string, b: string): boolean {
  const { isKnown, common } = vocabulary();
  if (common.has(a) !== common.has(b) || isPlural(a, b)) return false; // "concern", "kontsern": another language's spelling
  return isKnown(a) && isKnown(b) && spellingsApart(respelt(a), respelt(b)) >= 1;
}

/**
 * True when the word that is asked is a word by itself, and not a spelling of the listed one: whoever writes "Mason" did not
 * mean "Jason". The listed word need not be known.
 */
export function isAnotherWord(asked: string, listed: string): boolean {
  return asked !== listed && vocabulary().isKnown(asked) && spellingsApart(respelt(asked), respelt(listed)) >= 1;
}

const isPlural = (a: string, b: string): boolean => a === `${b}s` || b === `${a}s`;

/** Letters that together write one sound, as one sign each. */
function respelt(latin: string): string {
  return latin
    .replace(/eaux?$/, 'oQ') // "Moreau" is no slip of "Moore"
    .replace(/dsch|dzh|dj|zh/g, 'j')
    .replace(/tj$/, 'S')
    .replace(/tsch|shch|sch|tch|sh|ch/g, 'S')
    .replace(/kh/g, 'h')
    .replace(/gh/g, 'g')
    .replace(/ph/g, 'f')
    .replace(/th/g, 'T')
    .replace(/dh/g, 'D')
    .replace(/x/g, 'ks')
    .replace(/ck|q/g, 'k')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/c/g, 'k')
    .replace(/w/g, 'v')
    .replace(/(.)\1+/g, '$1');
}

/** Letters that spellings of one name exchange freely, and those that they exchange now and then. */
const FREELY = 'ae ei iy ey ou jy jg jz zs kg vf bp dt gh Ts Tt Dd Dz Sj uv ov'.split(' ');
const NOW_AND_THEN = 'ao ai eu eo zd Sz Ss'.split(' ');
const COSTS: ReadonlyMap<string, number> = new Map(
  [
    ...FREELY.map((pair): [string, number] => [pair, 0]),
    ...NOW_AND_THEN.map((pair): [string, number] => [pair, 0.5]),
  ].flatMap(([pair, cost]) => [[pair, cost] as const, [`${pair.charAt(1)}${pair.charAt(0)}`, cost] as const]),
);

/** How much two respelt words differ beyond what spellings of one name do: a letter of its own is 1. */
function spellingsApart(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, () => 0);
  for (let j = 1; j <= b.length; j += 1) above[j] = (above[j - 1] ?? 0) + gapCost(b, j - 1);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [(above[0] ?? 0) + gapCost(a, i - 1)];
    for (let j = 1; j <= b.length; j += 1) {
      const [x, y] = [a.charAt(i - 1), b.charAt(j - 1)];
      row.push(
        Math.min(
          (above[j - 1] ?? 0) + (x === y ? 0 : (COSTS.get(x + y) ?? 1)),
          (above[j] ?? 0) + gapCost(a, i - 1),
          (row[j - 1] ?? 0) + gapCost(b, j - 1),
        ),
      );
    }
    above = row;
  }
  return above[b.length] ?? 1;
}

const isVowel = (letter: string): boolean => 'aeiouy'.includes(letter) && letter !== '';

/** What a letter costs that only one word has. A vowel at the end tells a woman's name from a man's, but for a silent e. */
function gapCost(word: string, at: number): number {
  const [before, letter, after] = [word.charAt(at - 1), word.charAt(at), word.charAt(at + 1)];
  if (letter === 'h') return 0;
  if ((isVowel(letter) || letter === 'j') && (isVowel(before) || isVowel(after)))
    return at === word.length - 1 ? 0.5 : 0;
  if (isVowel(letter)) return at === word.length - 1 && letter !== 'e' ? 1 : 0.5;
  return 1;
}
