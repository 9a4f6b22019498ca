import type { Hit } from '../model/facts.ts';
import { plain } from './cell.ts';
import { csvRecord } from './csv.ts';
import { measureWords } from './measure.ts';
import { pad, shorten, wrap } from './width.ts';

/** What was asked, and the listed entities it resembles, best first. */
export interface AskedHits {
  readonly asked: string;
  readonly hits: readonly Hit[];
  /** False when nothing of it could be a name, so that no hits say nothing. */
  readonly isScreened: boolean;
}

export const HIT_FORMATS = ['table', 'csv', 'jsonl'] as const;
export type HitFormat = (typeof HIT_FORMATS)[number];

const COLUMNS = [
  'query',
  'band',
  'score',
  'entity',
  'list',
  'listed_name',
  'strength',
  'programs',
  'measure',
  'words',
  'notes',
  'same_as',
  'url',
];

export const hitsHead = (format: HitFormat): string => (format === 'csv' ? csvRecord(COLUMNS, ',') : '');

/** One question's answer. Every question has at least one line: "no hit" is an answer, too. */
export function hitsText({ asked, hits, isScreened }: AskedHits, format: HitFormat, columns: number): string {
  switch (format) {
    case 'jsonl':
      return `${JSON.stringify({ format: 1, asked, hits, ...(!isScreened && { screened: false }) })}\n`;
    case 'csv':
      return hits.length === 0
        ? csvRecord([asked, isScreened ? 'none' : 'unscreened', ...Array<string>(COLUMNS.length - 2).fill('')], ',')
        : hits.map((hit) => csvRecord(cells(asked, hit), ',')).join('');
    case 'table':
      return isScreened ? table(asked, hits, columns) : `${shorten(plain(asked), columns)}\n    ${NO_NAME}\n`;
  }
}

const NO_NAME = 'not screened: no name (empty, a letter, a placeholder or a service)';

function cells(asked: string, hit: Hit): readonly string[] {
  const words = hit.words.map(({ query, candidate, how }) => `${query} ~ ${candidate} (${how})`);
  return [
    asked,
    hit.band,
    hit.score.toFixed(4),
    hit.entityId,
    hit.list,
    hit.candidate,
    hit.strength,
    hit.programs.join('; '),
    hit.measure,
    words.join('; '),
    hit.notes.join('; '),
    hit.sameAs.join('; '),
    hit.url,
  ].map(plain);
}

function table(asked: string, hits: readonly Hit[], columns: number): string {
  const head = shorten(plain(asked), columns);
  if (hits.length === 0) return `${head}\n    no listed name resembles it\n`;
  const lines = hits.flatMap((hit) => {
    const words = hit.words
      .map(({ query, candidate, how }) => (query === candidate ? query : `${query} ~ ${candidate} (${how})`))
      .join(', ');
    // As an audit judges: what is less than a freeze is for a person to look at, however well the name is met.
    const band = hit.measure === 'blocking' ? hit.band : 'review';
    const first = `    ${pad(band, 7)}${hit.score.toFixed(2)}  ${plain(hit.candidate)}  ${hit.entityId}`;
    const second = [
      measureWords(hit.measure),
      `${hit.strength} name of ${hit.name}`,
      hit.programs.join(', '),
      hit.sameAs.length === 0 ? '' : `also ${hit.sameAs.join(', ')}`,
    ].filter((part) => part !== '');
    const notes = hit.notes.length === 0 ? [] : [hit.notes.join('; ')];
    const below = [second.join('; '), words, ...notes].flatMap((text) =>
      wrap(plain(text), columns - 6, '  ').split('\n'),
    );
    return [first, ...below.map((line) => `      ${line}`)].map((line) => shorten(line, columns));
  });
  return `${head}\n${lines.join('\n')}\n`;
}
