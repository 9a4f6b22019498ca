import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/model/assessment.ts';
import { annotations } from '../../src/report/annotations.ts';

const ROWS: readonly Assessment[] = readFileSync('fixtures/reports/harbour.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): Assessment => JSON.parse(line));
const grave = ROWS.filter(({ verdict }) => verdict === 'match' || verdict === 'review');

describe('annotations of a CI job', () => {
  it('point to the line of the list, matches as errors', () => {
    const [first] = annotations(grave).split('\n');
    expect(first).toMatch(/^::error file=.*,line=\d+,title=.*match::/);
  });

  it('show at most nine, and count the rest', () => {
    const many = Array.from({ length: 20 }, () => grave[0]!);
    const lines = annotations(many).trim().split('\n');
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('::notice::and 11 more; see the report');
    expect(annotations(many.slice(0, 9), 4).trim().split('\n').at(-1)).toBe('::notice::and 4 more; see the report');
  });

  it.each([
    '\n::error::owned',
    '::set-output name=x::y',
    '##[error]owned',
    '%0A::warning::x',
    '\r\n::stop-commands::t',
  ])('never let a domain or title become a command: %j', (text) => {
    const [row] = grave;
    const hostile: Assessment = {
      ...row!,
      evidence: { ...row!.evidence, domain: null, row: { ...row!.evidence.row, asked: text, file: `a${text}` } },
    };
    const lines = annotations([hostile]).trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.slice(2)).not.toMatch(/::(?!.*::)(?:error|warning|set-output|stop-commands)|##\[/);
    expect(lines[0]?.split('::')).toHaveLength(3);
  });
});
