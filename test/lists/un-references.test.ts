import { expect, it } from 'vitest';
import { unReferencesIn } from '../../src/lists/un-references.ts';

it.each<[string, readonly string[]]>([
  ['TAi.002', ['un:TAi.002']],
  ['QDE.161, IRi.014.', ['un:QDe.161', 'un:IRi.014']],
  ['UNSC RESOLUTION 1483', []],
  ['KPi.0711', []],
  ['', []],
])('%j refers to %j', (text, ids) => {
  expect(unReferencesIn(text)).toEqual(ids);
});
