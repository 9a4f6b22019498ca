import { Ajv2020 } from 'ajv/dist/2020.js';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/diff/compare.ts';
import { DIFF_FORMATS, type DiffFormat, renderChanges } from '../../src/diff/render.ts';
import { closed } from '../report/closed-schema.ts';
import { HOSTILE } from '../report/harbour.ts';
import { schemaOf } from '../report/schema-of-types.ts';

const CHANGE: Change = {
  domain: 'northquay.example',
  line: 7,
  kind: 'changed',
  verdictBefore: 'clear',
  verdictAfter: 'match',
  facts: [],
  newFindings: [],
  goneFindings: [],
  cause: 'list',
  story: 'clear → match; new finding',
};
const quiet: Change = { ...CHANGE, domain: 'pier.example', verdictAfter: 'clear', cause: 'domain', story: 'left one' };
const context = { report: 'new.jsonl', toolVersion: '1.0.0', isReached: (one: Change) => one.verdictAfter === 'match' };

async function bytesOf(format: DiffFormat, changes: readonly Change[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stream = async function* (): AsyncGenerator<Change> {
    yield* changes;
  };
  for await (const chunk of renderChanges(stream(), format, context)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
const textOf = async (format: DiffFormat, changes: readonly Change[]): Promise<string> => {
  const bytes = await bytesOf(format, changes);
  return format === 'xlsx' ? strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!) : bytes.toString('utf8');
};

describe('changes between two reports', () => {
  it.each(DIFF_FORMATS)('as %s name every domain, and the cause', async (format) => {
    const text = await textOf(format, [CHANGE, quiet]);
    expect(text).toContain('northquay.example');
    expect(text).toContain('pier.example');
    expect(text).toMatch(/list/u);
  });

  it('fail a JUnit case only where --fail-on was newly reached', async () => {
    const xml = await textOf('junit', [CHANGE, quiet]);
    expect(xml).toContain('tests="2" failures="1"');
    expect(xml.match(/<failure type="match"/gu)).toHaveLength(1);
  });

  it('as SARIF have the structure of 2.1.0, at the line of the new report', async () => {
    const isLog = new Ajv2020().compile(closed(schemaOf('node_modules/@types/sarif/index.d.ts', 'Log', 'SARIF 2.1.0')));
    const log = JSON.parse(await textOf('sarif', [CHANGE, quiet]));
    expect(isLog(log), JSON.stringify(isLog.errors)).toBe(true);
    expect(log.runs[0].results.map(({ level }: { readonly level: string }) => level)).toEqual(['error', 'note']);
    expect(log.runs[0].results[0].locations[0].physicalLocation.region.startLine).toBe(7);
  });

  it.each(DIFF_FORMATS)('as %s let no stranger write markup, formulas or terminal escapes', async (format) => {
    const text = await textOf(format, [{ ...CHANGE, story: `title: ${HOSTILE} <script>x</script>` }]);
    if (format === 'html' || format === 'junit' || format === 'xlsx') expect(text).not.toMatch(/<script>x/u);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    expect(text).not.toMatch(/<f[ >]/u);
  });
});
