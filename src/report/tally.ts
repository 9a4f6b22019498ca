import type { Assessment, Verdict } from '../model/assessment.ts';
import { type Clusters, collectClusters, sharedOf } from './clusters.ts';
import { openQuestions } from './outcome-words.ts';

/** What the closing summary and the exit code are made of. Counts of rows. */
export interface Tally {
  rows: number;
  readonly verdicts: Record<Verdict, number>;
  /** Rows with this open question: `registrant redacted`, `web failed:timeout`. */
  readonly open: Map<string, number>;
  /** Rows left inconclusive by a failure: timeouts, refusals, throttling, stale lists, bugs; not by redaction. */
  unchecked: number;
  /** Input lines that are no domain names. */
  notDomains: number;
  /** Rows whose every question to the network failed. */
  unreached: number;
  /** Rows that a gap let pass by `--accept`. */
  accepted: number;
  bugs: number;
  /** Rows whose every finding an earlier report (`--baseline`) already told, by verdict. */
  readonly known: Record<Verdict, number>;
  falsePositives: number;
  confirmed: number;
  /** `id@edition` of every list asked, with the edition's day. */
  readonly lists: Map<string, string>;
  /** What domains share: registrant, e-mail, name servers, address, certificate. */
  readonly clusters: Clusters;
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return {
    rows: 0,
    verdicts: { match: 0, review: 0, clear: 0, inconclusive: 0 },
    open: new Map(),
    unchecked: 0,
    notDomains: 0,
    unreached: 0,
    accepted: 0,
    bugs: 0,
    known: { match: 0, review: 0, clear: 0, inconclusive: 0 },
    falsePositives: 0,
    confirmed: 0,
    lists: new Map(),
    clusters: collectClusters(),
  };
}

/** Adds a row to the tally; `isKnown`: an earlier report already told all its findings. */
export function count(tally: Tally, assessment: Assessment, isKnown = false): void {
  const { evidence, verdict, gaps, accepted, bug, decisions, lists } = assessment;
  tally.rows += 1;
  tally.verdicts[verdict] += 1;
  if (isKnown) tally.known[verdict] += 1;
  const open =
    evidence.domain === null
      ? []
      : openQuestions({ gaps, accepted: [], evidence }).map(({ question, word }) => `${question} ${word}`);
  for (const question of new Set(open)) tally.open.set(question, (tally.open.get(question) ?? 0) + 1);
  const failed = bug !== null || gaps.some(({ outcome }) => outcome.kind === 'failed');
  if (verdict === 'inconclusive' && failed) tally.unchecked += 1;
  if (evidence.domain === null) tally.notDomains += 1;
  const asked = [evidence.dns, evidence.registration, evidence.web].filter(({ kind }) => kind !== 'skipped');
  if (asked.length > 0 && asked.every(({ kind }) => kind === 'failed')) tally.unreached += 1;
  if (accepted.length > 0) tally.accepted += 1;
  if (bug !== null) tally.bugs += 1;
  if (decisions.some(({ decision }) => decision === 'false-positive')) tally.falsePositives += 1;
  if (decisions.some(({ decision }) => decision === 'confirmed')) tally.confirmed += 1;
  for (const { id, edition } of lists) tally.lists.set(`${id}@${edition}`, edition);
  tally.clusters.add(evidence.domain?.registrable, sharedOf(assessment));
}

/** From which verdict on an audit fails; `none`: never. */
export type FailOn = 'match' | 'review' | 'inconclusive' | 'none';

const REACHED_BY: Readonly<Record<FailOn, readonly Verdict[]>> = {
  match: ['match'],
  review: ['match', 'review'],
  inconclusive: ['match', 'review', 'inconclusive'],
  none: [],
};

/** What the exit code rests on (CONTRACT §3): how many rows reached `--fail-on`, and whether too many stayed unchecked. */
export interface Conclusion {
  readonly reached: number;
  /** 0..1 */
  readonly uncheckedShare: number;
  readonly incomplete: boolean;
}

/** Holds a tally against `--fail-on` and `--max-unchecked` (a share, 0..1). */
export function conclusionOf(tally: Tally, failOn: FailOn, maxUnchecked: number): Conclusion {
  const reached = REACHED_BY[failOn].reduce((sum, verdict) => sum + tally.verdicts[verdict] - tally.known[verdict], 0);
  const uncheckedShare = tally.rows === 0 ? 0 : tally.unchecked / tally.rows;
  return { reached, uncheckedShare, incomplete: uncheckedShare > maxUnchecked };
}
