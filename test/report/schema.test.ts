import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { jsonl } from '../../src/report/jsonl.ts';
import { ASSESSMENT_SCHEMA, assessmentSchema } from './assessment-schema.ts';
import { closed } from './closed-schema.ts';
import { goldenOf } from './golden.ts';

const committed = JSON.parse(readFileSync(ASSESSMENT_SCHEMA, 'utf8'));

const isAssessment = new Ajv2020({ allErrors: true }).compile(committed);
const isExactlyAssessment = new Ajv2020().compile(closed(committed));

const lines = async () => (await goldenOf(jsonl)).trimEnd().split('\n');

describe('the JSON Schema of a line', () => {
  it('is what the types say today (else: node test/report/write-schema.ts)', () => {
    expect(committed).toEqual(assessmentSchema());
  });

  it('accepts every line of a report, and knows every field in it', async () => {
    for (const line of await lines()) {
      expect(isAssessment(JSON.parse(line)), JSON.stringify(isAssessment.errors)).toBe(true);
      expect(isExactlyAssessment(JSON.parse(line)), JSON.stringify(isExactlyAssessment.errors)).toBe(true);
    }
  });

  it.each([
    ['"verdict":"clear"', '"verdict":"fine"'],
    ['"kind":"absent","proof":"NODATA"', '"kind":"absent"'],
    ['"score":0', '"score":"0"'],
    ['"format":1', '"format":2'],
    ['"line":2', '"line":null'],
  ])('refuses a line with %s made %s', async (sound, broken) => {
    const [line = ''] = await lines();
    expect(line).toContain(sound);
    expect(isAssessment(JSON.parse(line.replace(sound, broken)))).toBe(false);
  });
});
