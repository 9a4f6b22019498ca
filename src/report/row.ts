import type { Assessment } from '../model/assessment.ts';
import type { Party } from '../model/evidence.ts';
import { flatMap, type Outcome } from '../model/outcome.ts';
import { bestHit } from './best-hit.ts';
import { type Cell, plain } from './cell.ts';
import { openQuestions, outcomeWord, told } from './outcome-words.ts';
import { summarySentence } from './sentence.ts';
import { webCells } from './web-cells.ts';

/** THE columns of every tabular format, in this order (CONTRACT §4). Add at the end only; a test holds the order. */
export const COLUMNS = [
  'domain',
  'verdict',
  'risk',
  'score',
  'reasons',
  'summary',
  'gaps',
  'edge',
  'proxied',
  'dns_operator',
  'registrar',
  'platform',
  'host_network',
  'edge_evidence',
  'registrant_name',
  'registrant_org',
  'registrant_country',
  'registrant_email',
  'registrant_outcome',
  'registration_source',
  'created_on',
  'expires_on',
  'title',
  'title_outcome',
  'page_kind',
  'http_status',
  'final_url',
  'match_list',
  'match_id',
  'match_name',
  'match_strength',
  'match_programs',
  'match_field',
  'match_query',
  'match_score',
  'match_url',
  'match_count',
  'nameservers',
  'addresses',
  'cname_chain',
  'lists',
  'audited_at',
  'decision',
  'error',
  'input_line',
] as const;

export type Column = (typeof COLUMNS)[number];
type Cells = Readonly<Record<Column, Cell>>;

/** One domain's row: the report's own cells by column, then the input's other columns as they came. */
export interface Row {
  readonly cells: Cells;
  readonly extra: readonly (readonly [name: string, value: string])[];
}

/**
 * The row of an assessment. Pure; computed once and used by every tabular format. Cells hold `plain` text: an empty cell
 * means "not told", never "none" (`proxied`, `page_kind` and the `_outcome` columns say which).
 */
export function toRow(assessment: Assessment): Row {
  const { row } = assessment.evidence;
  const cells: Cells = {
    ...verdictCells(assessment),
    ...edgeCells(assessment),
    ...registrationCells(assessment),
    ...webCells(assessment),
    ...matchCells(assessment),
    ...dnsCells(assessment),
    lists: list(assessment.lists.map(({ id, edition }) => `${id}@${edition}`)),
    audited_at: plain(assessment.auditedAt),
    decision: list(
      assessment.decisions.map(({ decision, by, until, reason }) => `${decision} by ${by} until ${until}: ${reason}`),
    ),
    error: errorCell(assessment),
    input_line: row.line,
  };
  return { cells, extra: row.extra };
}

/** Multi-values are joined by `; `. */
function list(values: readonly string[]): string {
  return values
    .map(plain)
    .filter((value) => value !== '')
    .join('; ');
}

function verdictCells(assessment: Assessment) {
  const { evidence, findings } = assessment;
  return {
    domain: plain(evidence.domain?.host ?? evidence.row.asked),
    verdict: assessment.verdict,
    risk: assessment.risk,
    score: assessment.score ?? '',
    reasons: list([...new Set(findings.map(({ rule }) => rule))]),
    summary: plain(summarySentence(assessment)),
    gaps: list(
      openQuestions(assessment).map(
        ({ question, reason, letPass }) => `${question}: ${reason}${letPass === null ? '' : ` [${letPass}]`}`,
      ),
    ),
  };
}

/** Edge providers, outermost first. `none` only where it is known that nothing stands in front. */
function edgeCells({ fronting }: Assessment) {
  if (fronting.kind !== 'ok') {
    const none = fronting.kind === 'absent';
    return {
      edge: none ? 'none' : '',
      proxied: none ? 'no' : 'unknown',
      dns_operator: '',
      platform: '',
      host_network: 'unknown',
      edge_evidence: '',
    };
  }
  const { edges, proxied, dnsOperators, platform, host } = fronting.value;
  const seen = edges.flatMap(({ clues }) => clues).map(({ provider, kind, seen }) => `${provider} ${kind} ${seen}`);
  return {
    edge: edges.length === 0 && proxied === 'no' ? 'none' : list(edges.map(({ provider }) => provider)),
    proxied,
    dns_operator: list(dnsOperators),
    platform: plain(platform ?? ''),
    host_network: plain(host),
    edge_evidence: list([...new Set(seen)].slice(0, 8)),
  };
}

function registrationCells({ evidence }: Assessment) {
  const record = told(evidence.registration);
  const registrant: Outcome<Party> = record?.registrant ?? flatMap(evidence.registration, (found) => found.registrant);
  const party = told(registrant);
  const text = (outcome: Outcome<string> | undefined): string =>
    outcome === undefined ? '' : plain(told(outcome) ?? '');
  const sources = record?.sources ?? (evidence.registration.kind === 'skipped' ? [] : [evidence.registration.source]);
  return {
    registrar: text(record?.registrar),
    registrant_name: text(party?.name),
    registrant_org: text(party?.organisation),
    registrant_country: text(party?.country),
    registrant_email: text(party?.email),
    registrant_outcome: outcomeWord(registrant),
    registration_source: list(sources.map(({ protocol, server }) => `${protocol} ${server}`)),
    created_on: text(record?.createdOn),
    expires_on: text(record?.expiresOn),
  };
}

function matchCells(assessment: Assessment) {
  const hit = bestHit(assessment);
  const count = assessment.hits.length;
  return {
    match_list: plain(hit?.list ?? ''),
    match_id: plain(hit?.entityId ?? ''),
    match_name: plain(hit?.name ?? ''),
    match_strength: hit?.strength ?? '',
    match_programs: list(hit?.programs ?? []),
    match_field: hit?.field ?? '',
    match_query: plain(hit?.query ?? ''),
    match_score: hit === undefined ? '' : Math.round(hit.score * 1000) / 1000,
    match_url: plain(hit?.url ?? ''),
    match_count: count === 0 && assessment.verdict === 'inconclusive' ? '' : count,
  };
}

function dnsCells({ evidence }: Assessment) {
  const dns = told(evidence.dns);
  const values = (outcome: Outcome<readonly string[]> | undefined): readonly string[] =>
    outcome === undefined ? [] : (told(outcome) ?? []);
  return {
    nameservers: list(values(dns?.nameservers)),
    addresses: list([...values(dns?.ipv4), ...values(dns?.ipv6)]),
    cname_chain: list(dns?.cnames ?? []),
  };
}

/** What was wrong with the line itself, with its place, or with the program. */
function errorCell({ evidence, bug }: Assessment): string {
  const { row } = evidence;
  const problem = row.problem ?? evidence.problem;
  const told = problem === null ? [] : [`${row.file}:${row.line}: ${problem}`];
  return list(bug === null ? told : [...told, `internal: ${bug}`]);
}
