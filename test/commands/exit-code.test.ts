import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/commands/reporting.ts';
import { emptyTally, type Tally } from '../../src/report/tally.ts';

const tallyOf = (rows: number, match: number, unchecked: number, bugs = 0): Tally => ({
  ...emptyTally(),
  rows,
  verdicts: { match, review: 0, clear: rows - match - unchecked, inconclusive: unchecked },
  unchecked,
  bugs,
});

describe('the exit code', () => {
  it.each([
    ['done', tallyOf(10, 0, 0), 0],
    ['a row reached --fail-on', tallyOf(10, 1, 0), 1],
    ['as many unchecked as allowed', tallyOf(10, 0, 1), 0],
    ['more unchecked than allowed', tallyOf(10, 0, 2), 3],
    ['a match wins over incomplete', tallyOf(10, 1, 5), 1],
    ['a bug wins over all', tallyOf(10, 1, 5, 1), 70],
  ])('%s', (_, tally, code) => {
    expect(exitCodeOf(tally, { failOn: 'match', maxUnchecked: 0.1 })).toBe(code);
  });

  it('follows --fail-on', () => {
    const tally = tallyOf(10, 1, 1);
    const codes = (['match', 'inconclusive', 'none'] as const).map((failOn) =>
      exitCodeOf(tally, { failOn, maxUnchecked: 1 }),
    );
    expect(codes).toEqual([1, 1, 0]);
  });
});
