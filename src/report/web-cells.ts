import type { Assessment } from '../model/assessment.ts';
import type { Fronting, PageKind } from '../model/facts.ts';
import { absent, failed, flatMap, type Outcome, ok } from '../model/outcome.ts';
import { plain } from './cell.ts';
import { outcomeWord, told } from './outcome-words.ts';

/** Pages behind which a site may be that we were not shown. */
const UNSEEN: ReadonlySet<PageKind> = new Set<PageKind>([
  'challenge',
  'block',
  'phishing-warning',
  'error',
  'maintenance',
  'origin-error',
]);

/** The columns that tell what the web showed. */
export function webCells(assessment: Assessment) {
  const { evidence, fronting } = assessment;
  const page = told(evidence.web);
  const front = told(fronting);
  const isSite = front?.pageKind === 'site';
  return {
    title: isSite ? plain(front?.siteTitle ?? '') : '',
    title_outcome: outcomeWord(titleOutcome(assessment)),
    page_kind: front?.pageKind ?? (evidence.web.kind === 'absent' ? 'none' : ''),
    http_status: page?.status ?? '',
    final_url: plain(page?.finalUrl ?? ''),
  };
}

/**
 * What became of the question for the site's own title. A page that is not the site's own (a challenge, say) has a title,
 * but not the one asked for: then the gap tells why. Without a gap the kind of page tells whether there is no site, or we
 * were not shown it.
 */
function titleOutcome({ evidence, fronting, gaps, accepted }: Assessment): Outcome<unknown> {
  const gap = [...gaps, ...accepted].find(({ fact }) => fact === 'title' || fact === 'titleHits');
  if (gap !== undefined) return gap.outcome;
  const { web } = evidence;
  if (web.kind !== 'ok') return web;
  const { source, value: page } = web;
  return flatMap<Fronting, unknown>(fronting, ({ pageKind, siteTitle }) => {
    if (UNSEEN.has(pageKind)) return failed({ code: 'refused', detail: pageKind, attempts: 1 }, source);
    if (pageKind === 'site' && siteTitle !== null) return ok(siteTitle, source);
    return page.title.kind === 'ok' ? absent(`the page is ${pageKind}`, source) : page.title;
  });
}
