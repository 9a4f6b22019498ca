import type { Location, Log, Notification, Result, Run, Suppression } from 'sarif';
import type { Assessment } from '../model/assessment.ts';
import type { Finding } from '../model/finding.ts';
import { plain } from './cell.ts';
import type { RenderOptions, ReportFormat } from './format.ts';
import { gravity, keepGravest } from './gravest.ts';
import { openQuestions } from './outcome-words.ts';
import { hitSentence, summarySentence } from './sentence.ts';

/** GitHub shows so many results of a run and refuses files above 10 MB; the gravest are kept, the rest is counted. */
const MOST_RESULTS = 5_000;
const OPEN_QUESTION = 'open-question';

/**
 * SARIF 2.1.0 (OASIS, 2020): a result for each finding, and one of kind `open` for each row that stayed inconclusive. The
 * location is the line of the input; the fingerprint is the finding's stable id.
 */
async function* renderSarif(assessments: AsyncIterable<Assessment>, options: RenderOptions): AsyncGenerator<string> {
  const gravest = keepGravest<Result>(options.mostResults ?? MOST_RESULTS);
  const lists = new Set<string>();
  const bugs: string[] = [];
  for await (const assessment of assessments) {
    for (const result of resultsOf(assessment)) gravest.add(result, gravity(assessment));
    for (const { id, edition } of assessment.lists) lists.add(`${plain(id)}@${plain(edition)}`);
    if (assessment.bug !== null && bugs.length < 20) bugs.push(literal(assessment.bug));
  }
  const results = gravest.kept();
  const ruleIds = [...new Set(results.map(({ ruleId = '' }) => ruleId))].toSorted();
  const indexed = results.map((result) => ({ ...result, ruleIndex: ruleIds.indexOf(result.ruleId ?? '') }));
  const omitted = gravest.omitted();
  const notes: Notification[] = bugs.map((text) => ({ level: 'error', message: { text } }));
  if (omitted > 0) {
    const text = `${omitted} omitted: the gravest ${results.length} results are here, all are in CSV and JSON Lines.`;
    notes.unshift({ level: 'warning', message: { text } });
  }
  const run: Run = {
    tool: {
      driver: {
        name: 'audit-domains',
        ...(options.toolVersion === undefined ? {} : { version: options.toolVersion }),
        rules: ruleIds.map((id) => ({ id, shortDescription: { text: describe(id) } })),
      },
    },
    invocations: [{ executionSuccessful: bugs.length === 0, toolExecutionNotifications: notes }],
    columnKind: 'utf16CodeUnits',
    results: indexed,
    properties: { lists: [...lists].toSorted(), omitted },
  };
  const log: Log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  yield `${JSON.stringify(log, null, 1)}\n`;
}

function describe(rule: string): string {
  return rule === OPEN_QUESTION
    ? 'A question stayed open: the domain is neither clear nor found'
    : `${plain(rule).replaceAll('-', ' ')} (docs/rules/${plain(rule)}.md)`;
}

/** SARIF reads `[…](…)` as a link and `{0}` as a placeholder (§3.11.5, §3.11.6); a stranger's text shall be neither. */
export function literal(text: string): string {
  return plain(text)
    .replace(/[\\[\]]/gu, '\\$&')
    .replace(/[{}]/gu, '$&$&');
}

function resultsOf(assessment: Assessment): readonly Result[] {
  const found = assessment.findings.filter(({ severity }) => severity !== 'info');
  const results = found.map((finding) => findingResult(assessment, finding));
  return assessment.verdict === 'inconclusive' ? [...results, openResult(assessment)] : results;
}

function findingResult(assessment: Assessment, finding: Finding): Result {
  const { lists, decisions, score } = assessment;
  const told = finding.hits.map((hit) => hitSentence(hit, lists));
  const aside = decisions.find((one) => one.finding === finding.id && one.decision === 'false-positive');
  const justification = aside && `${plain(aside.reason)} (${plain(aside.by)}, until ${plain(aside.until)})`;
  const suppressions: Suppression[] =
    justification === undefined ? [] : [{ kind: 'external', status: 'accepted', justification }];
  return {
    ruleId: plain(finding.rule),
    kind: 'fail',
    level: levelOf(finding),
    ...(score === null ? {} : { rank: score }),
    message: { text: literal(`${domainOf(assessment)}: ${told.length > 0 ? told.join('; ') : finding.message}.`) },
    locations: [locationOf(assessment)],
    partialFingerprints: { 'auditDomainsFinding/v1': plain(finding.id) },
    suppressions,
    properties: {
      verdict: assessment.verdict,
      risk: assessment.risk,
      severity: finding.severity,
      confidence: finding.confidence,
      entries: finding.hits.map(({ entityId }) => plain(entityId)),
    },
  };
}

function openResult(assessment: Assessment): Result {
  const questions = openQuestions({ ...assessment, accepted: [] });
  return {
    ruleId: OPEN_QUESTION,
    kind: 'open',
    level: 'none',
    message: { text: literal(`${domainOf(assessment)}: ${summarySentence(assessment)}`) },
    locations: [locationOf(assessment)],
    partialFingerprints: {
      'auditDomainsFinding/v1': `open:${domainOf(assessment)}:${questions.map(({ question }) => question).join(',')}`,
    },
    properties: {
      verdict: assessment.verdict,
      risk: assessment.risk,
      gaps: questions.map(({ question, reason }) => `${question}: ${reason}`),
    },
  };
}

function levelOf({ severity, confidence }: Finding): NonNullable<Result['level']> {
  switch (severity) {
    case 'high':
      return confidence === 'high' ? 'error' : 'warning';
    case 'medium':
      return 'warning';
    case 'low':
    case 'info':
      return 'note';
  }
}

function domainOf({ evidence }: Assessment): string {
  return plain(evidence.domain?.host ?? evidence.row.asked);
}

function locationOf(assessment: Assessment): Location {
  const { file, line } = assessment.evidence.row;
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: Math.max(1, line) } },
    logicalLocations: [{ name: domainOf(assessment), kind: 'resource' }],
  };
}

/** A path as a URI reference: relative stays relative, so that GitHub finds the file in the repository. */
export function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  const path = plain(file).replaceAll('\\', '/').replace(/^\.\//u, '');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (/^[a-z]:\//iu.test(path)) return `file:///${encoded.replace('%3A', ':')}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

export const sarif: ReportFormat = {
  id: 'sarif',
  extensions: ['.sarif', '.sarif.json'],
  about: 'SARIF 2.1.0 for code scanning',
  render: renderSarif,
};
