import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Shared } from '../../src/report/clusters.ts';
import { colourLevel, paletteFor } from '../../src/report/colour.ts';
import { duration } from '../../src/report/duration.ts';
import { startProgress } from '../../src/report/progress.ts';
import { closingSummary, type SummaryContext } from '../../src/report/summary.ts';
import { conclusionOf, count, emptyTally, type Tally } from '../../src/report/tally.ts';
import { displayWidth, pad, shorten, wrap } from '../../src/report/width.ts';
import { HARBOUR } from './harbour.ts';

const tallyOf = (assessments = HARBOUR): Tally => {
  const tally = emptyTally();
  for (const one of assessments) count(tally, one);
  return tally;
};
const context: SummaryContext = {
  failOn: 'match',
  maxUnchecked: 0.1,
  elapsedMs: 34_000,
  now: new Date('2026-11-23T09:00:00Z'),
  columns: 10_000,
};
const silent = HARBOUR.filter(({ evidence }) => evidence.domain?.host === 'silent-pier.example');
const clear = HARBOUR.slice(0, 1);

describe('the closing summary', () => {
  it('tells counts, gaps, lists, what failed and what to do next', () => {
    const told = closingSummary(tallyOf(), { ...context, files: ['report.csv'], evidenceFile: 'e.jsonl' });
    expect(told.trimEnd().split('\n')).toEqual([
      'Audited 15 rows in 34 s: 2 match, 2 review, 5 clear, 6 inconclusive.',
      'Open questions, by rows: dns failed:timeout 1, lists failed:stale 1, registrant failed:timeout 1, registrant redacted 1, web failed:refused 1, web failed:timeout 1.',
      'Lists: harbour-list@2026-11-01, lighthouse-list@2026-10-20; the oldest edition is of 2026-10-20, 34 days old; `audit-domains lists update` fetches newer ones.',
      'Domains share: e-mail desk@northquay-shipping.example: 10 rows (northquay-shipping.example, gray-heron.example, keepers.example …); registrant Northquay Shipping: 6 rows (northquay-shipping.example, keepers.example, guarded-lock.example …); registrant Gray Heron Trading Ltd: 3 rows (gray-heron.example, heron-bakery.example, heron-lines.example).',
      'Decisions: 1 row set aside as false-positive, 1 row raised as confirmed; all stay in the report.',
      '2 rows reached --fail-on match.',
      'The audit is incomplete: 4 of 15 rows (26.7 %) could not be checked, more than --max-unchecked 10 % allows.',
      '1 row met a bug in this program; column `error` says which.',
      "Next: act on the rows with verdict match, after comparing each with its entry; have a person look at the rows with verdict review; fetch new editions with `audit-domains lists update`; run the audit again later for what failed (column `gaps` says which server); correct what is no domain name (1 line, see column `error`); for 1 withheld registrant: give the customer's name in a column name, company or email, or let them pass with --accept redacted.",
      'Wrote report.csv.',
    ]);
  });

  it('states both facts when a row reached --fail-on and the audit is incomplete', () => {
    const told = closingSummary(tallyOf(), context);
    expect(told).toContain('2 rows reached --fail-on match.');
    expect(told).toContain('The audit is incomplete: 4 of 15 rows (26.7 %) could not be checked');
  });

  it('says that nothing could be reached when nothing could', () => {
    expect(closingSummary(tallyOf(silent), context)).toContain('no server answered at all: check the network');
  });

  it('says how to go on after an interruption', () => {
    const told = closingSummary(tallyOf(clear), { ...context, interrupted: true, evidenceFile: 'e.jsonl' });
    expect(told).toContain('Interrupted after 1 row');
    expect(told).toContain('--resume --evidence e.jsonl');
  });

  it("gives a CI runner no command out of a stranger's words, wherever a line is wrapped", () => {
    const tally = tallyOf();
    const held: readonly Shared[] = [['registrant', 'Pier ::error::owned ##[error]owned']];
    for (let row = 0; row < 20; row += 1) tally.clusters.add(`pier-${row}.example`, held);
    for (const columns of [40, 60, 80, 100]) {
      expect(closingSummary(tally, { ...context, columns })).not.toMatch(/^\s*::|##\[/mu);
    }
    expect(closingSummary(tally, { ...context, columns: 200 })).toContain(': :error: :owned');
  });

  it('asks for nothing when all is well', () => {
    expect(closingSummary(tallyOf(clear), context)).not.toContain('Next:');
  });

  it('is wrapped at 80 columns where the terminal does not know its width, colours not counted', () => {
    const palette = paletteFor({ flag: true, env: {}, isTTY: true });
    const [first] = closingSummary(tallyOf(), { ...context, columns: 0, palette }).split('\n');
    expect(displayWidth(first ?? '')).toBeGreaterThan(60);
  });

  it('keeps to the width of the terminal', () => {
    const told = closingSummary(tallyOf(), { ...context, columns: 80 });
    for (const line of told.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });
});

describe('the conclusion of an audit', () => {
  it.each([
    ['match', 2],
    ['review', 4],
    ['inconclusive', 10],
    ['none', 0],
  ] as const)('with --fail-on %s is reached by %i rows', (failOn, reached) => {
    expect(conclusionOf(tallyOf(), failOn, 0.1).reached).toBe(reached);
  });

  it('counts failures as unchecked, and neither redaction nor a misspelt line', () => {
    expect(tallyOf().unchecked).toBe(4);
  });

  it('does not count a found row as unchecked for what else failed', () => {
    const found = HARBOUR.slice(1, 2).map((one) => ({ ...one, gaps: silent.flatMap(({ gaps }) => gaps) }));
    expect(tallyOf(found).unchecked).toBe(0);
  });

  it('is incomplete only above the share that is allowed', () => {
    expect(conclusionOf(tallyOf(), 'none', 4 / 15).incomplete).toBe(false);
    expect(conclusionOf(tallyOf(), 'none', 0.26).incomplete).toBe(true);
  });
});

describe('colour', () => {
  it.each([
    ['a terminal', {}, true, undefined, 1],
    ['a pipe', {}, false, undefined, 0],
    ['NO_COLOR on a terminal', { NO_COLOR: '1' }, true, undefined, 0],
    ['an empty NO_COLOR', { NO_COLOR: '' }, true, undefined, 1],
    ['NO_COLOR against FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '3' }, true, undefined, 0],
    ['FORCE_COLOR on a pipe', { FORCE_COLOR: '3' }, false, undefined, 3],
    ['FORCE_COLOR=0 on a terminal', { FORCE_COLOR: '0' }, true, undefined, 0],
    ['--color against NO_COLOR', { NO_COLOR: '1' }, false, true, 1],
    ['--no-color against FORCE_COLOR', { FORCE_COLOR: '1' }, true, false, 0],
    ['a dumb terminal', { TERM: 'dumb' }, true, undefined, 0],
    ['a 256-colour terminal', { TERM: 'xterm-256color' }, true, undefined, 2],
  ] as const)('for %s is decided by our own rule', (_, env, isTTY, flag, level) => {
    expect(colourLevel({ env, isTTY, flag })).toBe(level);
  });

  it('is never the only thing that carries the meaning', () => {
    const painted = paletteFor({ env: {}, isTTY: true }).verdict.match('match');
    expect(painted).toContain('match');
    expect(painted).not.toBe('match');
  });
});

describe('width', () => {
  it.each([
    ['Quay', 4],
    ['港町海運', 8],
    ['ﾊﾞ', 2],
    ['حراس المرفأ', 11],
    ['e\u0301', 1],
    ['👩\u200d🚀', 2],
    ['🇳🇴', 2],
    ['한국', 4],
    ['', 0],
    ['\u001b[31mQuay\u001b[39m', 4],
  ])('of %j is %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });

  it('is kept when text is cut or filled', () => {
    expect(shorten('港町海運', 5)).toBe('港町…');
    expect(displayWidth(pad('港町', 10))).toBe(10);
    expect(wrap('one two three', 7, '  ')).toBe('one two\n  three');
  });
});

describe('progress', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const started = (isTTY: boolean, waiting?: () => ReadonlyMap<string, number>) => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text), isTTY, columns: 60 };
    const progress = startProgress({ stream, total: 1000, clock: () => Date.now(), ...(waiting && { waiting }) });
    return { written, progress };
  };

  it('on a terminal is one line, redrawn at most ten times a second', () => {
    const { written, progress } = started(true);
    for (let step = 0; step < 200; step += 1) {
      progress.done();
      vi.advanceTimersByTime(5);
    }
    progress.stop();
    expect(written.length).toBeLessThanOrEqual(11);
    expect(written.join('')).not.toContain('\n');
    for (const text of written) expect(displayWidth(text.replace('\r\u001b[2K', ''))).toBeLessThan(60);
  });

  it('elsewhere is a plain line each 30 seconds, with rate, time left and the slowest server', () => {
    let left = 812;
    const { written, progress } = started(
      false,
      () =>
        new Map([
          ['rdap.quick.example', 3],
          ['whois.slow.example', left],
        ]),
    );
    for (let step = 0; step < 60; step += 1) {
      progress.done();
      left -= 1;
      vi.advanceTimersByTime(1_000);
    }
    expect(written).toHaveLength(2);
    expect(written[0]).toBe('30/1000 rows (3 %), 1.0/s, 16 min 10 s left, slowest whois.slow.example, 782 waiting\n');
  });

  it('names the server that left most rows unanswered when nobody waits for a turn', () => {
    const { written, progress } = started(false);
    for (const one of [...silent, ...silent, ...HARBOUR]) progress.done(one);
    vi.advanceTimersByTime(30_000);
    progress.stop();
    expect(written[0]).toMatch(/, 3 unanswered by 192\.0\.2\.53:53\n$/u);
  });

  it('takes its line away for a note, and for good at the end', () => {
    const { written, progress } = started(true);
    vi.advanceTimersByTime(100);
    progress.note('a warning');
    vi.advanceTimersByTime(100);
    progress.stop();
    vi.advanceTimersByTime(1_000);
    expect(written.slice(1, 3)).toEqual(['\r\u001b[2K', 'a warning\n']);
    expect(written.at(-1)).toBe('\r\u001b[2K');
  });
});

describe('a span of time', () => {
  it.each([
    [400, '0 s'],
    [59_000, '59 s'],
    [125_000, '2 min 05 s'],
    [15_120_000, '4 h 12 min'],
    [273_600_000, '3 d 4 h'],
  ])('of %i ms is told as %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});
