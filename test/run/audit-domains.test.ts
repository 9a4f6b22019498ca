import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Judging, PartyQuery } from '../../src/audit.ts';
import type { Hit } from '../../src/model/facts.ts';
import { skipped } from '../../src/model/outcome.ts';
import { auditDomain, auditDomains } from '../../src/run/audit-domains.ts';

const knowledge: Judging = {
  detect: () => skipped('not looked at here'),
  screener: { party: () => [], title: () => [], host: () => [] },
  lists: skipped('not looked at here'),
  editions: [],
};

describe('the library, on a network that reaches nothing', () => {
  const networkMap = join(mkdtempSync(join(tmpdir(), 'library-')), 'nowhere.json');
  beforeAll(() => {
    const nothing = { format: 1, authorities: [], resolvers: ['127.0.0.1:9'], routes: [] };
    writeFileSync(networkMap, JSON.stringify(nothing));
  });

  it('gives an assessment for each line, in order, none of them clear', async () => {
    const lines = ['quay.test', 'no domain', 'https://quay.test/fleet'];
    const all = await Array.fromAsync(auditDomains(lines, { knowledge, networkMap }));
    expect(all.map(({ evidence, verdict }) => [evidence.row.line, evidence.domain?.host ?? null, verdict])).toEqual([
      [1, 'quay.test', 'inconclusive'],
      [2, null, 'inconclusive'],
      [3, 'quay.test', 'inconclusive'],
    ]);
    expect(all[0]?.evidence.dns).toMatchObject({ kind: 'failed' });
  });

  it('screens the party that is declared with a line', async () => {
    const seen: string[] = [];
    const screener = {
      ...knowledge.screener,
      party: ({ whose, name = '' }: PartyQuery): readonly Hit[] => {
        seen.push(`${whose} ${name}`);
        return [];
      },
    };
    const line = { line: 'quay.test', declared: { name: 'Harbour Tugs Ltd' } };
    const { evidence } = await auditDomain(line, { knowledge: { ...knowledge, screener }, networkMap });
    expect(seen).toEqual(['declared Harbour Tugs Ltd']);
    expect(evidence.row).toMatchObject({ asked: 'quay.test', declared: { name: 'Harbour Tugs Ltd' } });
  });

  it('takes lines as slowly as they come, and stops when nobody wants more', async () => {
    let given = 0;
    async function* lines(): AsyncGenerator<string> {
      for (;;) {
        given += 1;
        yield 'no domain';
      }
    }
    for await (const _ of auditDomains(lines(), { knowledge, networkMap, concurrency: 2 })) break;
    expect(given).toBeLessThan(40);
  });

  it('begins nothing under a signal that has aborted', async () => {
    const options = { knowledge, networkMap, signal: AbortSignal.abort() };
    await expect(auditDomain('quay.test', options)).rejects.toThrow(/stopped before it began/);
  });
});
