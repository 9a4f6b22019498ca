/**
 * How far a word in Latin letters is from what an Arabic, Persian or Hebrew word can sound like: 0 when every written
 * letter is heard and every consonant heard is written. Short vowels are not written and cost next to nothing; a long vowel
 * that is not heard, or a consonant too many, costs. Above `budget` the answer is only that.
 *
 *   حسين, "hussein" → 0.1    حسين, "ehsan" → 0.8    احسان, "ehsan" → 0.1    قذافي, "gaddafi" → 0.1
 */
export function soundsApart(abjad: string, latin: string, budget: number): number {
  const letters = abjad.includes(' ') ? abjad.replaceAll(' ', '') : abjad;
  const [n, m] = [letters.length, latin.length];
  const width = m + 1;
  const costs = (n + 1) * width <= SCRATCH.length ? SCRATCH : new Float64Array((n + 1) * width);
  costs.fill(Number.POSITIVE_INFINITY, 0, (n + 1) * width);
  costs[0] = 0;
  const silent = lieSilent(latin, ARABIC.test(letters));
  for (let i = 0; i <= n; i += 1) {
    const sounds = SOUNDS.get(letters.charAt(i)) ?? NO_SOUNDS;
    const lost = i < n ? unheard(letters, i, n) : 0;
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j <= m; j += 1) {
      const at = i * width + j;
      const here = costs[at] ?? 0;
      if (here > budget) continue;
      if (here < least) least = here;
      if (j < m) costs[at + 1] = Math.min(costs[at + 1] ?? 0, here + (silent[j] ?? 1));
      if (i === n) continue;
      costs[at + width] = Math.min(costs[at + width] ?? 0, here + lost);
      for (const { sound, cost } of sounds) {
        if (!latin.startsWith(sound, j)) continue;
        const after = at + width + sound.length;
        costs[after] = Math.min(costs[after] ?? 0, here + cost);
      }
    }
    if (least > budget) return budget + 1;
  }
  return Math.min(costs[n * width + m] ?? 0, budget + 1);
}

const ARABIC = /\p{Script=Arabic}/u;

/** The second sound of ai, ei, au: Arabic script writes it, short though it is. حسن is no Hussein. Hebrew often does not. */
const UNWRITTEN_DIPHTHONG = 0.75;
const [A, E, I, U, Y, H, W] = Array.from('aeiuyhw', (letter) => letter.charCodeAt(0));
const IS_VOWEL = new Uint8Array(128);
for (const vowel of 'aeiou') IS_VOWEL[vowel.charCodeAt(0)] = 1;

/** What each Latin letter costs that the abjad does not write, laid down in `SILENT`. */
function lieSilent(latin: string, isArabic: boolean): Float64Array {
  const costs = latin.length <= SILENT.length ? SILENT : new Float64Array(latin.length);
  let before = 0;
  for (let at = 0; at < latin.length; at += 1) {
    const letter = latin.charCodeAt(at);
    const isDiphthong =
      ((before === A || before === E) && (letter === I || letter === Y)) || (before === A && letter === U);
    if (isArabic && isDiphthong) costs[at] = UNWRITTEN_DIPHTHONG;
    else if (IS_VOWEL[letter] === 1) costs[at] = at === 0 ? 0.6 : 0.04;
    else if (letter === before) costs[at] = 0.02;
    else if (letter === H) costs[at] = 0.35;
    else costs[at] = letter === Y || letter === W ? 0.4 : 1;
    before = letter;
  }
  return costs;
}

/** Cost of an abjad letter that is not heard: long vowels and breaths less than consonants. */
function unheard(letters: string, at: number, length: number): number {
  const letter = letters[at] ?? '';
  // Hebrew doubles what is a consonant: חיים is Haim.
  if ((letter === 'י' || letter === 'ו') && letter === letters[at - 1]) return 0.05;
  if (letter === 'ع' || letter === 'א' || letter === 'ע') return 0.15;
  if (letter === 'ه' || letter === 'ה') return at === length - 1 ? 0.05 : 0.6;
  if (letter === 'ا') return 0.35;
  return 'ويוי'.includes(letter) ? 0.5 : 1;
}

/** Sounds of each letter, as transliterations write them: "kh:.1" costs a tenth. English, French, German and Persian habits. */
const WRITTEN: Readonly<Record<string, string>> = {
  ا: 'a aa e:.05 i:.05 o:.1 u:.1',
  ب: 'b p:.4',
  پ: 'p b:.3',
  ت: 't d:.5',
  ٹ: 't',
  ث: 'th s t:.1',
  ج: 'j g dj dsch dzh zh:.3 ch:.4',
  چ: 'ch tch tsch c:.1 j:.4',
  ح: 'h kh:.4 ch:.4',
  خ: 'kh ch h:.1 x k:.2',
  د: 'd t:.5',
  ڈ: 'd',
  ذ: 'dh d z th zh:.2',
  ر: 'r',
  ڑ: 'r',
  ز: 'z s:.3',
  ژ: 'zh j g:.2',
  س: 's c:.2 z:.4',
  ش: 'sh ch sch s:.4',
  ص: 's c:.3 z:.4',
  ض: 'd dh z th:.2',
  ط: 't d:.5',
  ظ: 'z dh th d',
  ع: 'a e i o u',
  غ: 'gh g q:.2 k:.5 r:.4',
  ف: 'f ph v:.3',
  ق: 'q k g gh c kh:.2 ck',
  ك: 'k c q ck g:.4',
  گ: 'g gu k:.4',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ں: 'n',
  ه: 'h a:.05 e:.05',
  ھ: 'h',
  ہ: 'h',
  و: 'w v u o oo ou',
  ي: 'y i e ee ie ei ai ay ey j a:.2',
  א: 'a e i o u',
  ב: 'b v',
  ג: 'g j:.3',
  ד: 'd',
  ה: 'h a:.05 e:.05',
  ו: 'v w u o oo ou',
  ז: 'z s:.3',
  ח: 'h ch kh',
  ט: 't',
  י: 'y i e ee ei ai j',
  כ: 'k ch kh c',
  ך: 'k ch kh',
  ל: 'l',
  מ: 'm',
  ם: 'm',
  נ: 'n',
  ן: 'n',
  ס: 's',
  ע: 'a e i o u',
  פ: 'p f ph',
  ף: 'f ph p',
  צ: 'ts tz z:.1 s:.3',
  ץ: 'ts tz z:.1',
  ק: 'k q c',
  ר: 'r',
  ש: 'sh s sch ch:.2',
  ת: 't th',
};

interface Sound {
  readonly sound: string;
  readonly cost: number;
}
const NO_SOUNDS: readonly Sound[] = [];
const SOUNDS: ReadonlyMap<string, readonly Sound[]> = new Map(
  Object.entries(WRITTEN).map(([letter, sounds]) => [letter, sounds.split(' ').map(readSound)]),
);
const SCRATCH = new Float64Array(1_024);
const SILENT = new Float64Array(256);

function readSound(written: string): Sound {
  const [sound = '', cost = '0'] = written.split(':');
  return { sound, cost: Number(cost) };
}
