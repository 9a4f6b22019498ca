import type { Assessment, Verdict } from '../model/assessment.ts';
import { brief, plain } from './cell.ts';
import { clusterWords } from './clusters.ts';
import type { RenderOptions, ReportFormat } from './format.ts';
import { gravity, keepGravest } from './gravest.ts';
import { summarySentence } from './sentence.ts';
import { count, emptyTally, type Tally } from './tally.ts';

const MOST_ROWS = 50;
/** GitHub refuses a comment above 65,536 characters. */
const MOST_CHARACTERS = 60_000;

const MARKS: Readonly<Record<Verdict, string>> = {
  match: '🔴 match',
  review: '🟠 review',
  inconclusive: '⚪ inconclusive',
  clear: '🟢 clear',
};

interface Line {
  readonly text: string;
  readonly verdict: Verdict;
}

/** Markdown for a pull-request comment: counts, the gravest rows in a table, open questions by reason, list editions. */
async function* renderMarkdown(assessments: AsyncIterable<Assessment>, options: RenderOptions): AsyncGenerator<string> {
  const tally = emptyTally();
  const gravest = keepGravest<Line>(options.mostResults ?? MOST_ROWS);
  for await (const assessment of assessments) {
    count(tally, assessment);
    if (assessment.verdict !== 'clear') gravest.add(lineOf(assessment), gravity(assessment));
  }
  yield `${headOf(tally)}\n${tableOf(gravest.kept(), gravest.omitted())}${gapsOf(tally)}${clustersOf(tally)}${listsOf(tally)}`;
}

function headOf({ rows, verdicts, bugs }: Tally): string {
  const worst: Verdict =
    verdicts.match > 0
      ? 'match'
      : verdicts.review > 0
        ? 'review'
        : verdicts.inconclusive > 0
          ? 'inconclusive'
          : 'clear';
  const counts = (['match', 'review', 'inconclusive', 'clear'] as const).map(
    (verdict) => `${verdicts[verdict]} ${verdict}`,
  );
  const bug = bugs === 0 ? '' : ` **${bugs} met a bug in this program.**`;
  return `### Domain audit: ${MARKS[worst]}\n\n${rows} ${rows === 1 ? 'row' : 'rows'}: ${counts.join(', ')}.${bug}\n`;
}

function lineOf(assessment: Assessment): Line {
  const { evidence, verdict, risk } = assessment;
  const where = `${evidence.row.file}:${evidence.row.line}`;
  const domain = code(evidence.domain?.host ?? evidence.row.asked, 100);
  const cells = [MARKS[verdict], risk, domain, inert(brief(summarySentence(assessment), 400)), code(where, 100)];
  return { verdict, text: `| ${cells.join(' | ')} |\n` };
}

function tableOf(lines: readonly Line[], omitted: number): string {
  if (lines.length === 0) return '\nNothing to look at.\n';
  const order = (['match', 'review', 'inconclusive', 'clear'] as const).flatMap((verdict) =>
    lines.filter((line) => line.verdict === verdict),
  );
  let table = '\n| verdict | risk | domain | why | line |\n|---|---|---|---|---|\n';
  let shown = 0;
  for (const { text } of order) {
    if (table.length + text.length > MOST_CHARACTERS) break;
    table += text;
    shown += 1;
  }
  const more = omitted + order.length - shown;
  return more === 0
    ? table
    : `${table}\n${more} more ${more === 1 ? 'row' : 'rows'} omitted; all are in the CSV report.\n`;
}

function gapsOf({ open }: Tally): string {
  if (open.size === 0) return '';
  const sorted = [...open].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 20);
  const items = sorted.map(([question, rows]) => `- ${inert(question)}: ${rows}\n`);
  return `\n**Open questions, by rows.** Not checked is not clear.\n\n${items.join('')}`;
}

/** What domains share, the largest ten: one holder of many names is one thing to look at. */
function clustersOf({ clusters }: Tally): string {
  const found = clusters.found();
  if (found.length === 0) return '';
  const items = found.slice(0, 10).map((cluster) => `- ${inert(clusterWords(cluster))}\n`);
  const more = found.length > 10 ? `- and ${found.length - 10} more; the HTML report names them\n` : '';
  return `\n**What domains share.**\n\n${items.join('')}${more}`;
}

function listsOf({ lists }: Tally): string {
  const names = [...lists.keys()].map((name) => code(name, 80));
  return names.length === 0
    ? ''
    : `\nLists: ${names.join(', ')}. A hit is a lead for a person, not a verdict on anyone.\n`;
}

/** A stranger's text as a code span: no link, no mention, no markup; nor the end of the cell. */
function code(text: string, most: number): string {
  const shown = brief(text, most).replaceAll('`', "'").replaceAll('|', '\\|');
  return shown === '' ? '' : `\`${shown}\``;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A sentence that holds a stranger's text: markup escaped; mentions, issue numbers and bare links broken by U+200B. */
function inert(text: string): string {
  return plain(text)
    .replace(/[&<>]/gu, (character) => ENTITIES[character] ?? '')
    .replace(/[\\`*_{}[\]|~$!]/gu, '\\$&')
    .replace(/[@#](?=\w)|:(?=\/\/)|\bwww(?=\.)|\b(?:gh|javascript|mailto)(?=[-:])/giu, '$&\u200b');
}

export const markdown: ReportFormat = {
  id: 'markdown',
  extensions: ['.md', '.markdown'],
  about: 'Markdown for a pull-request comment: the gravest rows',
  render: renderMarkdown,
};
