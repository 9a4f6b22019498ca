import { describe, expect, it } from 'vitest';
import { absent, failed, ok } from '../../src/model/outcome.ts';
import { COLUMNS, type Column, toRow } from '../../src/report/row.ts';
import { assessment, finding, fronting, HARBOUR, HOSTILE, hit, inputRow, withEvidence } from './harbour.ts';

const CONTRACT_4 =
  'domain, verdict, risk, score, reasons, summary, gaps, edge, proxied, dns_operator, registrar, platform, host_network, edge_evidence, registrant_name, registrant_org, registrant_country, registrant_email, registrant_outcome, registration_source, created_on, expires_on, title, title_outcome, page_kind, http_status, final_url, match_list, match_id, match_name, match_strength, match_programs, match_field, match_query, match_score, match_url, match_count, nameservers, addresses, cname_chain, lists, audited_at, decision, error, input_line';

const cell = (host: string, column: Column) =>
  toRow(HARBOUR.find(({ evidence }) => evidence.domain?.host === host) ?? HARBOUR[6]!).cells[column];

describe('the row', () => {
  it('has the columns of the contract, in its order', () => {
    expect(COLUMNS.join(', ')).toBe(CONTRACT_4);
    expect(Object.keys(toRow(HARBOUR[0]!).cells).toSorted()).toEqual([...COLUMNS].toSorted());
  });

  it.each([
    ['a known registrant', 'northquay-shipping.example', 'ok'],
    ['a withheld registrant', 'redacted-harbour.example', 'redacted'],
    ['a proxy service', 'proxy-mole.example', 'proxy'],
    ['a domain that nobody registered', 'sunken-barge.example', 'absent'],
    ['a silent registry', 'silent-pier.example', 'failed:timeout'],
    ['a line that is no domain', '', 'skipped:not a domain'],
  ])('says of %s how the question ended', (_, host, outcome) => {
    expect(cell(host, 'registrant_outcome')).toBe(outcome);
  });

  it('shows the country that a redacted answer left standing, and no name', () => {
    expect(cell('redacted-harbour.example', 'registrant_country')).toBe('IS');
    expect(cell('redacted-harbour.example', 'registrant_name')).toBe('');
  });

  it('tells an open question once, however many rules missed it', () => {
    expect(cell('redacted-harbour.example', 'gaps')).toBe('registrant: redacted (REDACTED FOR PRIVACY)');
    expect(cell('silent-pier.example', 'gaps')).toBe(
      'dns: failed:timeout (192.0.2.53:53: no answer in 10 s); registrant: failed:timeout (rdap.example: no answer in 10 s); web: failed:timeout (northquay-shipping.example: no answer in 10 s)',
    );
  });

  it('marks a question that --accept let pass', () => {
    expect(cell('proxy-mole.example', 'gaps')).toBe('registrant: proxy (Harbour Privacy Service) [accepted]');
    expect(cell('proxy-mole.example', 'summary')).toContain('Let pass: registrant proxy (accepted).');
  });

  it('blames the lists, not the page, when the lists are stale', () => {
    expect(cell('old-lists.example', 'gaps')).toBe('lists: failed:stale (edition of 2025-01-01)');
  });

  it('never passes the title of a page that is not the site', () => {
    expect(cell('guarded-lock.example', 'title')).toBe('');
    expect(cell('guarded-lock.example', 'title_outcome')).toBe('failed:refused');
    expect(cell('guarded-lock.example', 'page_kind')).toBe('challenge');
  });

  it('says that a parked domain has no title of its own', () => {
    const parked = assessment(2, 'parked.example', {
      fronting: ok(fronting(null, { pageKind: 'parked' }), { protocol: 'http', server: 'x', askedAt: 'y' }),
    });
    expect(toRow(parked).cells).toMatchObject({ title: '', title_outcome: 'absent', page_kind: 'parked' });
  });

  it('says that nothing stands in front only where that is known', () => {
    expect(cell('dns-only.example', 'edge')).toBe('none');
    expect(cell('silent-pier.example', 'edge')).toBe('');
    expect(cell('silent-pier.example', 'proxied')).toBe('unknown');
  });

  it('leaves the edge empty where nobody was seen and nobody could be ruled out', () => {
    const source = { protocol: 'dns', server: 'x', askedAt: 'y' } as const;
    const unseen = ok(fronting('Quay', { edges: [], proxied: 'unknown' }), source);
    expect(toRow(assessment(2, 'a.example', { fronting: unseen })).cells).toMatchObject({
      edge: '',
      proxied: 'unknown',
    });
  });

  it('never passes a title for the site of another kind of page, even were it told as one', () => {
    const source = { protocol: 'dns', server: 'x', askedAt: 'y' } as const;
    const challenge = ok(fronting('Just a moment', { pageKind: 'challenge' }), source);
    expect(toRow(assessment(2, 'a.example', { fronting: challenge })).cells).toMatchObject({
      title: '',
      title_outcome: 'failed:refused',
    });
  });

  it('counts no hits as zero only where every question was answered', () => {
    expect(cell('northquay-shipping.example', 'match_count')).toBe(0);
    expect(cell('silent-pier.example', 'match_count')).toBe('');
  });

  it('leaves the score empty when nothing can be said', () => {
    expect(cell('silent-pier.example', 'score')).toBe('');
    expect(cell('northquay-shipping.example', 'score')).toBe(0);
  });

  it('keeps the hit and shows the decision on a row that a reviewer has set aside', () => {
    expect(cell('heron-bakery.example', 'match_id')).toBe('harbour-list:17');
    expect(cell('heron-bakery.example', 'decision')).toBe(
      'false-positive by M. Reviewer until 2027-05-01: another firm: founded 1911',
    );
  });

  it('shows a hit that nobody has set aside before a better one that somebody has', () => {
    const decided = HARBOUR.find(({ evidence }) => evidence.domain?.host === 'heron-bakery.example')!;
    const other = hit({ entityId: 'lighthouse-list:9', list: 'lighthouse-list', score: 0.8, band: 'review' });
    expect(toRow({ ...decided, hits: [...decided.hits, other] }).cells['match_id']).toBe('lighthouse-list:9');
  });

  it('names file and line of a line that is no domain, and gives its words back', () => {
    expect(cell('', 'domain')).toBe('not a domain!');
    expect(cell('', 'error')).toBe('list.csv:8: a host name has no spaces');
    expect(cell('', 'input_line')).toBe(8);
  });

  it('lets no control character through, from any place a stranger can write to', () => {
    const row = toRow(HARBOUR.find(({ evidence }) => evidence.row.extra[0]?.[1] === HOSTILE)!);
    for (const value of Object.values(row.cells)) expect(String(value)).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('shows a hit that a reviewer confirmed before a better one that nobody has looked at', () => {
    const decided = HARBOUR.find(({ evidence }) => evidence.domain?.host === 'heron-lines.example')!;
    const other = hit({ entityId: 'lighthouse-list:9', list: 'lighthouse-list', score: 1, band: 'match' });
    expect(toRow({ ...decided, hits: [other, ...decided.hits] }).cells['match_id']).toBe('harbour-list:17');
  });

  it('tells the finding that stands, not the hit that was set aside', () => {
    const decided = HARBOUR.find(({ evidence }) => evidence.domain?.host === 'heron-bakery.example')!;
    const dangling = finding([], {
      id: 'f-9',
      rule: 'front-notes',
      severity: 'low',
      message: 'The name points nowhere.',
    });
    const row = toRow({ ...decided, verdict: 'review', findings: [...decided.findings, dangling] });
    expect(row.cells['summary']).toMatch(/^The name points nowhere; review\./u);
  });

  it('says that a withheld registrant was let pass because the declared party was screened', () => {
    const proxied = HARBOUR.find(({ evidence }) => evidence.domain?.host === 'proxy-mole.example')!;
    const declared = inputRow(6, 'proxy-mole.example', { declared: { name: 'Bo Pretend' } });
    const accepted = proxied.accepted.map((gap) => ({ ...gap, fact: 'registrantHits' as const }));
    const row = toRow(withEvidence({ ...proxied, accepted }, { row: declared }));
    expect(row.cells['gaps']).toBe('registrant: proxy (Harbour Privacy Service) [declared party screened]');
  });

  it('never calls a domain sanctioned', () => {
    for (const one of HARBOUR) expect(JSON.stringify(toRow(one))).not.toMatch(/sanctioned/iu);
  });

  it('carries the outcome of the front where it could not be told whose page came', () => {
    const source = { protocol: 'dns', server: 'x', askedAt: 'y' } as const;
    const unknown = failed({ code: 'timeout', detail: '', attempts: 1 }, source);
    expect(toRow(assessment(2, 'a.example', { fronting: unknown })).cells).toMatchObject({
      title: '',
      title_outcome: 'failed:timeout',
    });
  });

  it('tells why no page came when nothing else does', () => {
    const source = { protocol: 'http', server: 'x', askedAt: 'y' } as const;
    const fault = failed({ code: 'unreachable', detail: '', attempts: 1 }, source);
    const row = toRow(withEvidence(assessment(2, 'a.example', { fronting: absent('no', source) }), { web: fault }));
    expect(row.cells['title_outcome']).toBe('failed:unreachable');
  });
});

describe('the summary of a row', () => {
  it.each([
    [
      'gray-heron.example',
      'Registrant organisation "Gray Heron Trading Ltd" resembles listed entity "GREY HERON TRADING" (harbour-list:17, Harbour Town list, program HARBOUR-1) at 0.97; act: compare with the entry.',
    ],
    [
      'keepers.example',
      'Page title "حراس المرفأ" equals "حراس المرفأ" of listed entity "Harbour Keepers" (lighthouse-list:4, Lighthouse list) at 1.00; review. 1 more hit.',
    ],
    [
      'silent-pier.example',
      'No listed name was met (2 lists, oldest edition 2026-10-20). Not clear, still open: dns failed:timeout, registrant failed:timeout, web failed:timeout.',
    ],
    [
      'sunken-barge.example',
      'The domain does not exist. No listed name was met (2 lists, oldest edition 2026-10-20). Every question was answered.',
    ],
    ['odd-crane.example', 'The program failed on this row; nothing is known of the domain.'],
  ])('of %s is a sentence for a person', (host, sentence) => {
    expect(cell(host, 'summary')).toBe(sentence);
  });

  it('names the other entries of the same party', () => {
    const gray = HARBOUR.find(({ evidence }) => evidence.domain?.host === 'gray-heron.example')!;
    const many = Array.from({ length: 7 }, (_, at) => `other-list:${at}`);
    const told = (sameAs: readonly string[]) =>
      toRow({ ...gray, hits: gray.hits.map((each) => ({ ...each, sameAs })) }).cells['summary'];
    expect(told(['uk:1', 'eu:2'])).toContain('program HARBOUR-1; the same party: uk:1, eu:2) at 0.97');
    expect(told(many)).toContain('other-list:4, other-list:5 and 1 more) at');
  });
});
