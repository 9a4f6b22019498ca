import anyAscii from 'any-ascii';
import { type Script, scriptOf } from './fold.ts';

/** Cyrillic as passports and lists most often write it (BGN/PCGN without marks); Ukrainian, Belarusian and Serbian letters too. */
const CYRILLIC: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    ґ: 'g',
    ѓ: 'g',
    д: 'd',
    ђ: 'dj',
    е: 'e',
    ё: 'e',
    є: 'ye',
    ж: 'zh',
    з: 'z',
    и: 'i',
    і: 'i',
    ї: 'yi',
    й: 'y',
    ј: 'j',
    к: 'k',
    ќ: 'k',
    л: 'l',
    љ: 'lj',
    м: 'm',
    н: 'n',
    њ: 'nj',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    ћ: 'c',
    у: 'u',
    ў: 'u',
    ф: 'f',
    х: 'kh',
    ц: 'ts',
    ч: 'ch',
    џ: 'dz',
    ш: 'sh',
    щ: 'shch',
    ъ: '',
    ы: 'y',
    ь: '',
    э: 'e',
    ю: 'yu',
    я: 'ya',
    ә: 'a',
    ғ: 'g',
    қ: 'k',
    ң: 'n',
    ө: 'o',
    ұ: 'u',
    ү: 'u',
    һ: 'h',
    ӣ: 'i',
    ӯ: 'u',
    ҳ: 'h',
    ҷ: 'j',
  }),
);

/** Consonants of the abjads; vowels are not written, so only the skeleton can be compared. */
const ARABIC: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ا: 'a',
    ب: 'b',
    پ: 'p',
    ت: 't',
    ٹ: 't',
    ث: 'th',
    ج: 'j',
    چ: 'ch',
    ح: 'h',
    خ: 'kh',
    د: 'd',
    ڈ: 'd',
    ذ: 'dh',
    ر: 'r',
    ڑ: 'r',
    ز: 'z',
    ژ: 'zh',
    س: 's',
    ش: 'sh',
    ص: 's',
    ض: 'd',
    ط: 't',
    ظ: 'z',
    ع: 'a',
    غ: 'gh',
    ف: 'f',
    ق: 'q',
    ك: 'k',
    گ: 'g',
    ل: 'l',
    م: 'm',
    ن: 'n',
    ں: 'n',
    ه: 'h',
    ھ: 'h',
    ہ: 'h',
    و: 'w',
    ي: 'y',
    ے: 'y',
    ڤ: 'v',
    ټ: 't',
    ډ: 'd',
    ړ: 'r',
    ښ: 'sh',
    ځ: 'z',
    څ: 's',
    ګ: 'g',
    ڼ: 'n',
  }),
);

const HEBREW: ReadonlyMap<string, string> = new Map(
  Object.entries({
    א: 'a',
    ב: 'b',
    ג: 'g',
    ד: 'd',
    ה: 'h',
    ו: 'w',
    ז: 'z',
    ח: 'h',
    ט: 't',
    י: 'y',
    כ: 'k',
    ך: 'k',
    ל: 'l',
    מ: 'm',
    ם: 'm',
    נ: 'n',
    ן: 'n',
    ס: 's',
    ע: 'a',
    פ: 'p',
    ף: 'f',
    צ: 'ts',
    ץ: 'ts',
    ק: 'k',
    ר: 'r',
    ש: 'sh',
    ת: 't',
  }),
);

/** A folded word in Latin letters: own tables for Cyrillic, Arabic and Hebrew, any-ascii for the rest. */
export function romanise(word: string, script: Script = scriptOf(word)): string {
  switch (script) {
    case 'latin':
      return word;
    case 'cyrillic':
      return byTable(word, CYRILLIC);
    case 'arabic':
      return byTable(word, ARABIC);
    case 'hebrew':
      return byTable(word, HEBREW);
    case 'han':
    case 'hangul':
    case 'kana':
    case 'other':
      return anyAscii(readGreek(word))
        .toLowerCase()
        .replace(/[^a-z0-9 ]+/g, '');
  }
}

/** Greek letters that together write one sound: "Μπακογιάννης" is Bakogiannis, "Ντόκος" Dokos, "Γκίκας" Gikas. */
function readGreek(word: string): string {
  if (!/\p{Script=Greek}/u.test(word)) return word;
  return word
    .replace(/μπ/g, 'b')
    .replace(/ντ/g, (pair, at: number) => (at === 0 ? 'd' : pair))
    .replace(/γκ|γγ/g, (pair, at: number) => (at === 0 ? 'g' : `n${pair === 'γκ' ? 'k' : 'g'}`))
    .replace(/γι(?=[αεου])/g, 'y')
    .replace(/([αε])υ(?=[αεηιουωβγδζλμνρ])/g, '$1v')
    .replace(/([αε])υ(?=[θκξπστφχψ]|$)/g, '$1f')
    .replace(/ου/g, 'ou')
    .replace(/χ/g, 'ch');
}

function byTable(word: string, table: ReadonlyMap<string, string>): string {
  let latin = '';
  for (const letter of word)
    latin += table.get(letter) ?? (/[a-z0-9]/.test(letter) ? letter : anyAscii(letter).toLowerCase());
  return latin.replace(/[^a-z0-9]/g, '');
}

/** A script that does not write its vowels. */
export const isAbjad = (script: Script): boolean => script === 'arabic' || script === 'hebrew';
