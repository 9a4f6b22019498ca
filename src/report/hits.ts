import type { Hit } from '../model/facts.ts';
import { plain } from './cell.ts';
import { csvRecord } from './csv.ts';
import { pad, shorten } from './width.ts';

/** What was asked, and the listed entities it resembles, best first. */
export interface AskedHits {
  readonly asked: string;
  readonly hits: readonly Hit[];
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
export function hitsText({ asked, hits }: AskedHits, format: HitFormat, columns: number): string {
  switch (format) {
    case 'jsonl':
      return `${JSON.stringify({ format: 1, asked, hits })}\n`;
    case 'csv':
      return hits.length === 0
        ? csvRecord([asked, 'none', ...Array<string>(COLUMNS.length - 2).fill('')], ',')
        : hits.map((hit) => csvRecord(cells(asked, hit), ',')).join('');
    case 'table':
      return table(asked, hits, columns);
  }
}

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
    const first = `    ${pad(hit.band, 7)}${hit.score.toFixed(2)}  ${plain(hit.candidate)}  ${hit.entityId}`;
    const second = `      ${hit.strength} name of ${plain(hit.name)}; ${hit.programs.join(', ')}${hit.measure === 'blocking' ? '' : `; ${hit.measure}, not full blocking`}`;
    const also =
      hit.sameAs.length === 0 ? '' : `; also ${hit.sameAs.slice(0, 3).join(', ')}${hit.sameAs.length > 3 ? ' …' : ''}`;
    const notes = hit.notes.length === 0 ? [] : [`      ${plain(hit.notes.join('; '))}`];
    return [first, second + also, `      ${plain(words)}`, ...notes].map((line) => shorten(line, columns));
  });
  return `${head}\n${lines.join('\n')}\n`;
}
