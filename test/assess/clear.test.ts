import { describe, expect, it } from 'vitest';
import { assess, conclude } from '../../src/assess/assess.ts';
import { RULES } from '../../src/assess/registry.ts';
import { assessEvidence, type Judging } from '../../src/audit.ts';
import type { DnsAnswer, Evidence, InputRow, Party, Registration, WebPage } from '../../src/model/evidence.ts';
import type { Fronting, Hit } from '../../src/model/facts.ts';
import {
  absent,
  failed,
  isDeterminate,
  type Outcome,
  ok,
  redacted,
  type Source,
  skipped,
} from '../../src/model/outcome.ts';

const SOURCE: Source = { protocol: 'dns', server: '192.0.2.53:53', askedAt: '2026-11-23T00:00:00.000Z' };
const FAULT = { code: 'timeout', detail: 'no answer', attempts: 3 } as const;
const now = () => new Date('2026-11-23T00:00:00Z');

/** Every kind of outcome once; `redacted` also with a remainder. */
function kinds<T>(value: T): readonly Outcome<T>[] {
  return [
    ok(value, SOURCE),
    absent('none', SOURCE),
    redacted('withheld', 'redacted', SOURCE),
    redacted('proxy', 'a proxy service', SOURCE, value),
    failed(FAULT, SOURCE),
    skipped('turned off'),
  ];
}

const HIT: Hit = {
  entityId: 'us-ofac-sdn:0',
  list: 'us-ofac-sdn',
  name: 'Invented Harbour Trading',
  strength: 'primary',
  query: 'invented harbour',
  candidate: 'Invented Harbour Trading',
  score: 0.97,
  field: 'title',
  programs: ['TEST'],
  measure: 'blocking',
  band: 'match',
  words: [],
  notes: [],
  sameAs: [],
  url: 'https://example.test/0',
};

const PARTY: Party = {
  name: ok('Northquay Shipping', SOURCE),
  organisation: absent('none', SOURCE),
  email: absent('none', SOURCE),
  country: ok('NO', SOURCE),
};

const FRONTING: Fronting = {
  edges: [],
  proxied: 'no',
  dnsOperators: [],
  platform: null,
  host: 'unknown',
  pageKind: 'site',
  pageProvider: null,
  siteTitle: 'Northquay Shipping',
  notes: [],
  clues: [],
};

const none = absent('none', SOURCE);
const ANSWER: DnsAnswer = {
  cnames: [],
  ipv4: ok(['192.0.2.1'], SOURCE),
  ipv6: none,
  nameservers: ok(['ns1.example'], SOURCE),
  soa: none,
};
const PAGE: WebPage = {
  finalUrl: 'https://northquay.example/',
  status: 200,
  headers: {},
  cookies: [],
  title: ok('Northquay Shipping', SOURCE),
  body: '',
  bodySha256: '',
  certificate: none,
  address: '192.0.2.1',
  redirects: [],
};

function registrationWith(registrant: Outcome<Party>): Registration {
  return {
    domain: 'northquay.example',
    status: none,
    registrar: none,
    registrarId: none,
    registrant,
    createdOn: none,
    updatedOn: none,
    expiresOn: none,
    nameservers: none,
    sources: [SOURCE],
  };
}

const ROW: InputRow = { file: '-', line: 1, asked: 'northquay.example', declared: null, extra: [], problem: null };
const DOMAIN = {
  host: 'northquay.example',
  registrable: 'northquay.example',
  registered: 'northquay.example',
  publicSuffix: 'example',
};

interface World {
  readonly evidence: Evidence;
  readonly knowledge: Judging;
  readonly hits: boolean;
}

/** Every combination that the rules can meet, nested outcomes included. */
function* worlds(): Generator<World> {
  const registrations = [
    ...kinds(registrationWith(none)),
    ...kinds(PARTY).map((party) => ok(registrationWith(party), SOURCE)),
  ];
  const dnsAnswers = [...kinds(ANSWER), ok({ ...ANSWER, ipv6: failed(FAULT, SOURCE) }, SOURCE)];
  const pages = [...kinds(PAGE), ...kinds('x').map((title) => ok({ ...PAGE, title }, SOURCE))];
  const frontings = [
    ...kinds(FRONTING),
    ok({ ...FRONTING, siteTitle: null }, SOURCE),
    ok({ ...FRONTING, pageKind: 'challenge' as const, siteTitle: null }, SOURCE),
    ok({ ...FRONTING, pageKind: 'parked' as const, siteTitle: null }, SOURCE),
  ];
  const lists = [ok([], SOURCE), failed({ ...FAULT, code: 'stale' as const }, SOURCE)];
  for (const dns of dnsAnswers)
    for (const registration of registrations)
      for (const web of pages)
        for (const fronting of frontings)
          for (const list of lists)
            for (const declared of [null, { name: 'Northquay Shipping' }])
              for (const hits of [false, true]) {
                const found = hits ? [HIT] : [];
                yield {
                  hits,
                  evidence: {
                    row: { ...ROW, declared },
                    domain: DOMAIN,
                    problem: null,
                    gatheredAt: SOURCE.askedAt,
                    dns,
                    registration,
                    web,
                    reverse: skipped('not asked'),
                    origins: skipped('not asked'),
                  },
                  knowledge: {
                    detect: () => fronting,
                    screener: { party: () => found, title: () => found, host: () => [] },
                    lists: list,
                    editions: [],
                  },
                };
              }
}

describe('the verdict "clear"', () => {
  it('is never said over an open question, and no open question goes untold, in any combination of outcomes', () => {
    let combinations = 0;
    let clear = 0;
    for (const { evidence, knowledge } of worlds()) {
      combinations += 1;
      const row = assessEvidence(evidence, knowledge, { accept: [], now });
      const told = new Set([...row.gaps, ...row.accepted].map(({ fact }) => fact));
      const fronting = knowledge.detect(evidence);
      const registrant =
        evidence.registration.kind === 'ok' ? evidence.registration.value.registrant : evidence.registration;
      const contradicts =
        registrant === evidence.registration && registrant.kind === 'absent' && evidence.dns.kind === 'ok';
      const mustTell = [
        [contradicts ? failed(FAULT, SOURCE) : registrant, 'registrantHits'],
        [evidence.dns, 'dns'],
        [evidence.web, 'titleHits'],
        [evidence.web.kind === 'ok' ? fronting : evidence.web, 'titleHits'],
        [fronting, 'fronting'],
        [knowledge.lists, 'lists'],
      ] as const;
      for (const [outcome, fact] of mustTell) {
        if (!isDeterminate(outcome as Outcome<unknown>) && !told.has(fact)) throw new Error(`untold: ${fact}`);
      }
      if (row.verdict === 'clear') {
        clear += 1;
        const open = mustTell.filter(([outcome]) => !isDeterminate(outcome as Outcome<unknown>));
        const excused = open.every(
          ([outcome, fact]) =>
            fact === 'registrantHits' && outcome.kind === 'redacted' && evidence.row.declared !== null,
        );
        if (!excused || row.gaps.length > 0 || row.hits.length > 0) throw new Error('clear over an open question');
        expect(row.score).toBe(0);
      }
      if (row.verdict === 'inconclusive') {
        expect(row.score).toBeNull();
        expect(row.gaps.length).toBeGreaterThan(0);
      }
    }
    expect(combinations).toBeGreaterThan(10_000);
    expect(clear).toBeGreaterThan(0);
  });

  it('is not said of a name that lives in DNS while its registry knows of none', () => {
    const evidence: Evidence = {
      row: ROW,
      domain: DOMAIN,
      problem: null,
      gatheredAt: SOURCE.askedAt,
      dns: ok(ANSWER, SOURCE),
      registration: absent('No match for "NORTHQUAY.EXAMPLE"', SOURCE),
      web: ok(PAGE, SOURCE),
      reverse: skipped('not asked'),
      origins: skipped('not asked'),
    };
    const knowledge: Judging = {
      detect: () => ok(FRONTING, SOURCE),
      screener: { party: () => [], title: () => [], host: () => [] },
      lists: ok([], SOURCE),
      editions: [],
    };
    expect(assessEvidence(evidence, knowledge, { accept: [], now }).verdict).toBe('inconclusive');
    const gone = { ...evidence, dns: absent('NXDOMAIN', SOURCE), web: absent('NXDOMAIN', SOURCE) };
    expect(
      assessEvidence(gone, { ...knowledge, detect: () => absent('NXDOMAIN', SOURCE) }, { accept: [], now }).verdict,
    ).toBe('clear');
  });

  it('is not reached without a rule: nothing checked is not clear', () => {
    const facts = {
      dns: none,
      registrant: none,
      title: none,
      fronting: none,
      lists: none,
      registrantHits: none,
      declaredHits: none,
      titleHits: none,
      hostHits: none,
    };
    expect(() => assess(facts, [], 'northquay.example', [])).toThrow(/no rule/);
    expect(assess(facts, RULES, 'northquay.example', []).verdict).toBe('clear');
  });

  it('yields to a finding, and a finding beats a gap', () => {
    const gap = { rule: 'located', fact: 'dns', outcome: failed(FAULT, SOURCE) as never } as const;
    const finding = {
      id: '0',
      rule: 'x',
      severity: 'high',
      confidence: 'high',
      message: '',
      hits: [],
      clues: [],
    } as const;
    expect(conclude([finding], [gap])).toBe('match');
    expect(conclude([{ ...finding, confidence: 'medium' }], [gap])).toBe('review');
    expect(conclude([{ ...finding, severity: 'info' }], [gap])).toBe('inconclusive');
    expect(conclude([{ ...finding, severity: 'info' }], [])).toBe('clear');
  });
});

describe('what a user lets pass', () => {
  const evidence = (registrant: Outcome<Party>): Evidence => ({
    row: ROW,
    domain: DOMAIN,
    problem: null,
    gatheredAt: SOURCE.askedAt,
    dns: ok(ANSWER, SOURCE),
    registration: ok(registrationWith(registrant), SOURCE),
    web: ok(PAGE, SOURCE),
    reverse: skipped('not asked'),
    origins: skipped('not asked'),
  });
  const knowledge: Judging = {
    detect: () => ok(FRONTING, SOURCE),
    screener: { party: () => [], title: () => [], host: () => [] },
    lists: ok([], SOURCE),
    editions: [],
  };
  it.each([
    ['a redacted registrant', redacted<Party>('withheld', '', SOURCE), [], 'inconclusive'],
    ['a redacted registrant under --accept redacted', redacted<Party>('withheld', '', SOURCE), ['redacted'], 'clear'],
    ['a proxy under --accept proxy', redacted<Party>('proxy', '', SOURCE), ['proxy'], 'clear'],
    ['a withheld registrant under --accept proxy', redacted<Party>('withheld', '', SOURCE), ['proxy'], 'inconclusive'],
    ['a timeout under every --accept', failed(FAULT, SOURCE), ['redacted', 'proxy', 'skipped'], 'inconclusive'],
  ] as const)('%s', (_, registrant, accept, verdict) => {
    const row = assessEvidence(evidence(registrant), knowledge, { accept, now });
    expect(row.verdict).toBe(verdict);
    expect(row.gaps.length + row.accepted.length).toBe(1);
  });

  it('screens what a redacted registrant still tells, and keeps the gap beside the finding', () => {
    const row = assessEvidence(
      evidence(redacted('withheld', '', SOURCE, PARTY)),
      { ...knowledge, screener: { ...knowledge.screener, party: () => [HIT] } },
      { accept: [], now },
    );
    expect([row.verdict, row.gaps.length, row.hits.length]).toEqual(['match', 1, 1]);
  });
});
