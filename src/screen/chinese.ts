/**
 * True when two Chinese words in Latin letters are one word in Pinyin and in Wade–Giles, as far as lost apostrophes let it be
 * told. Symmetric.
 *
 *   "zhiqiang", "chihchiang" · "xie", "hsieh" · "zhou", "chou"   → true
 *   "wei", "wen" · "zhang", "zhan" · "bing", "ping"              → false
 */
export function areOneInChinese(a: string, b: string): boolean {
  const one = readingOf(a);
  if (one.key === null) return false;
  const two = readingOf(b);
  return one.key === two.key && (one.isWadeGiles || two.isWadeGiles);
}

/** What both spellings of a Chinese word come to; null when it is none. */
export const chineseKey = (word: string): string | null => readingOf(word).key;

interface Reading {
  readonly isWadeGiles: boolean;
  /** What both spellings of a word come to; null when it is no Chinese word. */
  readonly key: string | null;
}

/** Remembered: a word of a query is held against thousands. */
function readingOf(word: string): Reading {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const found = { isWadeGiles: WADE_GILES.test(word), key: WORD.test(word) ? key(word) : null };
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(word, found);
  return found;
}

const MOST_REMEMBERED = 20_000;
const remembered = new Map<string, Reading>();

/** Spellings that only Wade–Giles has, or that Pinyin writes otherwise. */
const WADE_GILES = /hs|t[sz]|ih|[iu]eh|ung|ien|szu|ssu|ch/;
const WORD = /^(?:(?:zh|ch|sh|hs|tz|ts|ss|[bpmfdtnlgkhjqxrzcsyw])?[iu]?[aeiou]{1,2}(?:ng|n|h)?){1,3}$/;

function key(word: string): string {
  return word
    .replace(/ng(?![aeiou])/g, 'N')
    .replace(/uN/g, 'oN')
    .replace(/sh/g, 'S')
    .replace(/hs/g, 'x')
    .replace(/(?:tz|sz|ss)u/g, (syllable) => (syllable === 'tzu' ? 'zi' : 'si'))
    .replace(/ch|zh|[qj]/g, 'C')
    .replace(/t[sz]|[cz]/g, 'z')
    .replace(/ien/g, 'ian')
    .replace(/([iue])h/g, '$1')
    .replace(/uei/g, 'ui')
    .replace(/g/g, 'k')
    .replace(/d/g, 't')
    .replace(/b/g, 'p')
    .replace(/([kh])o(?=$|[A-Zb-df-hj-np-tv-z])/g, '$1e');
}
