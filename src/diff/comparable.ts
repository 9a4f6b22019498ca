import type { Assessment, Verdict } from '../model/assessment.ts';
import { toRow } from '../report/row.ts';

/** The columns whose change is told, and what a change in each is due to: the domain's own facts. */
export const WATCHED = [
  'registrar',
  'dns_operator',
  'edge',
  'proxied',
  'platform',
  'host_network',
  'registrant_name',
  'registrant_org',
  'registrant_country',
  'registrant_outcome',
  'title',
  'page_kind',
] as const;
export type Watched = (typeof WATCHED)[number];

/** A finding as far as two reports can be held against each other. */
export interface ComparedFinding {
  /** Stable id; of the one that a row tells `field entity`. */
  readonly id: string;
  readonly says: string;
}

/** One domain of a report, whichever format it was read from. */
export interface Comparable {
  readonly domain: string;
  /** Of the report's file. */
  readonly line: number;
  readonly verdict: Verdict;
  readonly facts: Readonly<Record<Watched, string>>;
  /** Null where the report was CSV, which tells one finding a row. */
  readonly findings: readonly ComparedFinding[] | null;
  /** The one that a row of CSV tells: all that a report of the one kind and one of the other can be compared by. */
  readonly told: readonly ComparedFinding[];
  /** `us-ofac-sdn@2026-08-01`, sorted. */
  readonly lists: readonly string[];
}

/** The comparable side of an assessment: what its row says, and its findings by stable id (remarks left out). */
export function comparableOf(assessment: Assessment, line: number): Comparable {
  const { cells } = toRow(assessment);
  return {
    domain: String(cells.domain),
    line,
    verdict: assessment.verdict,
    facts: pick((column) => String(cells[column])),
    findings: assessment.findings
      .filter(({ severity }) => severity !== 'info')
      .map(({ id, rule, hits: [hit] }) => ({
        id,
        says: hit === undefined ? rule : `${hit.field} ~ ${hit.name} (${hit.entityId})`,
      })),
    told: toldBy((column) => String(cells[column])),
    lists: split(String(cells.lists)),
  };
}

/** The comparable side of a row of a CSV report; null when a column that every report has is missing. */
export function comparableOfCells(cells: ReadonlyMap<string, string>, line: number): Comparable | null {
  const [domain, verdict] = [cells.get('domain'), verdictOf(cells.get('verdict'))];
  if (domain === undefined || verdict === null) return null;
  const cell = (column: Column): string => cells.get(column) ?? '';
  return {
    domain,
    line,
    verdict,
    facts: pick(cell),
    findings: null,
    told: toldBy(cell),
    lists: split(cell('lists')),
  };
}

type Column = Watched | 'match_id' | 'match_field' | 'match_name' | 'lists';

function toldBy(cell: (column: Column) => string): readonly ComparedFinding[] {
  const [entity, field] = [cell('match_id'), cell('match_field')];
  return entity === '' ? [] : [{ id: `${field} ${entity}`, says: `${field} ~ ${cell('match_name')} (${entity})` }];
}

function pick(cell: (column: Watched) => string): Readonly<Record<Watched, string>> {
  const entries = WATCHED.map((column): [Watched, string] => [column, cell(column)]);
  return Object.fromEntries(entries) as Record<Watched, string>;
}

function verdictOf(text: string | undefined): Verdict | null {
  return text === 'match' || text === 'review' || text === 'clear' || text === 'inconclusive' ? text : null;
}

const split = (cell: string): readonly string[] =>
  cell
    .split('; ')
    .filter((part) => part !== '')
    .toSorted();
