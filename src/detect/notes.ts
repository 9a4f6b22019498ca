import type { Edge, FrontingNote, Proxied } from '../model/facts.ts';
import type { Sight } from './sight.ts';

/** Remarks that are no verdict: a CNAME left behind, an origin seen beside its proxy, an origin's certificate shown. */
export function notesOf(
  { cnames, owners, certificates }: Sight,
  edges: readonly Edge[],
  proxied: Proxied,
  covered: readonly (boolean | null)[],
): readonly FrontingNote[] {
  const notes: FrontingNote[] = [];
  const ceased = cnames.filter(({ provider, means }) => provider.status === 'defunct' && means === 'edge');
  for (const { provider, clue } of ceased) {
    const since = provider.since === undefined ? '' : ` (${provider.since})`;
    notes.push({
      id: 'dangling-cname',
      message: `${clue.seen} points to ${provider.name}, which has ceased${since}: whoever takes the name over answers for the domain`,
      clues: [clue],
    });
  }
  if (proxied === 'partial') {
    const visible = owners.filter((_, index) => covered[index] === false).map(({ address }) => address);
    notes.push({
      id: 'visible-origin',
      message: `${visible.join(', ')} answers beside the proxy (${edges.map(({ provider }) => provider).join(', ')})`,
      clues: edges.flatMap(({ clues }) => clues),
    });
  }
  const origin = certificates.filter(({ means }) => means === 'not-edge');
  if (origin.length > 0) {
    notes.push({
      id: 'origin-certificate',
      message: 'a certificate that only origins carry was shown to a visitor: the proxy was off or passed by',
      clues: origin.map(({ clue }) => clue),
    });
  }
  return notes;
}
