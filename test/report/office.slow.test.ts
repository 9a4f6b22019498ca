import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/model/assessment.ts';
import { ok } from '../../src/model/outcome.ts';
import { plain } from '../../src/report/cell.ts';
import { csv } from '../../src/report/csv.ts';
import type { RenderOptions, ReportFormat } from '../../src/report/format.ts';
import { xlsx } from '../../src/report/xlsx.ts';
import { assessment, fronting, inputRow, party, stream, withEvidence } from './harbour.ts';
import { officeVersion, openInOffice } from './office.ts';

/**
 * What a real spreadsheet makes of a report full of hostile text. Without LibreOffice there is nothing to learn: that is a
 * failure in CI, and a skip with its reason elsewhere.
 */
const office = officeVersion();
const why = 'LibreOffice (soffice) is not installed: apt-get install -y --no-install-recommends libreoffice-calc';
const inCi = (process.env['CI'] ?? '') !== '' && process.env['CI'] !== 'false';
if (office === null) console.warn(`skipped: ${why}`);

const HOSTILE: readonly string[] = JSON.parse(readFileSync('fixtures/reports/hostile-cells.json', 'utf8'));
const SEPARATORS = [',', ';', '\t', '|'] as const;
const folder = mkdtempSync(join(tmpdir(), 'audit-domains-office-test-'));
const source = { protocol: 'rdap', server: 'https://rdap.example/', askedAt: '2026-11-23T08:00:00.000Z' } as const;

/** One row for each hostile text, in every place a stranger can write to: title, registrant, pass-through column. */
const rows: readonly Assessment[] = HOSTILE.map((text, at) => {
  const base = assessment(at + 2, 'salt-pier.example', { fronting: ok(fronting(text), source) });
  const registration = base.evidence.registration;
  return withEvidence(base, {
    row: inputRow(at + 2, 'salt-pier.example', { extra: [[text, text]] }),
    registration:
      registration.kind === 'ok'
        ? ok({ ...registration.value, registrant: ok(party(text, text), source) }, source)
        : registration,
  });
});

async function save(name: string, format: ReportFormat, options: RenderOptions): Promise<string> {
  const chunks: Uint8Array[] = [];
  const inputColumns = ['=1+1', ...HOSTILE];
  for await (const chunk of format.render(stream(rows), { inputColumns, ...options })) chunks.push(Buffer.from(chunk));
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(chunks));
  return path;
}

describe('the office at hand', () => {
  it.runIf(inCi)('is there, because CI must not skip what follows', () => {
    expect(office, why).not.toBeNull();
  });

  it.skipIf(office === null)(
    'finds the formulas of an unguarded file, so that finding none means something',
    async () => {
      const path = join(folder, 'unguarded.csv');
      writeFileSync(
        path,
        stringify(
          HOSTILE.map((text) => [text, 'x']),
          { escape_formulas: false },
        ),
      );
      expect((await openInOffice(path, ',')).formulas.length).toBeGreaterThanOrEqual(5);
    },
  );
});

describe.skipIf(office === null)('a CSV report of hostile text', () => {
  const dialects = SEPARATORS.flatMap((written) => SEPARATORS.map((assumed) => ({ written, assumed })));

  it.each(dialects)(
    'separated by $written and opened as $assumed holds no live formula',
    async ({ written, assumed }) => {
      const name = `report-${written.charCodeAt(0)}-${assumed.charCodeAt(0)}.csv`;
      const { formulas, texts } = await openInOffice(
        await save(name, csv, { csvDelimiter: written, toFile: true }),
        assumed,
      );
      expect(formulas).toEqual([]);
      expect(texts.join(' ')).toContain('salt-pier.example');
    },
  );

  it('opened as written has one row for each assessment', async () => {
    const { texts } = await openInOffice(await save('whole.csv', csv, { toFile: true }), ',');
    expect(texts.filter((text) => text === 'salt-pier.example')).toHaveLength(rows.length);
  });
});

describe.skipIf(office === null)('a workbook of hostile text', () => {
  it('holds no formula, and every text as it was', async () => {
    const { formulas, texts } = await openInOffice(await save('report.xlsx', xlsx, {}));
    expect(formulas).toEqual([]);
    const held = new Set(texts);
    for (const text of HOSTILE) if (plain(text) !== '') expect(held).toContain(plain(text));
    expect(texts.filter((text) => text === 'salt-pier.example')).toHaveLength(rows.length);
  });
});
