import type { Hit, HitField, WordPair } from '../model/facts.ts';
import type { ListedEntity, NameStrength } from '../model/lists.ts';
import type { Comparison } from './features.ts';

/** The words that met, in the query's order. */
export function wordPairs({ alignment }: Comparison): readonly WordPair[] {
  return alignment.pairs.map(({ query, candidate, likeness }) => ({
    query: query.text,
    candidate: candidate.text,
    how: likeness.how,
  }));
}

export interface HitParts {
  readonly query: string;
  readonly candidate: string;
  readonly strength: NameStrength;
  readonly score: number;
  readonly field: HitField;
  readonly band: Hit['band'];
  readonly words: readonly WordPair[];
  readonly notes: readonly string[];
}

export function hitOf(entity: ListedEntity, parts: HitParts): Hit {
  const { id, list, name, programs, measure, sameAs, url } = entity;
  return {
    entityId: id,
    list,
    name,
    programs,
    measure,
    sameAs,
    url,
    ...parts,
    score: Math.round(parts.score * 1e4) / 1e4,
  };
}

/** Which entry speaks for a party that several lists name alike. */
const LISTS = ['us-ofac-sdn', 'un', 'uk', 'eu', 'us-ofac-cons', 'au', 'ca'];

function rank({ band, score, strength, measure, list }: Hit): number {
  const strengths = { primary: 0.0003, strong: 0.0002, native: 0.0002, weak: 0 } as const;
  const order = LISTS.indexOf(list);
  return (
    (band === 'match' ? 10 : 0) +
    score +
    (measure === 'blocking' ? 0.03 : 0) +
    strengths[strength] -
    (order < 0 ? LISTS.length : order) * 0.001
  );
}

/**
 * One hit for one party: of the entries that the publishers or a strong name tell to be the same, the best stays and
 * names the others in `sameAs`. Best first; ties by entry id.
 */
export function oneForEachParty(hits: readonly Hit[]): readonly Hit[] {
  const ordered = hits.toSorted((a, b) => rank(b) - rank(a) || (a.entityId < b.entityId ? -1 : 1));
  const taken = new Set<string>();
  return ordered.filter((hit) => {
    if (taken.has(hit.entityId)) return false;
    for (const id of [hit.entityId, ...hit.sameAs]) taken.add(id);
    return true;
  });
}
