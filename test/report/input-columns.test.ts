import { expect, it } from 'vitest';
import { inputHeader } from '../../src/report/input-columns.ts';
import { COLUMNS } from '../../src/report/row.ts';

it('no column of the input is called as one of the report’s own', () => {
  expect(inputHeader('plan')).toBe('input_plan');
  expect(inputHeader('line')).toBe('input_line_2');
  for (const name of ['line', 'plan', 'domain', 'verdict']) expect(COLUMNS).not.toContain(inputHeader(name));
});
