import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/model/assessment.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { type AuditWork, auditRows } from '../../src/run/audit-rows.ts';
import type { Task } from '../../src/run/resume.ts';
import { evidenceOf, rowOf } from './evidence-of.ts';

const never = new AbortController().signal;

/** An assessment that only says whose it is. */
const told = (evidence: Evidence, bug: string | null): Assessment => ({
  format: 1,
  evidence,
  fronting: { kind: 'skipped', why: 'test' },
  verdict: 'inconclusive',
  risk: 'unknown',
  score: null,
  findings: [],
  gaps: [],
  accepted: [],
  hits: [],
  decisions: [],
  lists: [],
  bug,
  auditedAt: '2026-11-23T04:00:00.000Z',
});

function world() {
  const asked: string[] = [];
  const journal: Evidence[] = [];
  const work: AuditWork = {
    gather: async (row, found) => {
      const domain = 'domain' in found ? found.domain : null;
      asked.push(domain?.host ?? `no domain: ${row.asked}`);
      if (row.asked.startsWith('bug')) throw new Error('broken berth');
      return evidenceOf(row, domain);
    },
    judge: (evidence) => {
      if (evidence.row.asked.startsWith('odd')) throw new Error('odd evidence');
      return told(evidence, null);
    },
    judgeBug: (evidence, error) => told(evidence, error instanceof Error ? error.message : ''),
    journal: {
      before: 0,
      cut: 0,
      append: async (evidence) => {
        journal.push(evidence);
      },
      close: async () => undefined,
    },
    bounds: { concurrency: 3, window: 9, graceMs: 10 },
    now: () => new Date('2026-11-23T04:00:00Z'),
  };
  return { asked, journal, work };
}

async function* tasks(...words: readonly (string | Task)[]): AsyncGenerator<Task> {
  for (const [index, word] of words.entries()) {
    yield typeof word === 'string' ? { row: rowOf(index + 1, word), saved: null } : word;
  }
}

describe('auditRows', () => {
  it('gives one assessment a row, asks a domain once, and keeps each row its own', async () => {
    const { asked, journal, work } = world();
    const rows = await Array.fromAsync(
      auditRows(tasks('quay.test', 'https://QUAY.test/x', '192.0.2.1', 'quay.test.', 'mole.test'), work, never),
    );
    expect(rows.map(({ evidence }) => [evidence.row.line, evidence.domain?.host ?? null])).toEqual([
      [1, 'quay.test'],
      [2, 'quay.test'],
      [3, null],
      [4, 'quay.test'],
      [5, 'mole.test'],
    ]);
    expect(asked.toSorted()).toEqual(['mole.test', 'no domain: 192.0.2.1', 'quay.test']);
    expect(journal.map(({ row }) => row.line)).toEqual([1, 2, 3, 4, 5]);
  });

  it('does not ask for a row with saved evidence, nor for a later row of its domain, and journals only what is new', async () => {
    const { asked, journal, work } = world();
    const row = rowOf(1, 'quay.test');
    const domain = { host: 'quay.test', registrable: 'quay.test', registered: 'quay.test', publicSuffix: 'test' };
    const rows = await Array.fromAsync(
      auditRows(tasks({ row, saved: evidenceOf(row, domain) }, 'quay.test', 'mole.test'), work, never),
    );
    expect(rows.length).toBe(3);
    expect(asked).toEqual(['mole.test']);
    expect(journal.map((evidence) => evidence.row.line)).toEqual([2, 3]);
  });

  it('makes a row of a bug in gathering or judging, and the others go on', async () => {
    const { journal, work } = world();
    const rows = await Array.fromAsync(auditRows(tasks('bug.test', 'odd.test', 'quay.test'), work, never));
    expect(rows.map(({ bug }) => bug)).toEqual(['broken berth', 'odd evidence', null]);
    expect(rows[0]?.evidence.dns).toMatchObject({ kind: 'failed', fault: { code: 'internal' } });
    expect(journal.length).toBe(3);
  });

  it('says of a line that could not be read why, and never takes a domain from it', async () => {
    const { asked, work } = world();
    const row = { ...rowOf(1, 'quay.test'), problem: 'The quotes do not match.' };
    await Array.fromAsync(auditRows(tasks({ row, saved: null }), work, never));
    expect(asked).toEqual(['no domain: quay.test']);
  });
});
