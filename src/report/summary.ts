import type { Verdict } from '../model/assessment.ts';
import { clusterWords } from './clusters.ts';
import { type Palette, PLAIN_PALETTE } from './colour.ts';
import { duration } from './duration.ts';
import { conclusionOf, type FailOn, type Tally } from './tally.ts';
import { wrap } from './width.ts';

/** What the summary must know besides the tally. */
export interface SummaryContext {
  readonly failOn: FailOn;
  /** 0..1 */
  readonly maxUnchecked: number;
  readonly elapsedMs: number;
  readonly now: Date;
  /** Files written. */
  readonly files?: readonly string[];
  /** Given with `--evidence`: what a resumed run needs. */
  readonly evidenceFile?: string;
  /** Stopped by Ctrl-C or SIGTERM. */
  readonly interrupted?: boolean;
  /** Expired, unused and voided decisions, in sentences (assess/decisions.ts). */
  readonly decisions?: readonly string[];
  readonly palette?: Palette;
  readonly columns?: number;
}

const VERDICTS: readonly Verdict[] = ['match', 'review', 'clear', 'inconclusive'];
const MOST_GAPS = 8;
const MOST_CLUSTERS = 3;
const OLD_LIST_DAYS = 30;
const DAY_MS = 86_400_000;

const some = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The closing words of an audit, for stderr: what came out, what stayed open and why, and what to do next. */
export function closingSummary(tally: Tally, context: SummaryContext): string {
  const sentences = [
    countsSentence(tally, context),
    gapsSentence(tally),
    listsSentence(tally, context.now),
    clustersSentence(tally),
    decisionsSentence(tally),
    ...(context.decisions ?? []),
    ...exitSentences(tally, context),
    ...nextSentences(tally, context),
    filesSentence(context),
  ];
  const columns = Math.max(40, context.columns || 80);
  return sentences
    .filter((sentence) => sentence !== '')
    .map((sentence) => `${wrap(uncommanding(sentence), columns, '  ')}\n`)
    .join('');
}

/** A CI runner reads a line that begins with `::`, or holds `##[`, as a command; a wrapped registrant shall give none. */
const uncommanding = (sentence: string): string => sentence.replaceAll('::', ': :').replaceAll('##[', '# #[');

function countsSentence(
  { rows, verdicts }: Tally,
  { elapsedMs, interrupted, palette = PLAIN_PALETTE }: SummaryContext,
) {
  const counts = VERDICTS.map((verdict) => {
    const words = `${verdicts[verdict]} ${verdict}`;
    return verdicts[verdict] === 0 ? words : palette.verdict[verdict](words);
  });
  const head = interrupted ? 'Interrupted after' : 'Audited';
  return `${head} ${some(rows, 'row')} in ${duration(elapsedMs)}: ${counts.join(', ')}.`;
}

function gapsSentence({ open }: Tally): string {
  if (open.size === 0) return '';
  const sorted = [...open].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = sorted.slice(0, MOST_GAPS).map(([question, rows]) => `${question} ${rows}`);
  const more = sorted.length > MOST_GAPS ? [`and ${some(sorted.length - MOST_GAPS, 'other reason')}`] : [];
  return `Open questions, by rows: ${[...shown, ...more].join(', ')}.`;
}

function listsSentence({ lists }: Tally, now: Date): string {
  const oldest = [...lists.values()].toSorted()[0];
  if (oldest === undefined) return '';
  const days = Math.floor((now.getTime() - Date.parse(oldest)) / DAY_MS);
  const age = Number.isFinite(days) ? `${oldest}, ${some(days, 'day')} old` : oldest;
  const update = days > OLD_LIST_DAYS ? '; `audit-domains lists update` fetches newer ones' : '';
  return `Lists: ${[...lists.keys()].join(', ')}; the oldest edition is of ${age}${update}.`;
}

function clustersSentence({ clusters }: Tally): string {
  const found = clusters.found();
  if (found.length === 0) return '';
  const more = found.length > MOST_CLUSTERS ? [`and ${some(found.length - MOST_CLUSTERS, 'other cluster')}`] : [];
  return `Domains share: ${[...found.slice(0, MOST_CLUSTERS).map(clusterWords), ...more].join('; ')}.`;
}

function decisionsSentence({ falsePositives, confirmed }: Tally): string {
  if (falsePositives + confirmed === 0) return '';
  const parts = [
    ...(falsePositives > 0 ? [`${some(falsePositives, 'row')} set aside as false-positive`] : []),
    ...(confirmed > 0 ? [`${some(confirmed, 'row')} raised as confirmed`] : []),
  ];
  return `Decisions: ${parts.join(', ')}; all stay in the report.`;
}

/** Both facts are told when a row reached `--fail-on` and the audit is incomplete as well. */
function exitSentences(tally: Tally, { failOn, maxUnchecked }: SummaryContext): readonly string[] {
  const { reached, uncheckedShare, incomplete } = conclusionOf(tally, failOn, maxUnchecked);
  const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
  const told: string[] = [];
  if (reached > 0) told.push(`${some(reached, 'row')} reached --fail-on ${failOn}.`);
  if (incomplete) {
    const share = `${tally.unchecked} of ${some(tally.rows, 'row')} (${percent(uncheckedShare)})`;
    told.push(
      `The audit is incomplete: ${share} could not be checked, more than --max-unchecked ${percent(maxUnchecked)} allows.`,
    );
  }
  if (tally.bugs > 0) told.push(`${some(tally.bugs, 'row')} met a bug in this program; column \`error\` says which.`);
  return told;
}

/** What to do next, most urgent first. */
function nextSentences(tally: Tally, { evidenceFile, interrupted }: SummaryContext): readonly string[] {
  const { rows, verdicts, unreached, unchecked, notDomains, open } = tally;
  const withheld = [...open].filter(([question]) => /^registrant (?:redacted|proxy)$/u.test(question));
  const stale = [...open.keys()].some((question) => question.startsWith('lists failed:'));
  const resume = `run again with --resume --evidence ${evidenceFile ?? '<file>'}`;
  const next: string[] = [];
  if (verdicts.match > 0) next.push('act on the rows with verdict match, after comparing each with its entry');
  if (verdicts.review > 0) next.push('have a person look at the rows with verdict review');
  if (stale) next.push('fetch new editions with `audit-domains lists update`');
  if (interrupted) next.push(evidenceFile === undefined ? 'start again' : `to go on, ${resume}`);
  else if (rows > 0 && unreached === rows - notDomains && unreached > 0) {
    next.push('no server answered at all: check the network connection, the firewall and --resolver');
  } else if (unchecked > 0) next.push('run the audit again later for what failed (column `gaps` says which server)');
  if (notDomains > 0) next.push(`correct what is no domain name (${some(notDomains, 'line')}, see column \`error\`)`);
  const hidden = withheld.reduce((sum, [, count]) => sum + count, 0);
  if (hidden > 0) {
    next.push(
      `for ${some(hidden, 'withheld registrant')}: give the customer's name in a column name, company or email, ` +
        'or let them pass with --accept redacted',
    );
  }
  return next.length === 0 ? [] : [`Next: ${next.join('; ')}.`];
}

function filesSentence({ files = [], interrupted }: SummaryContext): string {
  if (files.length === 0) return '';
  return `Wrote ${files.join(', ')}${interrupted ? ', with the rows so far' : ''}.`;
}
