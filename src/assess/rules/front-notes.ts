import { createHash } from 'node:crypto';
import type { Fronting, FrontingNote } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import { defineRule } from '../rule.ts';

/**
 * What stands in front that a person should know and that is no matter of lists: a dangling CNAME, an origin visible
 * beside its proxy, a seized or suspended page. Severity `info`: told in the row, never a verdict.
 */
export const frontNotes = defineRule({
  id: 'front-notes',
  title: 'Remarks on what stands in front',
  needs: ['fronting'],
  check: ({ fronting }, domain) => {
    if (fronting === null) return [];
    return [...fronting.notes, ...pageNote(fronting)].map((note) => remark(domain, note));
  },
});

function pageNote({ pageKind, pageProvider, clues }: Fronting): readonly FrontingNote[] {
  if (pageKind !== 'seized' && pageKind !== 'suspended') return [];
  return [
    {
      id: `page-${pageKind}`,
      message: `The page says that the domain is ${pageKind}${pageProvider === null ? '' : ` (${pageProvider})`}`,
      clues: clues.filter(({ kind }) => kind === 'title' || kind === 'body' || kind === 'header'),
    },
  ];
}

function remark(domain: string, note: FrontingNote): Finding {
  return {
    id: createHash('sha256')
      .update(JSON.stringify([domain, note.id, note.message]))
      .digest('hex')
      .slice(0, 16),
    rule: 'front-notes',
    severity: 'info',
    confidence: 'high',
    message: note.message,
    hits: [],
    clues: note.clues,
  };
}
