/** Letters of other scripts that look Latin, and how they read inside an otherwise Latin word. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    е: 'e',
    ё: 'e',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
    і: 'i',
    ї: 'i',
    ј: 'j',
    ѕ: 's',
    һ: 'h',
    ԁ: 'd',
    ӏ: 'l',
    α: 'a',
    β: 'b',
    ε: 'e',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    ѵ: 'v',
    ԛ: 'q',
    ԝ: 'w',
  }),
);

const CYRILLIC_FOR: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'і',
  j: 'ј',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  t: 'т',
  x: 'х',
  y: 'у',
};

const LATIN_SPECIALS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ı: 'i',
    ə: 'a',
    ŋ: 'ng',
    ħ: 'h',
    ĸ: 'k',
  }),
);

/**
 * One spelling for what reads the same: NFKC, lower case, Latin marks off, look-alikes unmasked, Arabic letter forms
 * unified, apostrophes gone, every other sign a blank.
 *
 *   "Аlexey  GÜNTHER" (Cyrillic А) → "alexey gunther"
 *   "Kata'ib-Hizballah"            → "kataib hizballah"
 *   "أنصار الإسلام"                → "انصار الاسلام"
 */
export function fold(text: string): string {
  return PLAIN.test(text) ? foldPlain(text) : foldAny(text);
}

const PLAIN = /^[^\u0080-\uffff]*$/;

/** The same for ASCII alone, which most of what is folded is, at a fifth of the time. */
function foldPlain(text: string): string {
  return text
    .toLowerCase()
    .replace(/['`"]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function foldAny(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '')
    .normalize('NFD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '')
    .replace(/[\u064b-\u065f\u0670\u06d6-\u06ed]/g, '')
    .normalize('NFC')
    .replace(/[ßæœøłđðþıəŋħĸ]/g, (letter) => LATIN_SPECIALS.get(letter) ?? letter)
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىیېئ]/g, 'ي')
    .replace(/[ؤ]/g, 'و')
    .replace(/[ةۀ]/g, 'ه')
    .replace(/ک/g, 'ك')
    .replace(/['’‘ʼʻ`´ʾʿ"“”„«»ء]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
  return /[a-z]/.test(plain) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(plain)
    ? plain.split(' ').map(unmask).join(' ')
    : plain;
}

/** A word that mixes Latin with letters that only look Latin is read as Latin; a Cyrillic one with a few Latin letters as Cyrillic. */
function unmask(word: string): string {
  if (!/[a-z]/.test(word) || /^[a-z0-9]+$/.test(word)) return word;
  const latinLetters = (word.match(/[a-z]/g) ?? []).length;
  if (latinLetters * 2 < word.length && /\p{Script=Cyrillic}/u.test(word)) {
    return word.replace(/[a-z]/g, (letter) => CYRILLIC_FOR[letter] ?? letter);
  }
  const letters = Array.from(word).map((letter) => (/[a-z0-9]/.test(letter) ? letter : LOOKALIKES.get(letter)));
  return letters.some((letter) => letter === undefined) ? word : letters.join('');
}

export type Script = 'latin' | 'cyrillic' | 'arabic' | 'hebrew' | 'han' | 'hangul' | 'kana' | 'other';

/** The script of a folded word, by its first letter that has one. */
export function scriptOf(word: string): Script {
  if (/[a-z]/.test(word)) return 'latin';
  if (/\p{Script=Cyrillic}/u.test(word)) return 'cyrillic';
  if (/\p{Script=Arabic}/u.test(word)) return 'arabic';
  if (/\p{Script=Hebrew}/u.test(word)) return 'hebrew';
  if (/\p{Script=Han}/u.test(word)) return 'han';
  if (/\p{Script=Hangul}/u.test(word)) return 'hangul';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)) return 'kana';
  return /^\d+$/.test(word) ? 'latin' : 'other';
}
