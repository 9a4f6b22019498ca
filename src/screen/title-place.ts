import type { Name, Token } from './analyse.ts';
import { likeness } from './token-similarity.ts';

/** Words may stand between the words of a name, so many at most. */
const SPARE = 2;

/** Whether a word of a text stands for a listed one: only beside the most telling word of a name, or by itself. */
export type Stands = 'beside' | 'alone';

/**
 * Exact words, other forms and scripts of them; one letter off only in long words; consonants only where one side
 * writes no vowels. Nothing else means a name in running text. Beside the most telling word of a name the others may be
 * spelt as in a name that stands alone.
 */
export function standsFor(token: Token, listed: Token): Stands | null {
  if (standsAlone(token, listed)) return 'alone';
  return token.kind === 'core' && listed.kind === 'core' && likeness(token, listed).score >= 0.75 ? 'beside' : null;
}

function standsAlone(token: Token, listed: Token): boolean {
  if (token.text === listed.text) return true;
  if (token.symbol !== '' && token.symbol === listed.symbol) return true;
  if (token.latin === listed.latin && token.latin !== '') return token.script !== 'han' || listed.script !== 'han';
  const { score, how } = likeness(token, listed);
  if (how.endsWith('consonants')) return Math.min(token.skeleton.length, listed.skeleton.length) >= 2 && score >= 0.87;
  if (how === 'with and without the article') return true;
  return how === 'one letter' && Math.min(token.latin.length, listed.latin.length) >= 7;
}

/** For each word of a text the listed words, by number, that it stands for. */
export type Standing = readonly ReadonlyMap<number, Stands>[];

/**
 * Positions in the text of every counting word of a name, all within a short window; null when one is missing.
 * `ids` are the numbers of the name's words.
 */
export function placeOf({ tokens }: Name, ids: ArrayLike<number>, standing: Standing): readonly number[] | null {
  const wanted: number[] = [];
  let lead = -1;
  let [heaviest, isCore] = [0, false];
  tokens.forEach(({ kind, weight }, at) => {
    if (kind !== 'core' && kind !== 'org' && kind !== 'number' && kind !== 'initial') return;
    const id = ids[at] ?? -1;
    wanted.push(id);
    if (kind === 'core' ? !isCore || weight > heaviest : lead < 0)
      [lead, heaviest, isCore] = [id, weight, kind === 'core'];
  });
  const reach = tokens.length + SPARE;
  for (let at = 0; at < standing.length; at += 1) {
    if (standing[at]?.get(lead) !== 'alone') continue;
    const found = collect(wanted, lead, standing, Math.max(0, at - reach), Math.min(standing.length, at + reach + 1));
    if (found !== null && Math.max(...found) - Math.min(...found) < reach) return found;
  }
  return null;
}

function collect(
  wanted: readonly number[],
  lead: number,
  standing: Standing,
  from: number,
  to: number,
): readonly number[] | null {
  const used = new Set<number>();
  for (const id of wanted) {
    let at = from;
    while (at < to && (used.has(at) || !isMet(standing[at]?.get(id), id === lead))) at += 1;
    if (at === to) return null;
    used.add(at);
  }
  return [...used].toSorted((a, b) => a - b);
}

const isMet = (stands: Stands | undefined, isLead: boolean): boolean =>
  isLead ? stands === 'alone' : stands !== undefined;
