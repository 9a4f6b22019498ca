import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyDecisions, indexDecisions, watchDecisions } from '../../src/assess/decisions.ts';
import { DECISION_COLUMNS, parseDecisions, readDecisions, yearAfter } from '../../src/assess/decisions-file.ts';
import { findingId } from '../../src/assess/from-hit.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { assessment, finding, hit } from '../report/harbour.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const HOST = 'heron-bakery.example';
const met = hit();
const ID = findingId(HOST, met);

const line = (more: Partial<Record<(typeof DECISION_COLUMNS)[number], string>> = {}): string => {
  const cells = {
    finding: ID,
    domain: HOST,
    entity: 'harbour-list:17',
    decision: 'false-positive',
    reason: 'a bakery, other directors',
    by: 'M. Reviewer',
    on: '2026-11-01',
    until: '2027-10-31',
    ...more,
  };
  return DECISION_COLUMNS.map((name) => `"${cells[name]}"`).join(',');
};
const file = (...lines: readonly string[]): string => [DECISION_COLUMNS.join(','), ...lines].join('\n');
const read = (text: string) => parseDecisions(text, 'decisions.csv', NOW);
const decide = (text: string, one: Assessment, now = NOW) => applyDecisions(one, indexDecisions(read(text)), now);

/** A row that says match because its registrant resembles an entry. */
const found = (more: Partial<Assessment> = {}): Assessment =>
  assessment(2, HOST, {
    verdict: 'match',
    risk: 'critical',
    score: 97,
    hits: [met],
    findings: [finding([met], { id: ID })],
    ...more,
  });
const openGap: Assessment['gaps'] = [
  { rule: 'listed-title', fact: 'title', outcome: { kind: 'skipped', why: '--no-web' } },
];
const otherWords = hit({ query: 'Grey Heron Lines' });

describe('a false-positive', () => {
  it('takes the row out of match, and leaves hit, finding and decision on it', () => {
    const row = decide(file(line()), found());
    expect(row).toMatchObject({ verdict: 'clear', risk: 'none', score: 0, hits: [met] });
    expect(row.findings).toHaveLength(1);
    expect(row.decisions).toEqual([
      {
        finding: ID,
        entity: 'harbour-list:17',
        decision: 'false-positive',
        reason: 'a bakery, other directors',
        by: 'M. Reviewer',
        until: '2027-10-31',
      },
    ]);
  });

  it('does not make clear what has an open question', () => {
    expect(decide(file(line()), found({ gaps: openGap }))).toMatchObject({ verdict: 'inconclusive', score: null });
  });

  it('leaves a second finding standing', () => {
    const other = finding([otherWords], { id: findingId(HOST, otherWords) });
    const row = found({ findings: [finding([met], { id: ID }), other], hits: [met, otherWords] });
    expect(decide(file(line()), row).verdict).toBe('match');
  });

  it('leaves a finding standing of which it covers one entry out of two', () => {
    const two = finding([met, hit({ entityId: 'lighthouse-list:2' })], { id: ID });
    expect(decide(file(line()), found({ findings: [two] })).verdict).toBe('match');
  });

  it.each([
    ['another domain', { domain: 'heron-lines.example' }],
    ['another entry', { entity: 'harbour-list:18' }],
    ['other words', { finding: findingId(HOST, otherWords) }],
  ])('of %s changes nothing', (_, more) => {
    const row = found();
    expect(decide(file(line(more)), row)).toBe(row);
  });
});

describe('a confirmed finding', () => {
  it('raises the row to match', () => {
    const mild = found({
      verdict: 'review',
      risk: 'medium',
      findings: [finding([met], { id: ID, severity: 'medium', confidence: 'low' })],
    });
    const row = decide(file(line({ decision: 'confirmed' })), mild);
    expect(row).toMatchObject({ verdict: 'match', risk: 'critical' });
    expect(row.findings).toEqual(mild.findings);
  });
});

describe('the last day', () => {
  it.each([
    ['2026-11-23T00:00:00Z', 'clear'],
    ['2026-11-23T23:59:59Z', 'clear'],
    ['2026-11-24T00:00:00Z', 'match'],
  ])('of a decision until 2026-11-23 is kept: at %s the row is %s', (now, verdict) => {
    expect(decide(file(line({ until: '2026-11-23' })), found(), new Date(now)).verdict).toBe(verdict);
  });
});

describe('of several decisions on one finding', () => {
  it('the last line of the file counts', () => {
    const text = file(line(), line({ decision: 'confirmed' }));
    expect(decide(text, found()).verdict).toBe('match');
    expect(decide(text, found()).decisions).toHaveLength(1);
  });
});

describe('the watch over decisions', () => {
  const remarks = (text: string, rows: readonly Assessment[]) => {
    const watch = watchDecisions(indexDecisions(read(text)), NOW);
    for (const row of rows) watch.see(row);
    return watch.remarks();
  };

  it('says nothing of a decision that was met', () => {
    expect(remarks(file(line()), [found()])).toEqual([]);
  });

  it.each([
    ['expired and met', { until: '2026-11-22' }, [found()], /expired on 2026-11-22; the finding is open again/u],
    ['expired and not met', { until: '2026-11-22' }, [], /expired on 2026-11-22; its finding was not met: remove it/u],
    ['of a domain not in the audit', {}, [], /not used: the domain is not in this audit/u],
    ['of a hit that is gone', {}, [assessment(2, HOST)], /not used: the domain no longer meets this entry/u],
    [
      'whose words have changed',
      {},
      [found({ hits: [otherWords], findings: [finding([otherWords], { id: findingId(HOST, otherWords) })] })],
      /is void: the matched words or the entry have changed/u,
    ],
  ])('tells of a decision %s, with its place', (_, more, rows, told) => {
    const [only, ...others] = remarks(file(line(more)), rows);
    expect(only).toMatch(told);
    expect(only).toMatch(/^Decision decisions\.csv:2 \(false-positive, heron-bakery\.example, harbour-list:17\)/u);
    expect(others).toEqual([]);
  });
});

describe('the decisions file', () => {
  it('may come from a spreadsheet: semicolons, BOM, CRLF, other order and columns, other spelling', () => {
    const text = `\ufeffNote;Until;By;Reason;Decision;Entity;Domain;Finding\r\nseen;2027-01-01;Ada;other firm;False Positive;harbour-list:17;HERON-bakery.example;${ID}\r\n;;;;;;;\r\n`;
    expect(read(text)).toMatchObject([{ finding: ID, domain: HOST, decision: 'false-positive', on: null }]);
  });

  it('may be empty', () => {
    expect(read('')).toEqual([]);
    expect(read(file())).toEqual([]);
  });

  it.each([
    ['a reason', { reason: ' ' }, /decisions\.csv:2: reason is empty/u],
    ['a reviewer', { by: '' }, /by is empty/u],
    ['an end', { until: '' }, /until is empty/u],
    [
      'an end within a year of the decision',
      { until: '2027-11-02' },
      /more than a year after 2026-11-01; the latest is 2027-11-01/u,
    ],
    [
      'an end within a year, where no day of decision is told',
      { on: '', until: '2028-01-01' },
      /more than a year after 2026-11-23/u,
    ],
    ['a date that is one', { until: '23/11/2027' }, /until is "23\/11\/2027"; write a date as 2026-11-23/u],
    ['a day that exists', { until: '2027-02-29' }, /write a date/u],
    ['a decision that is known', { decision: 'ignore' }, /must be false-positive or confirmed/u],
    ['a day of decision that has come', { on: '2026-12-01' }, /lies in the future/u],
    ['an end after the decision', { until: '2026-10-01' }, /lies before/u],
    ['a finding id that no spreadsheet has rounded', { finding: '1,23E+15' }, /changed by the spreadsheet/u],
  ])('wants %s', (_, more, problem) => {
    expect(() => read(file(line(more)))).toThrow(problem);
  });

  it('is used as a whole or not at all, with every problem told', () => {
    const text = file(line(), line({ reason: '' }), line({ by: '' }));
    expect(() => read(text)).toThrow(/decisions\.csv:3: reason[\s\S]*decisions\.csv:4: by/u);
  });

  it('wants its columns', () => {
    expect(() => read('finding,domain\na,b')).toThrow(/no column entity, decision, reason, by, until/u);
  });

  it('is read as UTF-8 or UTF-16, and refused otherwise', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'audit-domains-decisions-'));
    const path = join(folder, 'decisions.csv');
    writeFileSync(path, Buffer.from(`\ufeff${file(line({ by: 'Åse' }))}`, 'utf16le'));
    expect((await readDecisions(path, NOW))[0]?.by).toBe('Åse');
    writeFileSync(path, Buffer.from(file(line({ by: 'Åse' })), 'latin1'));
    await expect(readDecisions(path, NOW)).rejects.toThrow(/save it as "CSV UTF-8"/u);
    await expect(readDecisions(join(folder, 'none.csv'), NOW)).rejects.toThrow(/cannot read the decisions file/u);
  });

  it('counts a year from 29 February to the 28th', () => {
    expect(yearAfter('2028-02-29')).toBe('2029-02-28');
  });
});
