import type { DomainName } from '../../src/model/domain.ts';
import type { Evidence, InputRow } from '../../src/model/evidence.ts';
import { skipped } from '../../src/model/outcome.ts';

/** A row of the harbour town's list. */
export function rowOf(line: number, asked: string): InputRow {
  return { file: 'fleet.txt', line, asked, declared: null, extra: [], problem: null };
}

/** Evidence in which nothing was asked; `title` makes its line longer, in letters of several bytes. */
export function evidenceOf(row: InputRow, domain: DomainName | null = null): Evidence {
  const none = skipped('not asked: “Häfen & Möwen”');
  return {
    row,
    domain,
    problem: domain === null ? 'no domain' : null,
    gatheredAt: '2026-11-23T04:00:00.000Z',
    dns: none,
    registration: none,
    web: none,
    reverse: none,
    origins: none,
  };
}
