import type { Log, Result } from 'sarif';
import { plain } from '../report/cell.ts';
import { keepGravest } from '../report/gravest.ts';
import { literal, uriOf } from '../report/sarif.ts';
import { xmlText } from '../report/xml.ts';
import type { Change } from './compare.ts';
import { changeSentence, type DiffContext } from './words.ts';

const CASES_PER_SUITE = 1_000;
const MOST_RESULTS = 5_000;

/** A test case for each change; those that newly reached `--fail-on` are failures. */
export async function* renderDiffJunit(
  changes: AsyncIterable<Change>,
  { report, isReached }: DiffContext,
): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="audit-domains diff">\n';
  let held: Change[] = [];
  const suite = (): string => {
    const cases = held.map((change) => {
      const message = xmlText(changeSentence(change));
      const head = `  <testcase name="${xmlText(change.domain)} (${change.kind})" classname="${xmlText(report)}" line="${change.line}" time="0"`;
      if (!isReached(change)) return `${head}>\n   <system-out>${message}</system-out>\n  </testcase>\n`;
      return `${head}>\n   <failure type="${change.verdictAfter ?? ''}" message="${message}"/>\n  </testcase>\n`;
    });
    const failures = held.filter(isReached).length;
    return ` <testsuite name="${xmlText(report)}" tests="${held.length}" failures="${failures}" errors="0" skipped="0" time="0">\n${cases.join('')} </testsuite>\n`;
  };
  for await (const change of changes) {
    held.push(change);
    if (held.length < CASES_PER_SUITE) continue;
    yield suite();
    held = [];
  }
  if (held.length > 0) yield suite();
  yield '</testsuites>\n';
}

/** SARIF 2.1.0: a result for each change, at its line of the new report; the gravest 5,000, the rest counted. */
export async function* renderDiffSarif(
  changes: AsyncIterable<Change>,
  { report, toolVersion, isReached }: DiffContext,
): AsyncGenerator<string> {
  const gravest = keepGravest<Result>(MOST_RESULTS);
  for await (const change of changes) {
    const reached = isReached(change);
    gravest.add(
      {
        ruleId: `domain-${change.kind}`,
        kind: 'fail',
        level: reached ? (change.verdictAfter === 'match' ? 'error' : 'warning') : 'note',
        message: { text: literal(`${change.domain}: ${changeSentence(change)}.`) },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: uriOf(report) },
              region: { startLine: change.kind === 'gone' ? 1 : Math.max(1, change.line) },
            },
            logicalLocations: [{ name: plain(change.domain), kind: 'resource' }],
          },
        ],
      },
      reached ? 1 : 0,
    );
  }
  const omitted = gravest.omitted();
  const text = `${omitted} omitted: the gravest are here, all are in CSV and JSON Lines.`;
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'audit-domains diff', version: toolVersion } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: omitted === 0 ? [] : [{ level: 'warning', message: { text } }],
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: [...gravest.kept()],
        properties: { omitted },
      },
    ],
  };
  yield `${JSON.stringify(log, null, 1)}\n`;
}
