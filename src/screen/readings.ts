/**
 * Slavic names in Latin letters as a German, a Frenchman, a Pole or a Croat writes them, respelt as English does; one
 * spelling for the endings and soft vowels that English spellings exchange.
 *
 *   "Chruschtschow", "Khrouchtchev", "Khrushchyov"  → share "hruscov" or nearly
 *   "Tkatschow", "Tkachyov"                         → "tkacov"
 *   "Djordjevic", "Dordevic"                        → nearly
 */
export function readings(latin: string): readonly string[] {
  const known = remembered.get(latin);
  if (known !== undefined) return known;
  const found = [...new Set([english(latin), ...foreign(latin)])];
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(latin, found);
  return found;
}

const MOST_REMEMBERED = 20_000;
const remembered = new Map<string, readonly string[]>();

/** q, c and x stand for shch, ch and sh here; j for zh and dj. */
const english = (latin: string): string =>
  plain(
    latin
      .replace(/shch|sch(?=[aeiouy])/g, 'q')
      .replace(/tch|ch/g, 'c')
      .replace(/sh/g, 'x')
      .replace(/dzh|dj|zh|j(?=[aeou])/g, 'j')
      .replace(/kh|gh/g, 'h'),
  );

function foreign(latin: string): readonly string[] {
  const found: string[] = [];
  if (/tsch|sch|ch|w|j/.test(latin)) {
    found.push(
      plain(
        latin
          .replace(/schtsch|stsch/g, 'q')
          .replace(/tsch/g, 'c')
          .replace(/dsch/g, 'j')
          .replace(/sch/g, 'x')
          .replace(/ch/g, 'h')
          .replace(/w/g, 'v')
          .replace(/j/g, 'y')
          .replace(/^z|z(?=w)/g, 'ts'),
      ),
    );
  }
  if (/ch|ou|j|ine$|w/.test(latin)) {
    found.push(
      plain(
        latin
          .replace(/chtch/g, 'q')
          .replace(/tch/g, 'c')
          .replace(/ch/g, 'x')
          .replace(/dj/g, 'j')
          .replace(/kh/g, 'h')
          .replace(/ou/g, 'u')
          .replace(/ine$/, 'in'),
      ),
    );
  }
  if (/sz|cz|w/.test(latin)) {
    found.push(
      plain(
        latin
          .replace(/szcz/g, 'q')
          .replace(/sz/g, 'x')
          .replace(/cz/g, 'c')
          .replace(/rz/g, 'j')
          .replace(/ch/g, 'h')
          .replace(/w/g, 'v')
          .replace(/j/g, 'y'),
      ),
    );
  }
  return found;
}

const plain = (respelt: string): string =>
  respelt
    .replace(/^(?:i|y|j)e/, 'e')
    .replace(/(?:iy|ij|yj|yy|ii|yi)$/, 'y')
    .replace(/i$/, 'y')
    .replace(/y(?=[aeou])/g, '')
    .replace(/i(?=[aeou])/g, '')
    .replace(/([cqxj])[eo](?=[vwf])/g, '$1o')
    .replace(/y/g, 'i')
    .replace(/w/g, 'v')
    .replace(/ff$|f$/, 'v')
    .replace(/(.)\1+/g, '$1');
