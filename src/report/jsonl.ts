import type { Assessment } from '../model/assessment.ts';
import type { ReportFormat } from './format.ts';

/** Characters that JSON lets through as they are and a terminal or an editor obeys; escaped, they read back the same. */
const UNSAFE = /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A value as one line of JSON: exact, and harmless to print. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(UNSAFE, escaped)}\n`;
}

async function* renderJsonLines(assessments: AsyncIterable<Assessment>): AsyncGenerator<string> {
  for await (const assessment of assessments) yield jsonLine(assessment);
}

/** JSON Lines: the whole assessment, one a line (CONTRACT §5; docs/schema/assessment.schema.json). */
export const jsonl: ReportFormat = {
  id: 'jsonl',
  extensions: ['.jsonl', '.ndjson'],
  about: 'everything that is known, one JSON object a line',
  render: renderJsonLines,
};
