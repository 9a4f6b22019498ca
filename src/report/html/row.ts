import type { Assessment } from '../../model/assessment.ts';
import type { Clue, Hit } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import { brief } from '../cell.ts';
import { measureWords } from '../measure.ts';
import { openQuestions } from '../outcome-words.ts';
import { toRow } from '../row.ts';
import { summarySentence } from '../sentence.ts';
import { escaped, link } from './escape.ts';

/** One row: a line that is always there, and beneath it what was found and what stayed open. */
export function rowOf(assessment: Assessment): string {
  const { cells } = toRow(assessment);
  const { verdict } = assessment;
  const cell = (text: string | number, label: string): string =>
    text === '' ? '<span></span>' : `<span class="${label}">${escaped(brief(String(text), 160))}</span>`;
  const more = detailsOf(assessment);
  return `<li class="${verdict}" data-domain="${escaped(String(cells.domain))}"><div class="line"><span class="tag ${verdict}">${verdict}</span><span>${escaped(String(cells.domain))}</span>${cell(cells.edge === 'none' ? '' : cells.edge, 'edge')}${cell(cells.registrant_org === '' ? cells.registrant_name : cells.registrant_org, 'registrant')}${cell(cells.title, 'title')}</div>${more}</li>\n`;
}

function detailsOf(assessment: Assessment): string {
  const { findings, gaps, accepted, decisions, bug } = assessment;
  if (findings.length + gaps.length + accepted.length + decisions.length === 0 && bug === null) return '';
  // What stayed open stands there as plainly as what was found; only a clear row keeps its remarks folded.
  const isOpen = assessment.verdict !== 'clear';
  const questions = openQuestions(assessment)
    .map(
      ({ question, reason, letPass }) =>
        `<li><b>${escaped(question)}</b>: ${escaped(reason)}${letPass === null ? '' : ` <small>(${escaped(letPass)})</small>`}</li>`,
    )
    .join('');
  const open = questions === '' ? '' : `<div class="gap"><h3>Open questions</h3><ul>${questions}</ul></div>`;
  const reviewed = decisions
    .map(
      ({ decision, by, until, reason }) =>
        `<p class="soft">Decision: ${escaped(decision)} by ${escaped(by)} until ${escaped(until)}: ${escaped(reason)}</p>`,
    )
    .join('');
  const broken = bug === null ? '' : `<p>A bug kept this row from being judged: ${escaped(bug)}</p>`;
  return `<details${isOpen ? ' open' : ''}><summary>${escaped(summarySentence(assessment))}</summary>${findings.map((finding) => findingOf(finding, assessment)).join('')}${open}${reviewed}${broken}</details>`;
}

function findingOf({ id, rule, message, severity, confidence, hits, clues }: Finding, { lists }: Assessment): string {
  const grade = severity === 'high' && confidence === 'high' ? 'match' : severity === 'info' ? '' : 'review';
  return `<div class="finding ${grade}"><h3>${escaped(rule)} <small>${escaped(id)} · harm ${severity}, ${confidence} confidence</small></h3><p>${escaped(message)}</p>${hits.map((hit) => hitOf(hit, lists)).join('')}${cluesOf(clues)}</div>`;
}

function hitOf(hit: Hit, lists: Assessment['lists']): string {
  const edition = lists.find(({ id }) => id === hit.list)?.edition ?? '';
  const words = hit.words
    .map(
      ({ query, candidate, how }) =>
        `<tr><td><bdi>${escaped(query)}</bdi></td><td><bdi>${escaped(candidate)}</bdi></td><td>${escaped(how)}</td></tr>`,
    )
    .join('');
  const table =
    words === ''
      ? ''
      : `<table class="words"><thead><tr><th>here</th><th>on the list</th><th>how they met</th></tr></thead><tbody>${words}</tbody></table>`;
  const measure = hit.measure === 'blocking' ? '' : `; ${measureWords(hit.measure)}`;
  const same =
    hit.sameAs.length === 0 ? '' : `<p class="soft">The same party elsewhere: ${escaped(hit.sameAs.join(', '))}</p>`;
  const notes = hit.notes.length === 0 ? '' : `<p class="soft">${escaped(hit.notes.join('; '))}</p>`;
  return `<p><b><bdi>${escaped(hit.candidate)}</bdi></b>, ${hit.strength} name of <bdi>${escaped(hit.name)}</bdi>: ${link(hit.url, hit.entityId)}, ${escaped(hit.list)} of ${escaped(edition)}; ${escaped(hit.programs.join(', '))}${measure}; score ${hit.score.toFixed(2)}</p>${table}${notes}${same}`;
}

function cluesOf(clues: readonly Clue[]): string {
  if (clues.length === 0) return '';
  const rows = clues
    .slice(0, 12)
    .map(
      ({ provider, kind, seen, rule, source, checkedOn }) =>
        `<tr><td>${escaped(provider)}</td><td>${kind}</td><td>${escaped(brief(seen, 120))}</td><td>${escaped(brief(rule, 80))}</td><td>${escaped(brief(source, 80))}, ${escaped(checkedOn)}</td></tr>`,
    );
  return `<table><thead><tr><th>provider</th><th>signal</th><th>seen</th><th>rule</th><th>source</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
