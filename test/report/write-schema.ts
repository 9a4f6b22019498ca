import { writeFileSync } from 'node:fs';
import { ASSESSMENT_SCHEMA, assessmentSchema } from './assessment-schema.ts';

/** Writes docs/schema/assessment.schema.json anew from the types of src/model: `node test/report/write-schema.ts`. */
writeFileSync(ASSESSMENT_SCHEMA, `${JSON.stringify(assessmentSchema(), null, 2)}\n`);
