import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/observe.ts';
import type { Evidence, Hop, WebPage } from '../../src/model/evidence.ts';
import { absent, failed, type Outcome, ok, type Source, skipped } from '../../src/model/outcome.ts';

const SOURCE: Source = { protocol: 'dns', server: '192.0.2.53:53', askedAt: '2026-11-23T04:00:00Z' };
const fault = { code: 'timeout', detail: 'no answer', attempts: 2 } as const;

function evidenceOf(ipv4: Outcome<readonly string[]>, web: Outcome<WebPage>): Evidence {
  return {
    asked: 'northquay.example',
    domain: { host: 'northquay.example', registrable: 'northquay.example', suffix: 'example' },
    dns: ok(
      {
        cnames: [],
        ipv4,
        ipv6: absent('NODATA', SOURCE),
        nameservers: absent('NODATA', SOURCE),
        soa: absent('NODATA', SOURCE),
      },
      SOURCE,
    ),
    web,
    registration: skipped('not asked'),
  } as unknown as Evidence;
}

const reply = { status: 200, headers: { server: 'nginx' }, cookies: [], address: '198.51.100.7' };
const page = (change: Partial<WebPage> = {}): Outcome<WebPage> =>
  ok(
    {
      ...reply,
      finalUrl: 'https://northquay.example/',
      title: ok('Northquay Shipping', SOURCE),
      body: '',
      bodySha256: '',
      certificate: skipped('not asked'),
      redirects: [],
      ...change,
    },
    SOURCE,
  );

describe('the fronting of evidence', () => {
  it.each([
    ['an edge’s address, page failed', evidenceOf(ok(['104.16.3.4'], SOURCE), failed(fault, SOURCE)), 'ok'],
    ['a plain address and a page', evidenceOf(ok(['198.51.100.7'], SOURCE), page()), 'ok'],
    ['addresses failed, no page', evidenceOf(failed(fault, SOURCE), skipped('no address')), 'failed'],
  ])('%s is %s', (_, evidence, kind) => {
    expect(detect(evidence).kind).toBe(kind);
  });

  it('holds the registrar that the record names as a clue', () => {
    const evidence = evidenceOf(ok(['198.51.100.7'], SOURCE), page());
    const record = { registrar: ok('GoDaddy.com, LLC', SOURCE), registrarId: ok('146', SOURCE) };
    const registration = ok(record, SOURCE) as unknown as Evidence['registration'];
    expect(detect({ ...evidence, registration })).toMatchObject({
      value: { clues: [{ provider: 'godaddy', kind: 'registrar', seen: 'GoDaddy.com, LLC (IANA 146)' }] },
    });
  });

  it('carries a DNS outcome that is not ok', () => {
    const evidence = evidenceOf(ok([], SOURCE), skipped('no'));
    expect(detect({ ...evidence, dns: absent('NXDOMAIN', SOURCE) }).kind).toBe('absent');
    expect(detect({ ...evidence, dns: failed(fault, SOURCE) }).kind).toBe('failed');
  });

  it('takes no sign of an edge from another site’s page when nothing of the asked host’s own was kept', () => {
    const cloudflare = { server: 'cloudflare', 'cf-ray': '8c9a1b2c3d4e5f6a-FRA' };
    const elsewhere = page({ finalUrl: 'https://other-pier.example/', headers: cloudflare });
    const found = detect(evidenceOf(ok(['198.51.100.7'], SOURCE), elsewhere));
    expect(found.kind === 'ok' && found.value.edges).toEqual([]);
    expect(found.kind === 'ok' && found.value.proxied).not.toBe('yes');
    const ours = page({ finalUrl: 'https://www.northquay.example/', headers: cloudflare });
    const own = detect(evidenceOf(ok(['198.51.100.7'], SOURCE), ours));
    expect(own.kind === 'ok' && own.value.edges.map(({ provider }) => provider)).toEqual(['cloudflare']);
  });

  it('judges the edge by what the asked host answered, not by the host it sends visitors to', () => {
    const hop: Hop = { ...reply, url: 'https://northquay.example/', status: 301 };
    const elsewhere = {
      finalUrl: 'https://shop.example/',
      headers: { server: 'cloudflare', 'cf-ray': '7ccf4b2f1d3a2c1e-IAD' },
      redirects: [hop.url],
      hops: [hop],
    };
    const outcome = detect(evidenceOf(ok(['198.51.100.7'], SOURCE), page(elsewhere)));
    expect(outcome).toMatchObject({ kind: 'ok', value: { edges: [], proxied: 'no', siteTitle: 'Northquay Shipping' } });
    const fronted = { ...elsewhere, headers: reply.headers, hops: [{ ...hop, headers: elsewhere.headers }] };
    const other = detect(evidenceOf(ok(['198.51.100.7'], SOURCE), page(fronted)));
    expect(other).toMatchObject({ kind: 'ok', value: { edges: [{ provider: 'cloudflare' }], proxied: 'yes' } });
  });

  it('remarks on an edge that only the www host is behind, and leaves the asked host unproxied', () => {
    const hop: Hop = { ...reply, url: 'https://northquay.example/', status: 301 };
    const headers = { server: 'cloudflare', 'cf-ray': '7ccf4b2f1d3a2c1e-IAD' };
    const www = { finalUrl: 'https://www.northquay.example/', headers, redirects: [hop.url], hops: [hop] };
    const outcome = detect(evidenceOf(ok(['198.51.100.7'], SOURCE), page(www)));
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { edges: [], proxied: 'no', notes: [{ id: 'edge-after-redirect' }] },
    });
    const elsewhere = page({ ...www, finalUrl: 'https://notnorthquay.example/' });
    expect(detect(evidenceOf(ok(['198.51.100.7'], SOURCE), elsewhere))).toMatchObject({ value: { notes: [] } });
  });
});
