/**
 * Sounds that transliterations confuse, as one letter each. Vowels, w, y and h are gone (Arabic writes no short vowel,
 * and h comes and goes), doubled letters are one.
 *
 *   "Ezzedeen", "Izz al-Din" joined, عزالدين → "sdn", "sldn" …
 *   "Khaled", "Chalid", "Halid", خالد        → "kld", "kld", "ld", "kld"
 *   "Prigozhin", "Prigojine", Пригожин      → "brksn"
 */
export function skeletonOf(latin: string): string {
  const classes = latin
    .replace(/([aeiouy])j(?![aeiou])/g, '$1')
    .replace(/sch|shch|tsch|tch|dzh|dj/g, 's')
    .replace(/sh|ch|zh|ts|tz|cz|sz|th|dh|ph|kh|gh|ck|qu|wh/g, (digraph) => DIGRAPHS[digraph] ?? digraph)
    .replace(/x/g, 'ks')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/[a-z]/g, (letter) => LETTERS[letter] ?? letter);
  return classes.replace(/[^a-z0-9]/g, '').replace(/(.)\1+/g, '$1');
}

const DIGRAPHS: Readonly<Record<string, string>> = {
  sh: 's',
  ch: 's',
  zh: 's',
  ts: 's',
  tz: 's',
  cz: 's',
  sz: 's',
  th: 't',
  dh: 'd',
  ph: 'f',
  kh: 'k',
  gh: 'k',
  ck: 'k',
  qu: 'k',
  wh: 'v',
};

const LETTERS: Readonly<Record<string, string>> = {
  a: '',
  e: '',
  i: '',
  o: '',
  u: '',
  y: '',
  w: '',
  h: '',
  b: 'b',
  p: 'b',
  c: 'k',
  k: 'k',
  q: 'k',
  g: 'k',
  d: 'd',
  t: 'd',
  f: 'f',
  v: 'f',
  j: 's',
  s: 's',
  z: 's',
  l: 'l',
  m: 'm',
  n: 'n',
  r: 'r',
};

/** As `skeletonOf`, with w read as v (Polish, German): "Lawrow", "Lavrov" → "lfrf". */
export const skeletonWithV = (latin: string): string => skeletonOf(latin.replaceAll('w', 'v'));

/** One syllable of a Korean name, as romanisations write it. */
export const isKoreanSyllable = (latin: string): boolean =>
  /^(?:ch|kk|rh|[kgtdpbjshymnrl])?[yw]?[aeiou]{1,3}(?:ng|[nmlkpt])?$/.test(latin);

/**
 * The same sounds told apart more finely, for words of which one side writes no vowels: j, s, sh and z stay themselves.
 *
 *   "Bashir", "Bachir", بشير → "bSr";  "Jamal", جمال → "jml";  "Samir", سمير → "smr"
 */
export function fineSkeletonOf(latin: string): string {
  return latin
    .replace(/([aeiouy])j(?![aeiou])/g, '$1')
    .replace(/sch|shch|tsch|tch|sh|ch/g, 'S')
    .replace(/dzh|dj|zh/g, 'j')
    .replace(/th|dh/g, 'd')
    .replace(/ph/g, 'f')
    .replace(/kh|gh|ck|qu/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/[a-z]/g, (letter) => (letter === 'z' || letter === 'j' ? letter : (LETTERS[letter] ?? letter)))
    .replace(/[^a-zA-Z0-9]/g, '')
    .replace(/(.)\1+/g, '$1');
}

/**
 * A Korean syllable as every romanisation might write it, made one: 정 "jeong", Jong, Chong → "cong"; 김 "gim", Kim → "kim".
 * Vowels are kept: Korean writes them.
 */
export function koreanKey(latin: string): string {
  return latin
    .replace(/^rh/, 'r')
    .replace(/ee/g, 'i')
    .replace(/^[rln](?=[iy])/, '')
    .replace(/^(?:ri|yi|i)$/, 'i')
    .replace(/yeo/g, 'yo')
    .replace(/eo/g, 'o')
    .replace(/eu|oo|ou|woo/g, 'u')
    .replace(/ae|ai|oe|oi/g, 'e')
    .replace(/^yi$/, 'i')
    .replace(/^par?k$/, 'pak')
    .replace(/u(?=ng$|l$|k$)/, 'o')
    .replace(/ch|j/g, 'c')
    .replace(/sh/g, 's')
    .replace(/[gdbr]/g, (letter) => KOREAN[letter] ?? letter)
    .replace(/(.)\1+/g, '$1');
}

const KOREAN: Readonly<Record<string, string>> = { g: 'k', d: 't', b: 'p', r: 'l' };

/**
 * Hangul as the South writes it, where the North keeps a first r or n: 리 → 이, 류 → 유, 로 → 노 (the rule of initial sounds,
 * Hangeul Orthography §§10–12).
 */
export function asInTheSouth(hangul: string): string {
  return hangul.replace(/[가-힣]/g, (syllable) => {
    const code = syllable.charCodeAt(0) - FIRST_SYLLABLE;
    const [first, vowel] = [Math.floor(code / 588), Math.floor((code % 588) / 28)];
    if (first !== RIEUL && first !== NIEUN) return syllable;
    const now = IOTISED.has(vowel) ? IEUNG : NIEUN;
    return String.fromCharCode(FIRST_SYLLABLE + now * 588 + (code % 588));
  });
}

const FIRST_SYLLABLE = 0xac00;
const [NIEUN, RIEUL, IEUNG] = [2, 5, 11];
/** ㅑ ㅕ ㅖ ㅛ ㅠ ㅣ */
const IOTISED: ReadonlySet<number> = new Set([2, 6, 7, 12, 17, 20]);
