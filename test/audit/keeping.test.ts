import { describe, expect, it } from 'vitest';
import { keepAnswers } from '../../src/audit/keeping.ts';
import type { DnsAnswer, Registration, WebPage } from '../../src/model/evidence.ts';
import { absent, failed, type Outcome, ok, redacted, type Source } from '../../src/model/outcome.ts';
import type { Network } from '../../src/net/network.ts';
import type { Probes } from '../../src/resolve/gather.ts';
import type { EvidenceStore } from '../../src/store/evidence-store.ts';

const SOURCE: Source = { protocol: 'rdap', server: 'https://rdap.example/', askedAt: '2026-11-23T10:00:00.000Z' };
const NETWORK: Network = {
  dial: () => ({ refused: 'no network here' }),
  resolvers: [],
  extraAuthorities: [],
  userAgent: 'test',
  timeoutMs: 1_000,
  now: () => new Date(SOURCE.askedAt),
};
const PIER = {
  host: 'www.pier.example',
  registrable: 'pier.example',
  registered: 'pier.example',
  publicSuffix: 'example',
};
const signal = new AbortController().signal;

/** A store without a clock: tells what it was given to keep, and for how long. */
function memory(): EvidenceStore & { readonly ages: Map<string, number> } {
  const answers = new Map<string, unknown>();
  const ages = new Map<string, number>();
  return {
    ages,
    read: (key) => answers.get(key),
    keep: (key, answer, maxAgeMs) => {
      answers.set(key, answer);
      ages.set(key, maxAgeMs);
    },
    served: () => 0,
    close: () => undefined,
  };
}

const DNS: DnsAnswer = {
  cnames: [],
  ipv4: ok(['192.0.2.1'], SOURCE),
  ipv6: absent('NODATA', SOURCE),
  nameservers: ok(['ns1.example'], SOURCE),
  soa: absent('NODATA', SOURCE),
};
const REGISTRATION: Registration = {
  domain: 'pier.example',
  status: absent('none', SOURCE),
  registrar: ok('Quayside Names', SOURCE),
  registrarId: absent('none', SOURCE),
  registrant: redacted('withheld', 'REDACTED', SOURCE),
  createdOn: absent('none', SOURCE),
  updatedOn: absent('none', SOURCE),
  expiresOn: absent('none', SOURCE),
  nameservers: absent('none', SOURCE),
  sources: [SOURCE],
};
const TIMEOUT: Outcome<never> = failed({ code: 'timeout', detail: 'slow', attempts: 3 }, SOURCE);

function page(status: number): WebPage {
  const none = absent('none', SOURCE);
  const rest = { headers: {}, cookies: [], title: none, body: '', bodySha256: '', certificate: none, redirects: [] };
  return { finalUrl: 'https://www.pier.example/', status, address: '192.0.2.1', ...rest };
}

/** Asks the wrapped probe twice; how often the world was asked, and how long the answer may be kept. */
async function twice(
  of: (probes: Probes) => () => Promise<unknown>,
  answers: { readonly [Name in keyof Probes]?: Awaited<ReturnType<Probes[Name]>> },
): Promise<{ readonly asked: number; readonly ages: readonly number[] }> {
  let asked = 0;
  const reply = async <T>(outcome: T | undefined): Promise<T> => {
    asked += 1;
    if (outcome === undefined) throw new Error('no answer set');
    return outcome;
  };
  const store = memory();
  const { probes } = keepAnswers(store, 'world');
  const ask = of(
    probes({
      dns: () => reply(answers.dns),
      registration: () => reply(answers.registration),
      web: () => reply(answers.web),
      reverse: () => reply(answers.reverse),
      origins: () => reply(answers.origins),
    }),
  );
  await ask();
  await ask();
  return { asked, ages: [...store.ages.values()] };
}

const HOUR_MS = 3_600_000;

describe('answers kept between runs', () => {
  const registration =
    ({ registration: ask }: Probes) =>
    () =>
      ask(PIER, NETWORK, signal);
  const dns =
    ({ dns: ask }: Probes) =>
    () =>
      ask(PIER, NETWORK, signal);
  const web =
    ({ web: ask }: Probes) =>
    () =>
      ask(PIER, ok(DNS, SOURCE), NETWORK, signal);

  it('hold a registration for a day, a redacted one too, and a "none" for an hour', async () => {
    expect(await twice(registration, { registration: ok(REGISTRATION, SOURCE) })).toEqual({
      asked: 1,
      ages: [24 * HOUR_MS],
    });
    expect(await twice(registration, { registration: absent('404', SOURCE) })).toEqual({ asked: 1, ages: [HOUR_MS] });
  });

  it.each<[string, Outcome<Registration>]>([
    ['a failure', TIMEOUT],
    ['a question that was not put', { kind: 'skipped', why: 'turned off' }],
    ['an answer whose registrant failed', ok({ ...REGISTRATION, registrant: TIMEOUT }, SOURCE)],
  ])('never hold %s', async (_, outcome) => {
    expect(await twice(registration, { registration: outcome })).toEqual({ asked: 2, ages: [] });
  });

  it('hold DNS for minutes, unless one of its questions failed', async () => {
    expect((await twice(dns, { dns: ok(DNS, SOURCE) })).ages).toEqual([HOUR_MS / 12]);
    expect((await twice(dns, { dns: ok({ ...DNS, ipv6: TIMEOUT }, SOURCE) })).asked).toBe(2);
  });

  it.each([401, 403, 429, 500, 503])('never hold a page that refuses the visitor (HTTP %i)', async (status) => {
    expect(await twice(web, { web: ok(page(status), SOURCE) })).toEqual({ asked: 2, ages: [] });
  });

  it('hold a page for the addresses it was served from: a domain that moved is fetched anew', async () => {
    expect(await twice(web, { web: ok(page(200), SOURCE) })).toEqual({ asked: 1, ages: [HOUR_MS] });
    let addresses = ['192.0.2.1'];
    const moving = (probes: Probes) => () => {
      const at = ok({ ...DNS, ipv4: ok(addresses, SOURCE) }, SOURCE);
      addresses = ['198.51.100.7'];
      return probes.web(PIER, at, NETWORK, signal);
    };
    expect((await twice(moving, { web: ok(page(200), SOURCE) })).asked).toBe(2);
  });

  it('hold the origins of addresses only when every address was placed', async () => {
    const both =
      ({ origins }: Probes) =>
      () =>
        origins(['192.0.2.1', '198.51.100.7'], NETWORK, signal);
    const one = { address: '192.0.2.1', asn: 64_496, asName: 'HARBOUR', country: 'NO' };
    expect((await twice(both, { origins: ok([one], SOURCE) })).asked).toBe(2);
    const other = { ...one, address: '198.51.100.7' };
    expect((await twice(both, { origins: ok([one, other], SOURCE) })).asked).toBe(1);
  });
});
