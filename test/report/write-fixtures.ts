import { writeFileSync } from 'node:fs';
import { REPORT_FORMATS } from '../../src/report/registry.ts';
import { GOLDEN_FORMATS, goldenOf } from './golden.ts';

/** Writes fixtures/reports anew: `node test/report/write-fixtures.ts`. Read the difference before committing it. */
for (const format of REPORT_FORMATS) {
  const name = GOLDEN_FORMATS[format.id];
  if (name !== undefined) writeFileSync(name, await goldenOf(format));
}
