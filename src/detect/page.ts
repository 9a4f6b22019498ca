import type { Clue, PageKind } from '../model/facts.ts';
import type { PageRule } from './schema.ts';
import type { Seen } from './signals.ts';

export interface Page {
  readonly kind: PageKind;
  readonly provider: string | null;
  readonly siteTitle: string | null;
  readonly clues: readonly Clue[];
}

export interface PageContext {
  /** A parking service that address, CNAME or name server betrayed. */
  readonly parking: string | null;
  /** The name servers are those of a law-enforcement seizure. */
  readonly isSeized: boolean;
}

/** Headers that only a page in front of the site sends: they decide before any title. */
const DECISIVE = new Set(['cf-mitigated', 'x-vercel-mitigated', 'x-amzn-waf-action', 'x-sucuri-block', 'wzws-ray']);

/**
 * What kind of page answered. Headers and status decide before the title, so that a site that is called
 * "Just a moment... of your time" stays a site; the title is the site's own only where the page is.
 */
export function judgePage(seen: Seen, rules: readonly PageRule[], { parking, isSeized }: PageContext): Page {
  const nothing = seen.status === null && seen.title === null && seen.body === '';
  if (nothing && !seen.headers.has('cf-mitigated') && !seen.headers.has('x-vercel-mitigated')) {
    return page(isSeized ? 'seized' : 'none', null, []);
  }
  for (const rule of rules) {
    const clues = meets(rule, seen, parking);
    if (clues.length > 0) return page(rule.kind, rule.provider ?? (rule.kind === 'parked' ? parking : null), clues);
  }
  if (isSeized) return page('seized', null, []);
  const type = seen.headers.get('content-type') ?? '';
  if (type !== '' && !/html|xml/i.test(type) && seen.title === null) return page('not-html', null, []);
  if (seen.status !== null && seen.status >= 520 && seen.status <= 530) return page('origin-error', null, []);
  if (seen.status !== null && (seen.status >= 400 || seen.status < 200)) return page('error', null, []);
  if (parking !== null) return page('parked', parking, []);
  return { kind: 'site', provider: null, siteTitle: seen.title, clues: [] };
}

function page(kind: PageKind, provider: string | null, clues: readonly Clue[]): Page {
  return { kind, provider, siteTitle: null, clues };
}

/** The clues by which a page meets a rule; none when it does not. */
function meets(rule: PageRule, seen: Seen, parking: string | null): readonly Clue[] {
  const isStatus = seen.status === null || rule.status.includes(seen.status);
  const header = rule.headers.find(({ name, value }) => isHeader(seen.headers.get(name), value));
  const mark = rule.marks.find((text) => seen.body.includes(text));
  const cookie = rule.cookies.find((name) => seen.cookies.some((own) => own.includes(name)));
  const clues: Clue[] = [];
  const clue = (kind: Clue['kind'], what: string): void => {
    clues.push({
      provider: rule.provider ?? '',
      kind,
      seen: what,
      rule: `${rule.kind} page`,
      strength: 'proof',
      source: rule.source,
      checkedOn: rule.checkedOn,
    });
  };
  if (header !== undefined) clue('header', `${header.name}: ${seen.headers.get(header.name) ?? ''}`);
  if (mark !== undefined) clue('body', mark);
  if (cookie !== undefined) clue('cookie', cookie);
  if (header !== undefined && DECISIVE.has(header.name)) return clues;
  if (isMarked(rule, seen, mark)) return clues;
  if (rule.title === undefined) {
    const isPlain = rule.status.includes(200) && seen.status === 200;
    const isBacked = mark !== undefined || (!isPlain && (header !== undefined || cookie !== undefined));
    return isStatus && seen.status !== null && isBacked && !(isPlain && seen.title !== null) ? clues : [];
  }
  if (seen.title === null || !new RegExp(rule.title, 'iu').test(seen.title)) return [];
  clue('title', seen.title);
  if (rule.needs === 'parking') return parking === null ? [] : clues;
  if (rule.kind === 'parked') return isParkedTitle(seen.title, parking, mark !== undefined) ? clues : [];
  if (isCommonTitle(seen.title) && rule.provider !== null) {
    return isStatus && seen.status !== null && (header !== undefined || mark !== undefined) ? clues : [];
  }
  return isStatus || mark !== undefined || (header !== undefined && header.name !== 'server') ? clues : [];
}

/** A whole phrase of the stand-in's own page, under a status that the rule expects, decides whatever the title. */
const isMarked = ({ kind, status }: PageRule, seen: Seen, mark: string | undefined): boolean =>
  mark !== undefined &&
  mark.length >= MIN_MARK &&
  (kind === 'challenge' || kind === 'block') &&
  seen.status !== null &&
  seen.status >= 400 &&
  status.includes(seen.status);

/** Shorter marks ("akam/", "1020") are met by chance. */
const MIN_MARK = 10;

function isHeader(own: string | undefined, wanted: string | undefined): boolean {
  if (own === undefined) return false;
  return wanted === undefined || wanted.split('|').some((part) => own.toLowerCase().includes(part.toLowerCase()));
}

/** Titles that anybody's page may bear: they want a mark or header beside them. */
const isCommonTitle = (title: string): boolean =>
  /^(?:access denied|application error|project not found)$/i.test(title);

/** "is for sale" is said of cars too: it wants a parking service, a mark, or a domain in the title. */
function isParkedTitle(title: string, parking: string | null, hasMark: boolean): boolean {
  return parking !== null || hasMark || /\bdomain\b|\bparked\b|hugedomains|\b[a-z0-9-]+\.[a-z]{2,}\b/i.test(title);
}
