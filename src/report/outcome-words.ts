import type { Assessment } from '../model/assessment.ts';
import type { FactName } from '../model/facts.ts';
import type { Gap } from '../model/finding.ts';
import type { Indeterminate, Outcome } from '../model/outcome.ts';
import { brief } from './cell.ts';

/** An outcome in one word for an `_outcome` column: ok, absent, redacted, proxy, failed:<code>, skipped:<why>. */
export function outcomeWord(outcome: Outcome<unknown>): string {
  switch (outcome.kind) {
    case 'ok':
    case 'absent':
      return outcome.kind;
    case 'redacted':
      return outcome.how === 'proxy' ? 'proxy' : 'redacted';
    case 'failed':
      return `failed:${outcome.fault.code}`;
    case 'skipped':
      return `skipped:${brief(outcome.why, 60)}`;
  }
}

/** What was told: the value, or what a redacted answer left standing. */
export function told<T>(outcome: Outcome<T>): T | undefined {
  switch (outcome.kind) {
    case 'ok':
    case 'redacted':
      return outcome.value;
    case 'absent':
    case 'failed':
    case 'skipped':
      return undefined;
  }
}

/** The question behind each fact, as a reader of a report calls it. */
const QUESTIONS: Readonly<Record<FactName, string>> = {
  dns: 'dns',
  registrant: 'registrant',
  registrantHits: 'registrant',
  declaredHits: 'declared party',
  lists: 'lists',
  title: 'web',
  titleHits: 'web',
  hostHits: 'host',
  fronting: 'edge',
};

/** `registrant`, `web`, `dns` …; `lists` where the lists themselves are what is missing. */
export function questionOf(gap: Gap): string {
  const { outcome } = gap;
  const ofLists = outcome.kind === 'failed' && (outcome.fault.code === 'stale' || outcome.source.protocol === 'list');
  return ofLists ? 'lists' : QUESTIONS[gap.fact];
}

/** Why a question stayed open, with the words of whoever did not answer: `redacted (REDACTED FOR PRIVACY)`. */
function reasonOf(gap: Gap): string {
  const { outcome } = gap;
  const word = outcomeWord(outcome);
  switch (outcome.kind) {
    case 'redacted':
      return outcome.note === '' ? word : `${word} (${brief(outcome.note, 80)})`;
    case 'failed':
      return `${word}${bracketed(serverOf(outcome), outcome.fault.detail)}`;
    case 'skipped':
      return word;
  }
}

/** ` (whois.example:43: no answer in 10 s)`; a server that the words name already is not named twice. */
function bracketed(server: string, detail: string): string {
  const words = brief(detail, 120);
  const parts = server === '' || words.includes(server.replace(/:\d+$/u, '')) ? [words] : [server, words];
  const told = parts.filter((part) => part !== '').join(': ');
  return told === '' ? '' : ` (${told})`;
}

/** Who did not answer: host and port; empty where nobody was asked over the network. */
function serverOf({ source }: Extract<Indeterminate, { kind: 'failed' }>): string {
  return source.protocol === 'list'
    ? ''
    : brief(source.server.replace(/^https?:\/\//u, '').replace(/[/?#].*$/u, ''), 60);
}

/** An open question told once, however many rules missed it. */
export interface OpenQuestion {
  readonly question: string;
  /** `redacted`, `failed:timeout` … */
  readonly word: string;
  readonly reason: string;
  /** Why it was let pass: `accepted` by `--accept`, or because the declared party was screened; null: it counts. */
  readonly letPass: 'accepted' | 'declared party screened' | null;
}

/** The row's open questions, each question and reason once, in the order met; accepted ones last. */
export function openQuestions({ gaps, accepted, evidence }: Asked): readonly OpenQuestion[] {
  const told = new Map<string, OpenQuestion>();
  const tell = (gap: Gap, letPass: OpenQuestion['letPass']): void => {
    const [question, reason] = [questionOf(gap), reasonOf(gap)];
    const key = `${question}: ${reason}`;
    if (!told.has(key)) told.set(key, { question, reason, word: outcomeWord(gap.outcome), letPass });
  };
  const { declared } = evidence.row;
  const isDeclared = declared?.name !== undefined || declared?.organisation !== undefined;
  for (const gap of gaps) tell(gap, null);
  for (const gap of accepted) {
    const byDeclaration = isDeclared && gap.outcome.kind === 'redacted' && gap.fact === 'registrantHits';
    tell(gap, byDeclaration ? 'declared party screened' : 'accepted');
  }
  return [...told.values()];
}

/** What the questions are read from. */
type Asked = Pick<Assessment, 'gaps' | 'accepted' | 'evidence'>;
