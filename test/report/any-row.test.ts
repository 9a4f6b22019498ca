import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Assessment, Verdict } from '../../src/model/assessment.ts';
import type { FactName, HitField } from '../../src/model/facts.ts';
import type { Indeterminate, Outcome, Source } from '../../src/model/outcome.ts';
import { REPORT_FORMATS } from '../../src/report/registry.ts';
import { COLUMNS, toRow } from '../../src/report/row.ts';
import { chunksOf } from './golden.ts';
import { assessment, decision, finding, fronting, hit, inputRow, party, stream, withEvidence } from './harbour.ts';

/** Assessments of every shape, with strangers' text wherever strangers write. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', '=1+1', '"', '\r\n', '\u202e', ']]>', '|'),
);
const source: Source = { protocol: 'whois', server: 'whois.example:43', askedAt: '2026-11-23T08:00:00Z' };
const code = fc.constantFrom('timeout', 'unreachable', 'refused', 'throttled', 'malformed', 'stale', 'internal');

const indeterminate: fc.Arbitrary<Indeterminate> = fc.oneof(
  fc.record({
    kind: fc.constant('redacted' as const),
    how: fc.constantFrom('withheld', 'proxy', 'placeholder', 'handle-only', 'partial'),
    note: text,
    source: fc.constant(source),
  }),
  fc.record({
    kind: fc.constant('failed' as const),
    fault: fc.record({ code, detail: text, attempts: fc.nat(5) }),
    source: fc.constant(source),
  }),
  fc.record({ kind: fc.constant('skipped' as const), why: text }),
);
const outcomeOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Outcome<T>> =>
  fc.oneof(
    value.map((known) => ({ kind: 'ok' as const, value: known, source })),
    text.map((proof) => ({ kind: 'absent' as const, proof, source })),
    indeterminate,
  );
const facts: readonly FactName[] = [
  'dns',
  'registrant',
  'title',
  'fronting',
  'lists',
  'registrantHits',
  'declaredHits',
  'titleHits',
  'hostHits',
];
const gap = fc.record({ rule: fc.constant('listed-title'), fact: fc.constantFrom(...facts), outcome: indeterminate });
const fields: readonly HitField[] = [
  'registrant_name',
  'registrant_org',
  'registrant_email',
  'declared_name',
  'declared_org',
  'declared_email',
  'title',
  'host',
  'name',
];
const anyHit = fc
  .tuple(text, text, fc.constantFrom(...fields), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([query, name, field, score]) => hit({ query, name, field, score, url: query, programs: [name] }));

const anyAssessment: fc.Arbitrary<Assessment> = fc
  .record({
    file: text,
    verdict: fc.constantFrom<Verdict>('match', 'review', 'clear', 'inconclusive'),
    words: text,
    title: fc.option(text),
    hits: fc.array(anyHit, { maxLength: 3 }),
    gaps: fc.array(gap, { maxLength: 3 }),
    accepted: fc.array(gap, { maxLength: 2 }),
    isDecided: fc.boolean(),
    bug: fc.option(text),
    registrant: outcomeOf(text.map((name) => party(name, name))),
    web: indeterminate,
    hasWeb: fc.boolean(),
    front: outcomeOf(text.map((words) => fronting(words, { host: words, platform: words }))),
    isDomain: fc.boolean(),
  })
  .map((one) => {
    const found = one.hits.length === 0 ? [] : [finding(one.hits, { message: one.words })];
    const base = assessment(2, 'a.example', {
      verdict: one.verdict,
      score: one.verdict === 'inconclusive' ? null : 50,
      hits: one.hits,
      findings: found,
      gaps: one.gaps,
      accepted: one.accepted,
      decisions: one.isDecided ? [decision({ reason: one.words, by: one.words })] : [],
      bug: one.bug,
      fronting: one.front,
    });
    const { registration } = base.evidence;
    return withEvidence(base, {
      row: inputRow(2, one.words, { file: one.file, extra: [['note', one.words]] }),
      ...(one.isDomain ? {} : { domain: null, problem: one.words }),
      ...(one.hasWeb ? {} : { web: one.web }),
      ...(registration.kind === 'ok'
        ? { registration: { ...registration, value: { ...registration.value, registrant: one.registrant } } }
        : {}),
    });
  });

describe('an assessment of any shape', () => {
  it('has a row with every column, of plain text, and a sentence', () => {
    fc.assert(
      fc.property(anyAssessment, (one) => {
        const { cells } = toRow(one);
        for (const column of COLUMNS)
          expect(String(cells[column])).not.toMatch(/[\p{Cc}\u2028\u202e]|undefined|\[object/u);
        expect(cells['summary']).toMatch(/\S.*\.$/u);
        expect(cells['registrant_outcome']).toMatch(/^(?:ok|absent|redacted|proxy|failed:\w+|skipped:.*)$/u);
        expect(cells['title_outcome']).toMatch(/^(?:ok|absent|redacted|proxy|failed:\w+|skipped:.*)$/u);
      }),
      { numRuns: 500 },
    );
  });

  it('is told as open by a row that is inconclusive, whatever was not learnt', () => {
    fc.assert(
      fc.property(anyAssessment, (one) => {
        const row = toRow(one).cells;
        if (one.gaps.length > 0) expect(row['gaps']).not.toBe('');
        if (one.verdict === 'inconclusive') expect(row['score']).toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('is one record of CSV and one document of every format', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAssessment, { maxLength: 4 }), async (all) => {
        for (const format of REPORT_FORMATS) {
          const whole = Buffer.concat(await chunksOf(format, stream(all)));
          if (format.id === 'csv') expect(parse(whole)).toHaveLength(all.length + 1);
          if (format.id === 'junit') new SaxesParser().write(whole.toString('utf8')).close();
          if (format.id === 'xlsx') {
            const sheet = unzipSync(whole)['xl/worksheets/sheet1.xml'] ?? new Uint8Array();
            new SaxesParser().write(strFromU8(sheet)).close();
          }
          if (format.id === 'sarif') expect(JSON.parse(whole.toString('utf8')).version).toBe('2.1.0');
          if (format.id === 'jsonl') expect(whole.toString('utf8').split('\n')).toHaveLength(all.length + 1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
