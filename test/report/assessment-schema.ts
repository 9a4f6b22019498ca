import { type Schema, schemaOf } from './schema-of-types.ts';

export const ASSESSMENT_SCHEMA = 'docs/schema/assessment.schema.json';

/** The schema of one line of a JSON Lines report, from the types. */
export function assessmentSchema(): Schema {
  return schemaOf('src/model/assessment.ts', 'Assessment', 'One line of an audit-domains JSON Lines report (format 1)');
}
