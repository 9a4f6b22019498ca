import type { Verdict } from '../model/assessment.ts';
import { type Comparable, type ComparedFinding, WATCHED, type Watched } from './comparable.ts';

/** Why a verdict or a finding differs: the domain's own facts, the list editions, both, or neither (rules, decisions); none: a lone row. */
export type Cause = 'domain' | 'list' | 'both' | 'rules' | 'none';

export interface FactChange {
  readonly column: Watched;
  readonly before: string;
  readonly after: string;
}

/** What became of one domain between two reports. */
export interface Change {
  readonly domain: string;
  /** In the new report; of a domain that is gone, in the old one. */
  readonly line: number;
  readonly kind: 'new' | 'gone' | 'changed';
  readonly verdictBefore: Verdict | null;
  readonly verdictAfter: Verdict | null;
  readonly facts: readonly FactChange[];
  readonly newFindings: readonly ComparedFinding[];
  readonly goneFindings: readonly ComparedFinding[];
  readonly cause: Cause;
  /** One line for a person: "left cloudflare, now ddos-guard". */
  readonly story: string;
}

/**
 * Holds two reports against each other, by domain (its n-th occurrence by its n-th occurrence). Unchanged domains are
 * left out; the order is the new report's, then the domains that are gone. The old report is held in memory, as small as it
 * can be; the new one streams.
 */
export async function* compareReports(
  before: AsyncIterable<Comparable>,
  after: AsyncIterable<Comparable>,
): AsyncGenerator<Change> {
  const lists = new Map<string, Comparable['lists']>();
  const waiting = new Map<string, Comparable[]>();
  for await (const row of before) {
    const key = row.lists.join();
    const kept = lists.get(key) ?? row.lists;
    lists.set(key, kept);
    const own = { ...row, lists: kept };
    const same = waiting.get(row.domain);
    if (same === undefined) waiting.set(row.domain, [own]);
    else same.push(own);
  }
  for await (const row of after) {
    const rows = waiting.get(row.domain);
    const was = rows?.shift();
    if (rows?.length === 0) waiting.delete(row.domain);
    const change = was === undefined ? lone('new', row) : compareRows(was, row);
    if (change !== null) yield change;
  }
  for (const rows of waiting.values()) for (const row of rows) yield lone('gone', row);
}

function compareRows(was: Comparable, is: Comparable): Change | null {
  const facts = WATCHED.filter((column) => !isSame(column, was.facts[column], is.facts[column])).map((column) => ({
    column,
    before: was.facts[column],
    after: is.facts[column],
  }));
  const isWhole = is.findings !== null && was.findings !== null;
  const [findings, before] = isWhole ? [is.findings, was.findings] : [is.told, was.told];
  const newFindings = without(findings, before);
  const goneFindings = without(before, findings);
  const judgedAnew = was.verdict !== is.verdict || newFindings.length > 0 || goneFindings.length > 0;
  if (!judgedAnew && facts.length === 0) return null;
  return {
    domain: is.domain,
    line: is.line,
    kind: 'changed',
    verdictBefore: was.verdict,
    verdictAfter: is.verdict,
    facts,
    newFindings,
    goneFindings,
    cause: judgedAnew ? causeOf(facts.length > 0, was.lists.join() !== is.lists.join()) : 'domain',
    story: tell(was, is, facts, newFindings, goneFindings),
  };
}

/** Names that WHOIS writes otherwise than RDAP are no news: "GODADDY.COM LLC", "GoDaddy.com, LLC". */
function isSame(column: Watched, before: string, after: string): boolean {
  return before === after || (NAMES.has(column) && plain(before) === plain(after) && plain(before) !== '');
}

const NAMES: ReadonlySet<Watched> = new Set(['registrar', 'registrant_name', 'registrant_org']);
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

function causeOf(domainChanged: boolean, listsChanged: boolean): Cause {
  if (domainChanged) return listsChanged ? 'both' : 'domain';
  return listsChanged ? 'list' : 'rules';
}

function lone(kind: 'new' | 'gone', row: Comparable): Change {
  const isNew = kind === 'new';
  const findings = row.findings ?? row.told;
  return {
    domain: row.domain,
    line: row.line,
    kind,
    verdictBefore: isNew ? null : row.verdict,
    verdictAfter: isNew ? row.verdict : null,
    facts: [],
    newFindings: isNew ? findings : [],
    goneFindings: isNew ? [] : findings,
    cause: 'none',
    story: isNew ? `not in the old report; ${row.verdict}` : `not in the new report; was ${row.verdict}`,
  };
}

const without = (all: readonly ComparedFinding[], known: readonly ComparedFinding[]): readonly ComparedFinding[] =>
  all.filter(({ id }) => !known.some((other) => other.id === id));

function tell(
  was: Comparable,
  is: Comparable,
  facts: readonly FactChange[],
  newFindings: readonly ComparedFinding[],
  goneFindings: readonly ComparedFinding[],
): string {
  return [
    ...(was.verdict === is.verdict ? [] : [`${was.verdict} → ${is.verdict}`]),
    ...facts.filter(({ column }) => column !== 'proxied' || !facts.some(({ column: c }) => c === 'edge')).map(tellFact),
    ...newFindings.map(({ says }) => `new finding: ${says}`),
    ...goneFindings.map(({ says }) => `finding gone: ${says}`),
  ].join('; ');
}

const NOUN = {
  registrar: 'registrar',
  dns_operator: 'DNS operator',
  edge: 'edge',
  proxied: 'proxied',
  platform: 'platform',
  host_network: 'host',
  registrant_name: 'registrant',
  registrant_org: 'registrant organisation',
  registrant_country: 'registrant country',
  registrant_outcome: 'registrant outcome',
  title: 'title',
  page_kind: 'page',
} as const satisfies Record<Watched, string>;

/** Reports of CSV say `none`; an empty cell is one that was not known. */
const isNone = (edge: string): boolean => edge === '' || edge === 'none';

/** `edge cloudflare → ddos-guard` is told as "left cloudflare, now ddos-guard". */
function tellFact({ column, before, after }: FactChange): string {
  if (column === 'edge') {
    if (isNone(before)) return `now behind ${after}`;
    return isNone(after) ? `left ${before}, no edge seen now` : `left ${before}, now ${after}`;
  }
  return `${NOUN[column]}: ${before === '' ? '(not told)' : before} → ${after === '' ? '(not told)' : after}`;
}
