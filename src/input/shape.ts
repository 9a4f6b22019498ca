import { columnNames, headerKey, NO_ROLES, type Roles, rolesOf } from './columns.ts';
import { InputError } from './input-error.ts';
import { isNoRow } from './lines.ts';
import { normaliseDomain } from './normalise.ts';
import { cellsOf } from './records.ts';

/** How a text is to be read: one name a line, or a table. */
export type Shape = { readonly kind: 'lines' } | TableShape;

export interface TableShape {
  readonly kind: 'table';
  readonly delimiter: string;
  /** Distinct column names, or null: the first record is a row already. */
  readonly header: readonly string[] | null;
  readonly roles: Roles;
  /** The column of the domains, from 0. */
  readonly domain: number;
}

const LINES: Shape = { kind: 'lines' };

/**
 * Looks at the first lines and says how to read the text; null when it needs to see more (never when `complete`).
 *
 *   domain,owner            → a table; `domain` holds the domains
 *   Nr;Asset  1;a.example   → a table with a header; the second column, by what is in it
 *   a.example⇥Quay Ltd      → a table without header, separated by tabs
 *   a.example               → lines
 *
 * Throws InputError when it is a table and no column can hold the domains.
 */
export function detectShape(
  lines: readonly string[],
  asked: { readonly file: string; readonly column: string | undefined; readonly complete: boolean },
): Shape | null {
  const content = contentOf(lines);
  const [first, second] = content;
  if (first === undefined) return asked.complete ? LINES : null;
  if (second === undefined && !asked.complete && !isPlainDomain(first)) {
    const known = bestTable(first, (cells) => rolesOf(cells).domain !== null && !cells.some(isDomain));
    if (known === null || asked.column !== undefined) return null;
  }
  const table = withHeader(content, asked.column) ?? withoutHeader(content, asked.column);
  if (table === null && asked.column !== undefined) throw noColumn(asked.file, asked.column, first);
  if (table !== null && table.domain === -1) throw noDomains(asked.file, table);
  return table ?? LINES;
}

const DELIMITERS = ['\t', ';', ','] as const;

interface Cut {
  readonly delimiter: string;
  readonly cells: readonly string[];
}

/** The separator that gives most cells among those that `fits` accepts. */
function bestTable(line: string, fits: (cells: readonly string[]) => boolean): Cut | null {
  const cuts = DELIMITERS.map((delimiter) => ({ delimiter, cells: cellsOf(line, delimiter) ?? [] }));
  return cuts.filter(({ cells }) => fits(cells)).sort((a, b) => b.cells.length - a.cells.length)[0] ?? null;
}

function withHeader(content: readonly string[], column: string | undefined): TableShape | null {
  const [first = '', ...rest] = content;
  const sample = rest.slice(0, 20);
  const cut = bestTable(first, (cells) => {
    if (column !== undefined && cells.some((cell) => headerKey(cell) === headerKey(column))) return true;
    if (cells.some(isDomain)) return false;
    const roles = rolesOf(cells);
    if (roles.domain !== null) return true;
    return cells.length > 1 && (Object.values(roles).some((role) => role !== null) || looksLikeHeader(cells, sample));
  });
  if (cut === null) return null;
  const { delimiter, cells } = cut;
  const roles = rolesOf(cells);
  const wanted = column === undefined ? null : columnIndex(cells, column);
  if (column !== undefined && wanted === null) return null;
  const domain = wanted ?? roles.domain ?? domainColumn(sample, delimiter, roles) ?? -1;
  return { kind: 'table', delimiter, header: columnNames(cells), roles: without(roles, domain), domain };
}

function withoutHeader(content: readonly string[], column: string | undefined): TableShape | null {
  const [first = ''] = content;
  const sample = content.slice(0, 20);
  const cut = bestTable(first, (cells) => cells.length > 1 && (column !== undefined || cells.some(isDomain)));
  if (cut === null) return null;
  const { delimiter, cells } = cut;
  const alike = sample.filter((line) => cellsOf(line, delimiter)?.length === cells.length);
  if (column === undefined && alike.length * 2 < sample.length) return null;
  const domain = column === undefined ? domainColumn(sample, delimiter, NO_ROLES) : columnIndex([], column);
  return domain === null ? null : { kind: 'table', delimiter, header: null, roles: NO_ROLES, domain };
}

const isDomain = (cell: string): boolean => 'domain' in normaliseDomain(cell);
const isPlainDomain = (line: string): boolean => !/[\t;,]/.test(line) && isDomain(line);

/** Without blanks and comments; but `#,domain` above `1,a.example` is a header, not a comment. */
function contentOf(lines: readonly string[]): readonly string[] {
  const content = lines.filter((line) => !isNoRow(line));
  const [first = ''] = lines;
  const [next = ''] = content;
  if (!first.startsWith('#')) return content;
  const cut = bestTable(first, (cells) => cells.length > 1 && rolesOf(cells).domain !== null);
  return cut !== null && cellsOf(next, cut.delimiter)?.length === cut.cells.length ? [first, ...content] : content;
}

/** No cell of the first line is a domain, and the same number of cells in the second line has one. */
function looksLikeHeader(cells: readonly string[], sample: readonly string[]): boolean {
  const next = sample[0];
  if (next === undefined || cells.some((cell) => cell === '')) return false;
  return DELIMITERS.some((delimiter) => {
    const below = cellsOf(next, delimiter);
    return below !== null && below.length === cells.length && below.some(isDomain);
  });
}

/** The column in which most cells are domains; a declared e-mail only when no other has any. */
function domainColumn(sample: readonly string[], delimiter: string, roles: Roles): number | null {
  const counts = new Map<number, number>();
  for (const line of sample) {
    for (const [index, cell] of (cellsOf(line, delimiter) ?? []).entries()) {
      if (isDomain(cell) && index !== roles.email) counts.set(index, (counts.get(index) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? roles.email;
}

/** By name in any case, or by number from 1. */
function columnIndex(cells: readonly string[], column: string): number | null {
  const named = cells.findIndex((cell) => headerKey(cell) === headerKey(column));
  if (named !== -1) return named;
  return /^[1-9]\d{0,3}$/.test(column) ? Number(column) - 1 : null;
}

/** The domain column is not also a declared one. */
function without(roles: Roles, domain: number): Roles {
  const free = (index: number | null): number | null => (index === domain ? null : index);
  return {
    domain,
    name: free(roles.name),
    organisation: free(roles.organisation),
    email: free(roles.email),
    country: free(roles.country),
  };
}

function noColumn(file: string, column: string, first: string): InputError {
  const cut = bestTable(first, (cells) => cells.length > 0);
  return new InputError(`${file} has no column "${column}"; its first line has: ${(cut?.cells ?? []).join(', ')}.`);
}

function noDomains(file: string, table: TableShape): InputError {
  const columns = (table.header ?? []).join(', ');
  return new InputError(`${file}: no column holds domains. Name one with --column; the columns are: ${columns}.`);
}
