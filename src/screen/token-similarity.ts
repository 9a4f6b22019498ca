import type { Token } from './analyse.ts';
import { budgetFor, distance } from './distance.ts';
import { isAbjad } from './romanise.ts';
import { koreanKey } from './skeleton.ts';
import { vocabulary } from './vocabulary.ts';

/** How two words met, and how well (0..1). */
export interface Likeness {
  readonly score: number;
  readonly how: string;
}

const NOTHING: Likeness = { score: 0, how: '' };
const SAME: Likeness = { score: 1, how: 'same' };

/** How alike two words of names are. Symmetric. The ways, from surest to weakest, are the `how` that a hit shows. */
export function likeness(a: Token, b: Token): Likeness {
  if (a.kind === 'number' || b.kind === 'number') {
    return a.kind === b.kind && a.symbol === b.symbol ? SAME : NOTHING;
  }
  if (a.text === b.text) return SAME;
  if (a.symbol !== '' && a.symbol === b.symbol) return { score: 0.97, how: 'same word in another form' };
  if (a.script === 'han' && b.script === 'han') return NOTHING;
  if (a.latin === b.latin && a.latin !== '') {
    const isSure = a.script === b.script || !(a.script === 'han' || b.script === 'han');
    return { score: isSure ? 0.99 : 0.95, how: 'transliteration' };
  }
  if (a.kind === 'initial' || b.kind === 'initial') return initials(a, b);
  const { nicknames } = vocabulary();
  const family = nicknames.get(a.latin);
  if (family !== undefined && family === nicknames.get(b.latin))
    return { score: 0.92, how: 'form of the same given name' };
  if (a.script !== b.script && (a.script === 'han' || b.script === 'han')) return NOTHING;
  if ((a.script === 'hangul') !== (b.script === 'hangul')) return korean(a, b);
  if (isAbjad(a.script) !== isAbjad(b.script)) return acrossScripts(a, b);
  return spelling(a, b);
}

function korean(a: Token, b: Token): Likeness {
  const isSame = koreanKey(a.latin) === koreanKey(b.latin) && a.latin !== '';
  return isSame ? { score: 0.93, how: 'the same syllables' } : NOTHING;
}

function initials(a: Token, b: Token): Likeness {
  const [initial, word] = a.kind === 'initial' ? [a, b] : [b, a];
  if (word.kind !== 'core' && word.kind !== 'initial') return NOTHING;
  return initial.latin !== '' && word.latin.startsWith(initial.latin) ? { score: 0.75, how: 'initial' } : NOTHING;
}

/**
 * One side writes no vowels: consonants decide. Those that romanisations confuse (s, sh, z, j; d, z) cost half; a short
 * word must agree wholly, a longer one but for one consonant.
 */
function acrossScripts(a: Token, b: Token): Likeness {
  if (a.skeleton === '' || b.skeleton === '') return NOTHING;
  if (a.skeleton !== b.skeleton && distance(a.skeleton, b.skeleton, 1) > 1) return NOTHING;
  const [x, y] = [a.fine, b.fine];
  if (x === y) return { score: x.length >= 2 ? 0.94 : 0.8, how: 'same consonants' };
  const least = Math.min(x.length, y.length);
  const apart = consonantsApart(x, y);
  if (apart > (least >= 4 ? 1 : least >= 3 ? 0.5 : 0)) return NOTHING;
  return { score: 0.94 - 0.14 * apart, how: 'nearly the same consonants' };
}

const SIBILANTS = 'sSzj';

/** Edit distance of two fine skeletons; confusable consonants at half price. */
function consonantsApart(x: string, y: string): number {
  const costs = Array.from({ length: y.length + 1 }, (_, j) => j);
  for (let i = 1; i <= x.length; i += 1) {
    let diagonal = costs[0] ?? 0;
    costs[0] = i;
    for (let j = 1; j <= y.length; j += 1) {
      const above = costs[j] ?? 0;
      const cost = Math.min(above + 1, (costs[j - 1] ?? 0) + 1, diagonal + swap(x[i - 1] ?? '', y[j - 1] ?? ''));
      diagonal = above;
      costs[j] = cost;
    }
  }
  return costs[y.length] ?? 0;
}

function swap(x: string, y: string): number {
  if (x === y) return 0;
  const isConfused = (SIBILANTS.includes(x) && SIBILANTS.includes(y)) || `${x}${y}` === 'dz' || `${x}${y}` === 'zd';
  return isConfused || `${x}${y}` === 'jk' || `${x}${y}` === 'kj' ? 0.5 : 1;
}

function spelling(a: Token, b: Token): Likeness {
  const length = Math.min(a.latin.length, b.latin.length);
  const longest = Math.max(a.latin.length, b.latin.length);
  if (length < 2) return NOTHING;
  const stripped = withoutArticle(a.latin) === withoutArticle(b.latin);
  if (stripped) return { score: 0.95, how: 'with and without the article' };
  const budget = budgetFor(length);
  const isForeign = a.script !== b.script;
  const reach = length <= 3 ? 0 : Math.max(budget, 0.34 * longest);
  const apart = distance(a.latin, b.latin, reach);
  if (apart <= budget && budget > 0) {
    return { score: 1 - (isForeign ? 0.5 : 0.8) * (apart / longest), how: apart <= 1 ? 'one letter' : 'few letters' };
  }
  if (a.skeleton.length >= 3 && a.skeleton === b.skeleton && apart <= reach) {
    return { score: isForeign ? 0.9 : 0.84, how: 'sounds alike' };
  }
  return NOTHING;
}

function withoutArticle(word: string): string {
  return word.length >= 6 && /^(?:al|el|ul|as|ad|ar|an|az|at)/.test(word) ? word.slice(2) : word;
}
