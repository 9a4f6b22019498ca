import { createHash } from 'node:crypto';
import { escaped } from '../report/html/escape.ts';
import { STYLE } from '../report/html/style.ts';
import type { Change } from './compare.ts';
import { arrow, type DiffContext, WHY } from './words.ts';

const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** One self-contained page without a script, in the look of the report: what changed, and why. */
export async function* renderDiffHtml(
  changes: AsyncIterable<Change>,
  { report, toolVersion, isReached }: DiffContext,
): AsyncGenerator<string> {
  yield `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>What changed</title><style>${STYLE}</style></head>
<body><main><header><h1>What changed</h1><p class="soft">${escaped(report)}, held against an earlier report. Every hit is a lead for a person to review.</p></header>
<table><thead><tr><th>domain</th><th>change</th><th>verdict</th><th>cause</th><th>what changed</th></tr></thead><tbody>
`;
  const counts = { new: 0, gone: 0, changed: 0 };
  let reached = 0;
  for await (const change of changes) {
    const { domain, kind, verdictBefore, verdictAfter, cause, story } = change;
    counts[kind] += 1;
    if (isReached(change)) reached += 1;
    const verdict = escaped(arrow(verdictBefore, verdictAfter));
    yield `<tr><td><bdi>${escaped(domain)}</bdi></td><td>${kind}</td><td><span class="tag ${verdictAfter ?? ''}">${verdict}</span></td><td>${WHY[cause]}</td><td>${escaped(story)}</td></tr>\n`;
  }
  yield `</tbody></table><section class="summary"><p>${counts.changed} changed, ${counts.new} new, ${counts.gone} gone; ${reached} newly reached --fail-on.</p></section><footer><p>audit-domains ${escaped(toolVersion)}</p></footer></main></body></html>\n`;
}
