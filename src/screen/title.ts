import type { Hit } from '../model/facts.ts';
import { analyse, type Token } from './analyse.ts';
import type { CandidateFinder } from './candidates.ts';
import { fold } from './fold.ts';
import { gate, isNoTitle } from './gate.ts';
import { hitOf } from './hit.ts';
import type { IndexView } from './index-view.ts';
import { type Judgement, judge, type Text, textOf } from './title-judgement.ts';
import { placeOf, type Standing, type Stands, standsFor } from './title-place.ts';
import { isTellingOrg } from './title-policy.ts';

/** What is read of a text; a title that is longer says nothing more. */
const MAX_TEXT = 1_000;
const REMEMBERED_WORDS = 20_000;

/** The best name of an entity in a text. */
interface Found {
  readonly name: number;
  readonly judgement: Judgement;
  /** Positions of its words. */
  readonly covered: readonly number[];
}

/**
 * Listed organisations (and persons under the gravest programmes) named inside a text. All core words of a name must
 * stand within a short window, as whole words; a mention by a newspaper, an encyclopaedia or an authority is a review.
 */
export function openTitles(view: IndexView, finder: CandidateFinder): (title: string) => readonly Hit[] {
  const remembered = new Map<string, ReadonlyMap<number, Stands>>();
  /** Listed words that a word of a text may stand for. */
  function standing(token: Token): ReadonlyMap<number, Stands> {
    const key = `${token.text}\u001f${token.kind}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const stands = new Map<number, Stands>();
    for (const { id } of finder.similarWords(token)) {
      const how = standsFor(token, view.word(id));
      if (how !== null) stands.set(id, how);
    }
    if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
    remembered.set(key, stands);
    return stands;
  }

  return (title) => {
    const read = title.slice(0, MAX_TEXT);
    const folded = fold(read);
    if (folded === '' || isNoTitle(folded)) return [];
    const text = readText(read, folded);
    const best = bestNames(text, text.tokens.map(standing), view);
    const wordsOf = titleWords(read);
    return longestFirst(
      [...best].map(([entity, { name, judgement, covered }]) => {
        const { band, score, notes, words, met } = judgement;
        const hit = hitOf(view.entity(entity), {
          query: asWritten(wordsOf(), met) || textOf(met),
          candidate: view.name(name).text,
          strength: view.strengthOf(name),
          score,
          field: 'title',
          band,
          words,
          notes,
        });
        return { hit, covered };
      }),
    );
  };
}

const rank = ({ band, score }: Pick<Hit, 'band' | 'score'>): number => (band === 'match' ? 10 : 0) + score;

/** The best name of each entity of which every word stands in the text. */
function bestNames(text: Text, standing: Standing, view: IndexView): ReadonlyMap<number, Found> {
  const present = new Set(standing.flatMap((stands) => [...stands.keys()]));
  const best = new Map<number, Found>();
  const tried = new Set<number>();
  text.tokens.forEach((token, at) => {
    if (token.kind !== 'core' && !isTellingOrg(token)) return;
    for (const anchor of standing[at]?.keys() ?? []) {
      for (const name of view.namesByAnchor(anchor)) {
        if (tried.has(name)) continue;
        tried.add(name);
        const ids = view.wordIdsOf(name);
        if (!ids.every((word) => view.wordWeight(word) === 0 || present.has(word))) continue;
        const listed = view.name(name);
        const covered = placeOf(listed, ids, standing);
        if (covered === null) continue;
        const entity = view.entityOf(name);
        const judgement = judge(text, covered, listed, view.typeOf(entity));
        const known = best.get(entity);
        if (judgement === null) continue;
        const found = { name, judgement, covered };
        if (known === undefined || isBetter(found, known, view)) best.set(entity, found);
      }
    }
  });
  return best;
}

/** Of two names of an entry the surer one tells more, then the longer, then the one that the list tells first. */
function isBetter(a: Found, b: Found, view: IndexView): boolean {
  const surer = rank(a.judgement) - rank(b.judgement);
  const longer = a.covered.length - b.covered.length;
  return (surer || longer || view.inOrder(b.name, a.name)) > 0;
}

function readText(title: string, folded: string): Text {
  const parts = title.split(/\s[-–—|·•:»«]+\s|[|•·–—»«:]+/u);
  const tokens: Token[] = [];
  const segments: (readonly [number, number])[] = [];
  for (const part of parts) {
    const from = tokens.length;
    tokens.push(...analyse(part).tokens);
    if (tokens.length > from) segments.push([from, tokens.length]);
  }
  const padded = ` ${folded} `;
  return { title, tokens, segments, isMention: gate().mentions.some((phrase) => padded.includes(phrase)) };
}

type TitleWord = readonly [written: string, texts: readonly string[]];

/** The words of a title as they stand, and what each is read as; read once, when they are asked for. */
function titleWords(title: string): () => readonly TitleWord[] {
  let words: readonly TitleWord[] | undefined;
  return () => {
    words ??= title.split(/[\s|–—·•]+/u).map((word): TitleWord => [word, analyse(word).tokens.map(({ text }) => text)]);
    return words;
  };
}

/** The words that met as they stand in the title. */
function asWritten(words: readonly TitleWord[], met: readonly Token[]): string {
  const wanted = new Set(met.map(({ text }) => text));
  return words.flatMap(([written, texts]) => (texts.some((text) => wanted.has(text)) ? [written] : [])).join(' ');
}

/** At most three entries; where two overlap the longer name stands. */
function longestFirst(found: readonly { hit: Hit; covered: readonly number[] }[]): readonly Hit[] {
  const ordered = found.toSorted(
    (a, b) =>
      b.covered.length - a.covered.length || rank(b.hit) - rank(a.hit) || (a.hit.entityId < b.hit.entityId ? -1 : 1),
  );
  const kept: { hit: Hit; covered: readonly number[] }[] = [];
  for (const each of ordered) {
    const isInside = kept.some(
      ({ hit, covered }) =>
        covered.length > each.covered.length &&
        each.covered.every((at) => covered.includes(at)) &&
        !hit.sameAs.includes(each.hit.entityId),
    );
    if (!isInside) kept.push(each);
  }
  return kept.map(({ hit }) => hit).toSorted((a, b) => rank(b) - rank(a));
}
