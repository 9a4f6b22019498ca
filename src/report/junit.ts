import type { Assessment } from '../model/assessment.ts';
import { brief } from './cell.ts';
import type { ReportFormat } from './format.ts';
import { openQuestions } from './outcome-words.ts';
import { hitSentence, summarySentence } from './sentence.ts';
import { xmlText } from './xml.ts';

/** A suite's counts stand before its cases, so cases are held for so many rows and no longer. */
const ROWS_PER_SUITE = 1_000;

interface Case {
  readonly xml: string;
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
}

/**
 * JUnit XML, as GitLab, Jenkins and most CI servers show it: a test case for each row. `match` and `review` fail,
 * `inconclusive` is skipped (it did not pass), a bug is an error. Whether the job fails is for the exit code to say.
 */
async function* renderJunit(assessments: AsyncIterable<Assessment>): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="audit-domains">\n';
  let held: Assessment[] = [];
  for await (const assessment of assessments) {
    held.push(assessment);
    if (held.length < ROWS_PER_SUITE) continue;
    yield suiteXml(held);
    held = [];
  }
  if (held.length > 0) yield suiteXml(held);
  yield '</testsuites>\n';
}

function suiteXml(assessments: readonly Assessment[]): string {
  const [first, last] = [assessments[0], assessments.at(-1)];
  if (first === undefined || last === undefined) return '';
  const cases = assessments.map(caseOf);
  const counts = (kind: Case['kind']): number => cases.filter((one) => one.kind === kind).length;
  const { file, line } = first.evidence.row;
  const name = xmlText(`${file}:${line}-${last.evidence.row.line}`);
  const numbers = `tests="${cases.length}" failures="${counts('failure')}" errors="${counts('error')}" skipped="${counts('skipped')}"`;
  const time = xmlText(first.auditedAt.replace(/(?:\.\d+)?Z$/u, ''));
  const body = cases.map(({ xml }) => xml).join('');
  return ` <testsuite name="${name}" ${numbers} time="0" timestamp="${time}">\n${body} </testsuite>\n`;
}

function caseOf(assessment: Assessment): Case {
  const { evidence, verdict, bug } = assessment;
  const { file, line, asked } = evidence.row;
  const name = xmlText(`${evidence.domain?.host ?? brief(asked, 200)} (line ${line})`);
  const head = `  <testcase name="${name}" classname="${xmlText(file)}" file="${xmlText(file)}" line="${line}" time="0"`;
  const message = xmlText(summarySentence(assessment));
  const inner = (kind: 'failure' | 'error', type: string): Case => ({
    kind,
    xml: `${head}>\n   <${kind} type="${type}" message="${message}">${details(assessment)}</${kind}>\n  </testcase>\n`,
  });
  if (bug !== null) return inner('error', 'internal');
  switch (verdict) {
    case 'match':
    case 'review':
      return inner('failure', verdict);
    case 'inconclusive':
      return { kind: 'skipped', xml: `${head}>\n   <skipped message="${message}"/>\n  </testcase>\n` };
    case 'clear':
      return { kind: 'passed', xml: `${head}/>\n` };
  }
}

/** Every hit and every open question, a line each. */
function details(assessment: Assessment): string {
  const { hits, lists, findings, bug } = assessment;
  const told = [
    ...(bug === null ? [] : [`internal: ${bug}`]),
    ...hits.map((hit) => `${hitSentence(hit, lists)} ${hit.url}`),
    ...findings.map(({ id, rule }) => `finding ${id} (${rule})`),
    ...openQuestions(assessment).map(({ question, reason }) => `open: ${question}: ${reason}`),
  ];
  return told.slice(0, 50).map(xmlText).join('\n');
}

export const junit: ReportFormat = {
  id: 'junit',
  extensions: ['.xml'],
  about: 'JUnit XML for CI servers',
  render: renderJunit,
};
