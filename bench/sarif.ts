import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { renderChanges } from '../src/diff/render.ts';
import { sarif } from '../src/report/sarif.ts';
import { HARBOUR, stream } from '../test/report/harbour.ts';

/**
 * SARIF held against the OASIS schema and Microsoft's own validator, neither of which is a dependency:
 *
 *   npm pack @microsoft/jest-sarif@1.0.0-beta.0           lib/schemas/sarif-2.1.0-rtm.5.json → SARIF_SCHEMA
 *   npm pack @microsoft/sarif-multitool-linux@5.7.0       Sarif.Multitool                    → SARIF_MULTITOOL
 *   SARIF_SCHEMA=… SARIF_MULTITOOL=… node bench/sarif.ts
 *
 * CI does the first; exit code 1 says that a log is not valid.
 */
const folder = mkdtempSync(join(tmpdir(), 'sarif-'));

async function save(name: string, chunks: AsyncIterable<string | Uint8Array>): Promise<string> {
  const path = join(folder, name);
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  writeFileSync(path, Buffer.concat(all));
  return path;
}

async function* oneChange() {
  yield {
    domain: 'northquay.example',
    line: 3,
    kind: 'changed',
    verdictBefore: 'clear',
    verdictAfter: 'match',
    facts: [],
    newFindings: [],
    goneFindings: [],
    cause: 'list',
    story: 'clear → match',
  } as const;
}

const logs = [
  await save('whole.sarif', sarif.render(stream(HARBOUR), { toolVersion: '1.2.3' })),
  await save('cut.sarif', sarif.render(stream(HARBOUR), { mostResults: 1 })),
  await save(
    'changes.sarif',
    renderChanges(oneChange(), 'sarif', { report: 'new.jsonl', toolVersion: '1.2.3', isReached: () => true }),
  ),
];

/** Draft 4, whose patterns are not written for the `u` flag; ajv reads it as draft 7 does, the keywords used are the same. */
function bySchema(file: string): void {
  const { id: _id, $schema: _schema, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const isLog = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(
    schema,
  );
  for (const path of logs) {
    const log = JSON.parse(readFileSync(path, 'utf8'));
    const isValid = isLog(log);
    console.log(`schema: ${path.slice(folder.length + 1)} ${isValid ? 'is valid' : JSON.stringify(isLog.errors)}`);
    if (!isValid) process.exitCode = 1;
    const [first] = log.runs[0].results;
    first.level = 'grave';
    if (isLog(log)) throw new Error('the schema lets an unknown level pass');
  }
}

function byMultitool(tool: string): void {
  for (const path of logs) {
    const { stdout } = spawnSync(tool, ['validate', path, '--output', `${path}.checked`, '--log', 'ForceOverwrite'], {
      encoding: 'utf8',
    });
    const told = stdout.split('\n').filter((line) => /: (?:error|warning|note) /u.test(line));
    console.log(`multitool: ${path.slice(folder.length + 1)}: ${told.length} remarks\n${told.join('\n')}`);
  }
}

const { SARIF_SCHEMA: schema = '', SARIF_MULTITOOL: tool = '' } = process.env;
if (existsSync(schema)) bySchema(schema);
else console.log('skipped: SARIF_SCHEMA names no file');
if (existsSync(tool)) byMultitool(tool);
else console.log('skipped: SARIF_MULTITOOL names no file');
rmSync(folder, { recursive: true });
