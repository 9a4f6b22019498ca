import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { sarif } from '../../src/report/sarif.ts';
import { closed } from './closed-schema.ts';
import { goldenOf } from './golden.ts';
import { HARBOUR, stream } from './harbour.ts';
import { schemaOf } from './schema-of-types.ts';

/**
 * The structure of SARIF 2.1.0, from @types/sarif, which follows the OASIS schema: every property, enumeration and required
 * field, with objects closed. What types cannot say (formats, least values) is said below.
 */
const isLog = new Ajv2020({ allErrors: true }).compile(
  closed(schemaOf('node_modules/@types/sarif/index.d.ts', 'Log', 'SARIF 2.1.0')),
);

async function logOf(options: Parameters<typeof sarif.render>[1]) {
  let text = '';
  for await (const chunk of sarif.render(stream(HARBOUR), options)) text += String(chunk);
  return JSON.parse(text);
}

describe('a SARIF log', () => {
  it.each([
    ['whole', {}],
    ['truncated, with a notification', { mostResults: 1 }],
    ['with the version of the tool', { toolVersion: '1.2.3' }],
  ])('%s has the structure of SARIF 2.1.0 and nothing besides', async (_, options) => {
    expect(isLog(await logOf(options)), JSON.stringify(isLog.errors)).toBe(true);
  });

  it.each([
    ['"kind": "open"', '"kind": "unsure"'],
    ['"startLine": 3', '"startLine": "3"'],
    ['"driver": {', '"driver": { "colour": "red",'],
    ['"level": "error"', '"level": "grave"'],
  ])('that had %s made %s would be refused', async (sound, broken) => {
    const text = await goldenOf(sarif);
    expect(text).toContain(sound);
    expect(isLog(JSON.parse(text.replace(sound, broken)))).toBe(false);
  });

  it('keeps to the values that the specification allows', async () => {
    const [run] = (await logOf({})).runs;
    for (const { kind, level, rank, ruleIndex, locations } of run.results) {
      // §3.27.10: a result of another kind than "fail" has the level "none".
      expect(kind === 'fail' || level === 'none').toBe(true);
      expect(rank ?? 0).toBeGreaterThanOrEqual(0); // §3.27.25: 0 to 100
      expect(rank ?? 0).toBeLessThanOrEqual(100);
      expect(run.tool.driver.rules[ruleIndex]).toBeDefined();
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(region.startLine).toBeGreaterThanOrEqual(1);
      expect(() => new URL(artifactLocation.uri, 'file:///work/')).not.toThrow();
      expect(artifactLocation.uri).toMatch(/^[\w\-.~:/%]+$/u);
    }
  });
});
