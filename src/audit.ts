import { assess } from './assess/assess.ts';
import { RULES } from './assess/registry.ts';
import type { Rule } from './assess/rule.ts';
import type { Accept } from './assess/waive.ts';
import type { Assessment } from './model/assessment.ts';
import type { DeclaredParty, DnsAnswer, Evidence, Party, Registration, WebPage } from './model/evidence.ts';
import type { Facts, Fronting, Hit, PageKind } from './model/facts.ts';
import type { ListEdition } from './model/lists.ts';
import {
  absent,
  type FaultCode,
  failed,
  flatMap,
  isDeterminate,
  map,
  type Outcome,
  ok,
  type Source,
  skipped,
} from './model/outcome.ts';

/** What a party is screened by. Plain words; `whose` tells the fields of the hits. */
export interface PartyQuery extends DeclaredParty {
  readonly whose: 'registrant' | 'declared';
}

/** What the judging needs to know of the world: loaded once, and pure. */
export interface Judging {
  readonly detect: (evidence: Evidence) => Outcome<Fronting>;
  readonly screener: {
    readonly party: (party: PartyQuery) => readonly Hit[];
    readonly title: (text: string) => readonly Hit[];
    readonly host: (host: string) => readonly Hit[];
  };
  /** failed: stale when an edition is older than the policy allows. */
  readonly lists: Outcome<readonly ListEdition[]>;
  readonly editions: readonly ListEdition[];
}

export interface Policy {
  readonly accept: readonly Accept[];
  /** Instant of judging. */
  readonly now: () => Date;
  readonly rules?: readonly Rule[];
}

/** Pure: the same evidence and the same knowledge give the same assessment. Without a policy nothing is let pass. */
export function assessEvidence(
  evidence: Evidence,
  knowledge: Judging,
  policy: Policy = { accept: [], now: () => new Date(evidence.gatheredAt) },
): Assessment {
  const fronting = knowledge.detect(evidence);
  const facts = factsOf(evidence, fronting, knowledge);
  const domain = evidence.domain?.host ?? evidence.row.asked;
  const assessed = assess(facts, policy.rules ?? RULES, domain, policy.accept);
  return {
    format: 1,
    evidence,
    fronting,
    ...assessed,
    hits: assessed.findings.flatMap(({ hits }) => hits),
    decisions: [],
    lists: knowledge.editions,
    bug: null,
    auditedAt: policy.now().toISOString(),
  };
}

/** The row of a domain that our own bug kept us from judging: still one row, never clear. */
export function assessmentOfBug(
  evidence: Evidence,
  error: unknown,
  lists: readonly ListEdition[],
  now: Date,
): Assessment {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const source: Source = { protocol: 'list', server: 'audit-domains', askedAt: now.toISOString() };
  const outcome = { kind: 'failed', fault: { code: 'internal', detail: text, attempts: 1 }, source } as const;
  return {
    format: 1,
    evidence,
    fronting: outcome,
    verdict: 'inconclusive',
    risk: 'unknown',
    score: null,
    findings: [],
    gaps: [{ rule: 'internal', fact: 'fronting', outcome }],
    accepted: [],
    hits: [],
    decisions: [],
    lists,
    bug: text,
    auditedAt: now.toISOString(),
  };
}

/** The facts that rules may ask for. Every outcome that is not known travels through as itself. */
export function factsOf(evidence: Evidence, fronting: Outcome<Fronting>, { screener, lists }: Judging): Facts {
  const registrant = flatMap(heldBy(evidence), (record) => record.registrant);
  const title = titleOf(evidence.web, fronting);
  return {
    dns: locatedBy(evidence.dns),
    registrant,
    title,
    fronting,
    lists,
    registrantHits: screenRegistrant(registrant, (party) => screener.party({ ...party, whose: 'registrant' })),
    declaredHits: screenDeclared(evidence, (party) => screener.party({ ...party, whose: 'declared' })),
    titleHits: map(title, (text) => screener.title(text)),
    hostHits:
      evidence.domain === null
        ? skipped(evidence.problem ?? 'not a domain name')
        : ok(screener.host(evidence.domain.host), {
            protocol: 'list',
            server: 'snapshot',
            askedAt: evidence.gatheredAt,
          }),
  };
}

/** A registry that knows of no registration, while the name lives in DNS, has not told who holds it. */
function heldBy({ registration, dns }: Evidence): Outcome<Registration> {
  if (registration.kind !== 'absent' || dns.kind !== 'ok') return registration;
  const detail = `"${registration.proof}", yet the name is in DNS`;
  return failed({ code: 'malformed', detail, attempts: 1 }, registration.source);
}

/** DNS has told where the domain lives only when every address family and the name servers were answered. */
function locatedBy(dns: Outcome<DnsAnswer>): Outcome<DnsAnswer> {
  return flatMap(dns, (answer) => {
    const open = [answer.ipv4, answer.ipv6, answer.nameservers].find((part) => !isDeterminate<unknown>(part));
    return open === undefined ? dns : map<unknown, DnsAnswer>(open, () => answer);
  });
}

/**
 * The site's own title, as far as the page in front lets us see it.
 *
 *   site                            → its title, or absent
 *   parked, unclaimed, seized …     → absent: there is no site of the holder's
 *   challenge, block, error …       → failed: there may be a site, and we were not shown it
 */
function titleOf(web: Outcome<WebPage>, fronting: Outcome<Fronting>): Outcome<string> {
  return flatMap(web, (page) =>
    flatMap(fronting, ({ pageKind, pageProvider, siteTitle }) => {
      const source: Source = web.kind === 'ok' ? web.source : { protocol: 'http', server: page.finalUrl, askedAt: '' };
      if (pageKind === 'site') {
        if (siteTitle !== null) return ok(siteTitle, source);
        return page.title.kind === 'ok' ? absent('the page has no title of its own', source) : page.title;
      }
      const says = `${pageKind} page${pageProvider === null ? '' : ` of ${pageProvider}`}`;
      const code = UNSEEN[pageKind];
      return code === null ? absent(says, source) : failed({ code, detail: says, attempts: 1 }, source);
    }),
  );
}

/** Which page kinds keep the site from us (fault), and which say that there is none (null). */
const UNSEEN = {
  challenge: 'refused',
  block: 'refused',
  'phishing-warning': 'refused',
  error: 'refused',
  maintenance: 'unreachable',
  'origin-error': 'unreachable',
  parked: null,
  unclaimed: null,
  suspended: null,
  seized: null,
  placeholder: null,
  'not-html': null,
  none: null,
} as const satisfies Record<Exclude<PageKind, 'site'>, FaultCode | null>;

function screenRegistrant(
  registrant: Outcome<Party>,
  screen: (party: DeclaredParty) => readonly Hit[],
): Outcome<readonly Hit[]> {
  if (registrant.kind === 'redacted' && registrant.value !== undefined) {
    return { ...registrant, value: screen(wordsOf(registrant.value)) };
  }
  return map(registrant, (party) => screen(wordsOf(party)));
}

/** The told fields of a party as plain words. */
function wordsOf(party: Party): DeclaredParty {
  const told = (field: Outcome<string>): string | undefined => (field.kind === 'ok' ? field.value : undefined);
  const entries = Object.entries({
    name: told(party.name),
    organisation: told(party.organisation),
    email: told(party.email),
    country: told(party.country),
  }).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

function screenDeclared(evidence: Evidence, screen: (party: DeclaredParty) => readonly Hit[]): Outcome<readonly Hit[]> {
  const source: Source = { protocol: 'list', server: 'snapshot', askedAt: evidence.gatheredAt };
  const { declared } = evidence.row;
  if (declared === null) return absent('the input declares no party', source);
  const hits = screen(declared);
  const isNamed = declared.name !== undefined || declared.organisation !== undefined;
  return isNamed || hits.length > 0 ? ok(hits, source) : absent('the input declares no name', source);
}
