import type { Assessment } from '../model/assessment.ts';
import { plain } from './cell.ts';
import { summarySentence } from './sentence.ts';

/** Annotations a job shows; GitHub shows at most ten a step. */
const MOST = 9;

/**
 * Workflow commands (GitHub Actions) for the gravest rows, and one that counts the rest. Values are escaped as the runner
 * asks, so that no title can become a command of its own. `omitted`: graver rows were kept, so many were not.
 */
export function annotations(rows: readonly Assessment[], omitted = 0): string {
  const grave = rows
    .filter(({ verdict }) => verdict === 'match' || verdict === 'review')
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const shown = grave.slice(0, MOST).map(annotation);
  const rest = omitted + grave.length - shown.length;
  return [...shown, ...(rest > 0 ? [`::notice::and ${rest} more; see the report\n`] : [])].join('');
}

function annotation(row: Assessment): string {
  const { file, line } = row.evidence.row;
  const level = row.verdict === 'match' ? 'error' : 'warning';
  const domain = row.evidence.domain?.host ?? row.evidence.row.asked;
  const place = file === '-' ? '' : `file=${property(file)},line=${line},`;
  return `::${level} ${place}title=${property(`${domain}: ${row.verdict}`)}::${data(summarySentence(row))}\n`;
}

/** `%`, line ends; and `##[` wherever it stands, which older runners take for a command. */
const data = (text: string): string =>
  plain(text)
    .replace(/%/g, '%25')
    .replace(/\r/g, '%0D')
    .replace(/\n/g, '%0A')
    .replace(/##\[/g, '#%23[')
    .replace(/::/g, ':%3A');

const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
