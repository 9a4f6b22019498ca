import type { Assessment } from '../model/assessment.ts';
import type { Hit, HitField } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { bestHit } from './best-hit.ts';
import { brief } from './cell.ts';
import { measureWords } from './measure.ts';
import { openQuestions } from './outcome-words.ts';

/** Each field as a sentence about it begins. */
const FIELDS: Readonly<Record<HitField, string>> = {
  registrant_name: 'Registrant',
  registrant_org: 'Registrant organisation',
  registrant_email: 'Registrant e-mail',
  declared_name: 'Declared party',
  declared_org: 'Declared organisation',
  declared_email: 'Declared e-mail',
  title: 'Page title',
  host: 'Host',
  name: 'Name',
};

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
const quoted = (text: string): string => `"${brief(text, 120)}"`;

/** Entries of the same party that a sentence names; JSONL and the HTML page name all. */
const MOST_OTHERS = 6;

/** `(us-ofac-sdn:123, OFAC SDN, program SDGT; the same party: uk:CTI0031)`; what is less than a freeze comes right after the id. */
function entryOf(hit: Hit, lists: Assessment['lists']): string {
  const title = lists.find(({ id }) => id === hit.list)?.title ?? hit.list;
  const programs = hit.programs.map((program) => brief(program, 40));
  const under = programs.length === 0 ? [] : [`program${programs.length > 1 ? 's' : ''} ${programs.join(', ')}`];
  const others = hit.sameAs.slice(0, MOST_OTHERS).map((id) => brief(id, 80));
  const more = hit.sameAs.length > MOST_OTHERS ? ` and ${hit.sameAs.length - MOST_OTHERS} more` : '';
  const elsewhere = others.length === 0 ? '' : `; the same party: ${others.join(', ')}${more}`;
  const measure = measureWords(hit.measure);
  const parts = [brief(hit.entityId, 80), ...(measure === '' ? [] : [measure]), brief(title, 80), ...under];
  return `(${parts.join(', ')}${elsewhere})`;
}

/** What met what: `Registrant "X" resembles listed entity "Y" (…) at 0.97`. */
export function hitSentence(hit: Hit, lists: Assessment['lists']): string {
  const verb = hit.score >= 1 ? 'equals' : 'resembles';
  const other = hit.candidate === hit.name ? '' : `${quoted(hit.candidate)} of `;
  const what = `${FIELDS[hit.field]} ${quoted(hit.query)} ${verb} ${other}listed entity ${quoted(hit.name)}`;
  return `${what} ${entryOf(hit, lists)} at ${hit.score.toFixed(2)}`;
}

/** What the lists said when nothing was found: which were asked, and how old the oldest is. */
function listsSentence(lists: Assessment['lists']): string {
  const oldest = lists.map(({ edition }) => edition).toSorted()[0];
  return oldest === undefined ? 'no list' : `${plural(lists.length, 'list')}, oldest edition ${brief(oldest, 20)}`;
}

function openSentence(assessment: Assessment): string {
  const told = openQuestions(assessment).map(({ question, word, letPass }) =>
    letPass === null ? `${question} ${word}` : `${question} ${word} (${letPass})`,
  );
  return [...new Set(told)].join(', ');
}

function foundSentence(assessment: Assessment, todo: string): string {
  const best = bestHit(assessment);
  const finding = standingFinding(assessment);
  const first =
    best !== undefined && (finding === undefined || finding.hits.length > 0)
      ? hitSentence(best, assessment.lists)
      : brief(finding?.message ?? 'A finding was made', 300).replace(/\.$/u, '');
  const more = assessment.hits.length > 1 ? ` ${plural(assessment.hits.length - 1, 'more hit')}.` : '';
  const open = openSentence(assessment);
  return `${first}; ${todo}.${more}${open === '' ? '' : ` Still open: ${open}.`}`;
}

/** The gravest finding that no reviewer has set aside; a remark (`info`) only where there is nothing else. */
function standingFinding({ findings, decisions }: Assessment): Finding | undefined {
  const aside = new Set(
    decisions.filter(({ decision }) => decision === 'false-positive').map(({ finding }) => finding),
  );
  const standing = findings.filter(({ id }) => !aside.has(id));
  return standing.find(({ severity }) => severity !== 'info') ?? standing[0];
}

function decisionSentence({ decisions }: Assessment): string {
  return decisions
    .map(({ decision, by, until }) => ` Decided ${decision} by ${brief(by, 60)}, until ${brief(until, 20)}.`)
    .join('');
}

/** Nothing stands: either nothing was found, or a reviewer has set aside what was. */
function nothingSentence(assessment: Assessment): string {
  const hit = bestHit(assessment);
  if (hit !== undefined) return `${hitSentence(hit, assessment.lists)}; nothing left to review.`;
  const { dns, registration } = assessment.evidence;
  const gone = dns.kind === 'absent' && registration.kind === 'absent' ? 'The domain does not exist. ' : '';
  const finding = assessment.findings[0];
  const remark = finding === undefined ? '' : ` ${brief(finding.message, 200)}`;
  return `${gone}No listed name was met (${listsSentence(assessment.lists)}).${remark}`;
}

/**
 * The row in one plain sentence or two, for a compliance officer. It tells what met what and what stayed open; it draws
 * no legal conclusion, because a resemblance is a lead for a person.
 */
export function summarySentence(assessment: Assessment): string {
  const { evidence, verdict } = assessment;
  if (assessment.bug !== null) return 'The program failed on this row; nothing is known of the domain.';
  if (evidence.domain === null) return 'Not a domain name; nothing was checked.';
  const open = openSentence(assessment);
  const decided = decisionSentence(assessment);
  switch (verdict) {
    case 'match':
      return `${foundSentence(assessment, 'act: compare with the entry')}${decided}`;
    case 'review':
      return `${foundSentence(assessment, 'review')}${decided}`;
    case 'clear': {
      const answered = open === '' ? 'Every question was answered.' : `Let pass: ${open}.`;
      return `${nothingSentence(assessment)} ${answered}${decided}`;
    }
    case 'inconclusive':
      return `${nothingSentence(assessment)} Not clear, still open: ${open === '' ? 'unknown' : open}.${decided}`;
  }
}
