import { createHash } from 'node:crypto';
import type { Assessment, Verdict } from '../model/assessment.ts';
import type { ListEdition } from '../model/lists.ts';
import type { Cluster } from './clusters.ts';
import type { RenderOptions, ReportFormat } from './format.ts';
import { openSpread } from './html/charts.ts';
import { escaped } from './html/escape.ts';
import { rowOf } from './html/row.ts';
import { SCRIPT } from './html/script.ts';
import { STYLE } from './html/style.ts';
import { told } from './outcome-words.ts';
import { count, emptyTally, type Tally } from './tally.ts';

const VERDICTS: readonly Verdict[] = ['match', 'review', 'inconclusive', 'clear'];
const ROWS_IN_GROUP = 100;
const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing may be loaded or run but this very style and script. */
const POLICY = `default-src 'none'; style-src ${digest(STYLE)}; script-src ${digest(SCRIPT)}; base-uri 'none'; form-action 'none'`;

/**
 * One self-contained page: rows as they come, then totals, charts and provenance, which the style places above. Needs no
 * script; prints as a sign-off sheet. Memory holds tallies, not rows.
 */
async function* renderHtml(assessments: AsyncIterable<Assessment>, options: RenderOptions): AsyncGenerator<string> {
  const tally = emptyTally();
  const spreads = { edge: openSpread(), registrar: openSpread(), list: openSpread(), programme: openSpread() };
  let editions: readonly ListEdition[] = [];
  let [first, last] = ['', ''];
  const files = new Set<string>();
  yield headOf();
  for await (const assessment of assessments) {
    count(tally, assessment);
    editions = assessment.lists;
    last = assessment.auditedAt;
    if (first === '') first = assessment.auditedAt;
    if (files.size < 50) files.add(assessment.evidence.row.file);
    const { verdict, hits } = assessment;
    const front = told(assessment.fronting);
    spreads.edge.add(
      front === undefined
        ? ['(not known)']
        : front.edges.length === 0
          ? ['(none seen)']
          : front.edges.map(({ provider }) => provider),
      verdict,
    );
    const record = told(assessment.evidence.registration);
    spreads.registrar.add([(record === undefined ? undefined : told(record.registrar)) ?? '(not told)'], verdict);
    spreads.list.add(
      hits.map(({ list }) => list),
      verdict,
    );
    spreads.programme.add(
      hits.flatMap(({ programs }) => programs),
      verdict,
    );
    // In groups, of which a browser lays out only those in sight; a group for each row would cost more than it saves.
    if (tally.rows > 1 && tally.rows % ROWS_IN_GROUP === 1) yield '</ul><ul class="rows">\n';
    yield rowOf(assessment);
  }
  yield '</ul></div></section>';
  yield summaryOf(tally);
  yield `<section class="charts" aria-label="Charts">${spreads.edge.chart('Verdicts by edge')}${spreads.registrar.chart('Verdicts by registrar')}${spreads.list.chart('Rows by list met')}${spreads.programme.chart('Rows by programme met')}</section>`;
  yield clustersOf(tally.clusters.found());
  const { toolVersion = '', provenance } = options;
  const inputs = (await provenance?.inputs()) ?? [...files].map((file) => ({ file, sha256: '' }));
  yield footOf({ editions, inputs, settings: provenance?.options ?? [], first, last, version: toolVersion });
}

function headOf(): string {
  // Before the list as its siblings: `:checked ~` is cheap, `:has()` would look at 50,000 rows at each one parsed.
  const radios = ['all', ...VERDICTS]
    .map(
      (verdict) =>
        `<input type="radio" name="f" id="f-${verdict}"${verdict === 'all' ? ' checked' : ''}><label for="f-${verdict}">${verdict}</label>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>Domain audit</title><style>${STYLE}</style></head>
<body><main><header><h1>Domain audit</h1><p class="soft">Who stands in front of each domain, who stands behind it, and what on the lists it resembles. Every hit is a lead for a person to review.</p></header>
<section aria-labelledby="rows"><h2 id="rows">Rows</h2><span class="soft">Show </span>${radios}<span class="filters needs-script" hidden><label>Words <input type="search" id="search"></label> <label>Order <select id="sort"><option value="input">of the input</option><option value="verdict">gravest first</option><option value="domain">by domain</option></select></label></span><p id="shown" class="soft" role="status"></p>
<div id="list"><ul class="rows">
`;
}

function summaryOf({ rows, verdicts, open, bugs }: Tally): string {
  const counts = VERDICTS.map((verdict) => `<li class="${verdict}"><b>${verdicts[verdict]}</b> ${verdict}</li>`).join(
    '',
  );
  const questions = [...open].toSorted(([, a], [, b]) => b - a).slice(0, 12);
  const asked = questions.map(([question, number]) => `<li>${number} × ${escaped(question)}</li>`).join('');
  const gaps =
    asked === ''
      ? '<p>Every question was answered.</p>'
      : `<h3>Questions that stayed open, by rows</h3><ul>${asked}</ul>`;
  const broken = bugs === 0 ? '' : `<p><b>${bugs} rows met a bug in this program.</b></p>`;
  return `<section class="summary" aria-labelledby="totals"><h2 id="totals">${rows} rows</h2><ul class="counts">${counts}</ul>${broken}${gaps}</section>`;
}

function clustersOf(found: readonly Cluster[]): string {
  if (found.length === 0) return '';
  const rows = found
    .map(
      ({ what, value, domains, count: all }) =>
        `<tr><td>${what}</td><td>${escaped(value)}</td><td>${all}</td><td>${escaped(domains.join(', '))}</td></tr>`,
    )
    .join('');
  return `<section aria-labelledby="clusters"><h2 id="clusters">What domains share</h2><details><summary>${found.length} clusters</summary><table><thead><tr><th>by</th><th>value</th><th>rows</th><th>domains</th></tr></thead><tbody>${rows}</tbody></table></details></section>`;
}

interface Provenance {
  readonly editions: readonly ListEdition[];
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly first: string;
  readonly last: string;
  readonly version: string;
}

function footOf({ editions, inputs, settings, first, last, version }: Provenance): string {
  const rows = editions
    .map(
      ({ id, publisher, edition, entities, sha256 }) =>
        `<tr><td>${escaped(id)}</td><td>${escaped(publisher)}</td><td>${escaped(edition)}</td><td>${entities}</td><td><code>${escaped(sha256)}</code></td></tr>`,
    )
    .join('');
  const read = inputs.map(
    ({ file, sha256 }) => `<tr><td>${escaped(file)}</td><td><code>${escaped(sha256)}</code></td></tr>`,
  );
  const given = settings.map(([name, value]) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`);
  return `<div class="sign"><h2>Sign-off</h2><table><tbody><tr><th>Reviewed by</th><td></td><th>Date</th><td></td></tr><tr><th>Decision</th><td></td><th>Signature</th><td></td></tr></tbody></table></div>
<footer><h2>Provenance</h2><p>audit-domains ${escaped(version)}; judged from ${escaped(first)} to ${escaped(last)}; settings that are not named here are the defaults. Digests of report and evidence too stand in the record beside this file (<code>.run.json</code>; "audit-domains verify").</p>${tableOf(['input', 'sha256'], read)}${tableOf(['setting', 'value'], given)}<table><thead><tr><th>list</th><th>publisher</th><th>edition</th><th>entries</th><th>sha256</th></tr></thead><tbody>${rows}</tbody></table></footer>
</main><script>${SCRIPT}</script></body></html>
`;
}

const tableOf = (heads: readonly string[], rows: readonly string[]): string =>
  rows.length === 0
    ? ''
    : `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;

/** For a person at a desk: one file to open, send, print and sign. */
export const html: ReportFormat = {
  id: 'html',
  extensions: ['.html', '.htm'],
  about: 'one self-contained page: totals, charts, rows with their evidence; prints as a sign-off sheet',
  render: renderHtml,
};
