import type { Log, Result } from 'sarif';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/model/assessment.ts';
import { keepGravest } from '../../src/report/gravest.ts';
import { junit } from '../../src/report/junit.ts';
import { markdown } from '../../src/report/markdown.ts';
import { sarif } from '../../src/report/sarif.ts';
import { chunksOf } from './golden.ts';
import { assessment, finding, HARBOUR, hit, inputRow, stream, withEvidence } from './harbour.ts';

async function text(format: typeof junit, assessments: readonly Assessment[] = HARBOUR, mostResults?: number) {
  const options = mostResults === undefined ? {} : { mostResults };
  let whole = '';
  for await (const chunk of format.render(stream(assessments), options)) whole += String(chunk);
  return whole;
}

async function results(assessments?: readonly Assessment[], most?: number): Promise<readonly Result[]> {
  const log: Log = JSON.parse(await text(sarif, assessments, most));
  return log.runs[0]?.results ?? [];
}

/** Assessments with a match whose registrant is a stranger's text. */
const naming = (query: string): Assessment => {
  const met = hit({ query });
  return assessment(2, 'a.example', {
    verdict: 'match',
    risk: 'critical',
    score: 97,
    hits: [met],
    findings: [finding([met])],
  });
};

describe('SARIF', () => {
  it('has a result for each finding and each inconclusive row, at its file and line', async () => {
    const all = await results();
    expect(all.map(({ ruleId, kind, level }) => [ruleId, kind, level].join(' ')).toSorted()).toEqual(
      [
        ...Array.from({ length: 2 }, () => 'listed-registrant fail error'),
        'listed-registrant fail warning',
        ...Array.from({ length: 2 }, () => 'listed-title fail warning'),
        ...Array.from({ length: 6 }, () => 'open-question open none'),
      ].toSorted(),
    );
    expect(all[0]?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'list.csv' },
      region: { startLine: 3 },
    });
  });

  it('knows each result again by the stable id of its finding', async () => {
    const [first] = await results(HARBOUR.slice(1, 2));
    expect(first?.partialFingerprints).toEqual({ 'auditDomainsFinding/v1': 'f-0a1b2c3d4e5f' });
  });

  it('points every result at a rule that the driver describes', async () => {
    const log: Log = JSON.parse(await text(sarif));
    const rules = log.runs[0]?.tool.driver.rules ?? [];
    for (const { ruleIndex = -1, ruleId } of log.runs[0]?.results ?? []) expect(rules[ruleIndex]?.id).toBe(ruleId);
  });

  it('keeps a finding that a reviewer has set aside, suppressed, with the reason', async () => {
    const suppressed = (await results()).filter(({ suppressions = [] }) => suppressions.length > 0);
    expect(suppressed.map(({ suppressions }) => suppressions)).toEqual([
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'another firm: founded 1911 (M. Reviewer, until 2027-05-01)',
        },
      ],
    ]);
  });

  it('keeps the gravest when there are too many, and says how many it omitted', async () => {
    const log: Log = JSON.parse(await text(sarif, HARBOUR, 2));
    expect(log.runs[0]?.results?.map(({ level }) => level)).toEqual(['error', 'warning']);
    expect(log.runs[0]?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toMatch(/^9 omitted/u);
  });

  it.each([
    ['list.csv', 'list.csv'],
    ['./a b/lïst.csv', 'a%20b/l%C3%AFst.csv'],
    ['/srv/list.csv', 'file:///srv/list.csv'],
    ['C:\\lists\\a.csv', 'file:///C:/lists/a.csv'],
    ['-', 'stdin'],
  ])('names the file %s as %s', async (file, uri) => {
    const base = naming('x');
    const [first] = await results([withEvidence(base, { row: inputRow(2, 'a.example', { file }) })]);
    expect(first?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(uri);
  });

  it("makes neither link nor placeholder of a stranger's words", async () => {
    const [first] = await results([naming('[go](https://evil.example) {0}')]);
    expect(first?.message.text).toContain('\\[go\\](https://evil.example) {{0}}');
  });
});

describe('JUnit', () => {
  it('is well-formed XML whatever strangers write, with counts that are true', async () => {
    const seen: Record<string, number> = {};
    let counts = {};
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes }) => {
      seen[name] = (seen[name] ?? 0) + 1;
      if (name === 'testsuite') counts = attributes;
    });
    parser.write(await text(junit)).close();
    expect(seen).toMatchObject({ testcase: HARBOUR.length, failure: 4, skipped: 5, error: 1 });
    expect(counts).toMatchObject({ tests: '15', failures: '4', skipped: '5', errors: '1' });
  });

  it('passes only what is clear', async () => {
    const passed = [...(await text(junit)).matchAll(/<testcase name="([^" ]*)[^>]*\/>/gu)].map(([, name]) => name);
    const clear = HARBOUR.filter(({ verdict }) => verdict === 'clear').map(({ evidence }) => evidence.domain?.host);
    expect(passed).toEqual(clear);
  });

  it('begins a new suite each thousand rows, so that memory stays bounded', async () => {
    const many = Array.from({ length: 2_100 }, (_, at) => assessment(at + 1, 'a.example'));
    const sizes = [...(await text(junit, many)).matchAll(/<testsuite [^>]* tests="(\d+)"/gu)].map(([, size]) => size);
    expect(sizes).toEqual(['1000', '1000', '100']);
  });
});

describe('the Markdown comment', () => {
  it.each([
    ['a mention', '@harbour-team', /@(?=\w)/u],
    ['an issue number', 'closes #12', /#(?=\w)/u],
    ['a bare link', 'https://evil.example/', /:\/\//u],
    ['a bare www link', 'www.evil.example', /www\./u],
    ['an image', '![x](https://evil.example/x.png)', /(?<!\\)!(?<!\\)\[|(?<!\\)\]\(/u],
    ['HTML', '<img src=x onerror=alert(1)><!--', /<(?!br)/u],
    ['code', 'a ``` b', /(?<!\\)```/u],
  ])("makes no markup of %s in a stranger's text", async (_, words, live) => {
    const row = (await text(markdown, [naming(words)])).split('\n').find((line) => line.startsWith('| 🔴'))!;
    expect(row).not.toMatch(live);
  });

  it('keeps its table whole when a text holds a pipe or a backtick', async () => {
    const base = naming('a | b');
    const odd = withEvidence(base, { domain: null, row: inputRow(2, 'a`|`b') });
    for (const one of [base, odd]) {
      const row = (await text(markdown, [one])).split('\n').find((line) => line.startsWith('| 🔴'))!;
      expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7);
    }
  });

  it('shows the gravest, counts the rest, and stays below the limit of a comment', async () => {
    const many = Array.from({ length: 3_000 }, (_, at) => naming(`Grey Heron ${at} ${'x'.repeat(300)}`));
    const comment = await text(markdown, [...many, ...HARBOUR], 1_000);
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toMatch(/\d+ more rows omitted; all are in the CSV report\./u);
    expect(comment).toContain('3015 rows: 3002 match');
  });

  it('says so when there is nothing to look at', async () => {
    expect(await text(markdown, HARBOUR.slice(0, 1))).toContain('Nothing to look at.');
  });
});

describe('keeping the gravest', () => {
  it('keeps the heaviest, the earlier of equals, in the order given', () => {
    const gravest = keepGravest<number>(3);
    for (let at = 0; at < 1_000; at += 1) gravest.add(at, at % 10);
    expect(gravest.kept()).toEqual([9, 19, 29]);
    expect(gravest.omitted()).toBe(997);
  });
});

describe('every format', () => {
  it('draws no legal conclusion', async () => {
    for (const format of [sarif, junit, markdown]) {
      expect(Buffer.concat(await chunksOf(format)).toString('utf8')).not.toMatch(/sanctioned|illegal|guilty/iu);
    }
  });
});
