import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isGloballyReachable } from '../../src/net/guard.ts';
import type { Network } from '../../src/net/network.ts';
import type { Reception } from '../../src/net/pace.ts';
import type { TakeTurn } from '../../src/resolve/registration/asking.ts';
import { servicesWith } from '../../src/resolve/registration/servers.ts';
import { probeRegistration } from '../../src/resolve/registration.ts';
import { a, startDnsServer } from '../net/dns-server.ts';
import { networkFor, never } from '../net/network-for.ts';
import { certificateOf, TEST_AUTHORITY } from '../net/worlds.ts';
import { summary } from './registration-summary.ts';
import { page, type Site, startWebServer } from './web-server.ts';
import { startWhoisServer } from './whois-server.ts';

const QUAY = {
  host: 'northquay.quay',
  registrable: 'northquay.quay',
  registered: 'northquay.quay',
  publicSuffix: 'quay',
};
const BASE = 'https://rdap.quay.example/';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

interface Registry {
  readonly rdap?: (path: string, host: string) => Site;
  readonly whois?: (query: string, socket: Socket) => void;
  readonly listed?: boolean;
  readonly options?: Partial<Network>;
  readonly takeTurn?: TakeTurn;
}

/** Asks about northquay.quay in a world of these servers; what is left out does not exist. */
async function ask({ rdap, whois, options, takeTurn }: Registry) {
  const dns = await startDnsServer(({ name, type }) => (type === 1 ? { answers: [a(name, '192.0.2.10')] } : {}));
  const site: Site = (head, socket) => {
    const [, path = '', host = ''] = /^GET (\S+)[\s\S]*?host: (\S+)/i.exec(head) ?? [];
    rdap?.(path, host)(head, socket);
  };
  const https = rdap === undefined ? undefined : await startWebServer(site, certificateOf('quay'));
  const port43 = whois === undefined ? undefined : await startWhoisServer(whois);
  closing.push(
    dns.close,
    async () => https?.close(),
    async () => port43?.close(),
  );
  const network = networkFor(
    {
      dns: dns.port,
      ...(https === undefined ? {} : { https: https.port }),
      ...(port43 === undefined ? {} : { tcp: port43.port }),
    },
    { extraAuthorities: [TEST_AUTHORITY], ...options },
  );
  const services = servicesWith({
    rdap: rdap === undefined ? {} : { quay: BASE },
    whois: whois === undefined ? {} : { quay: 'whois.quay.example' },
  });
  const startedAt = performance.now();
  const outcome = await probeRegistration(QUAY, network, never, {
    services: whois === undefined ? { ...services, whoisOf: () => null } : services,
    ...(takeTurn === undefined ? {} : { takeTurn }),
  });
  return {
    outcome,
    paths: https?.heads.map((head) => head.split(' ')[1]) ?? [],
    queries: port43?.queries ?? [],
    ms: performance.now() - startedAt,
  };
}

const json = (value: unknown, status = '200 OK', headers: readonly string[] = []): Site =>
  page(JSON.stringify(value), ['content-type: application/rdap+json', ...headers], status);
const domain = (extra: object = {}) => ({ objectClassName: 'domain', ldhName: 'NORTHQUAY.QUAY', ...extra });
const entity = (role: string, name: string) => ({
  objectClassName: 'entity',
  roles: [role],
  vcardArray: ['vcard', [['fn', {}, 'text', name]]],
});
const RECORD = 'Domain Name: northquay.quay\r\nRegistrar: Pier Names Ltd\r\nRegistrant Organization: Northquay Ltd\r\n';

/** Tells how every question was taken. */
function notedTurns() {
  const taken: (readonly [server: string, reception: Reception, retryAfterMs: number | undefined])[] = [];
  const takeTurn: TakeTurn = async (server) => ({
    done: (reception, retryAfterMs) => void taken.push([server, reception, retryAfterMs]),
  });
  return { taken, takeTurn };
}

describe('asking for a registration', () => {
  it('is content with an RDAP answer and leaves WHOIS alone', async () => {
    const { outcome, paths, queries } = await ask({
      rdap: () => json(domain({ entities: [entity('registrant', 'Northquay Ltd')] })),
      whois: (_query, socket) => socket.end(RECORD),
    });
    expect(summary(outcome)).toMatchObject({ kind: 'ok', name: 'Northquay Ltd' });
    expect([paths, queries]).toEqual([['/domain/northquay.quay'], []]);
  });

  it('takes a 404 of the registry for "there is none"', async () => {
    const { outcome } = await ask({ rdap: () => json({ errorCode: 404 }, '404 Not Found') });
    expect(outcome.kind).toBe('absent');
  });

  it.each([
    ['a 404 with a web page', page('<html>', ['content-type: text/html'], '404 Not Found')],
    ['HTML with status 200', page('<html>')],
    ['JSON of another domain', json({ ...domain(), ldhName: 'southquay.quay' })],
    ['an empty JSON object', json({})],
    ['an error object with status 200', json({ errorCode: 500 })],
    ['status 500', json({}, '500 Oops')],
    ['status 403', json({}, '403 Forbidden')],
    ['more than a mebibyte', json({ ...domain(), lang: 'x'.repeat(1_100_000) })],
    ['a redirect to http', page('', ['location: http://rdap.quay.example/x'], '302 Found')],
    ['a redirect to itself', page('', [`location: ${BASE}domain/northquay.quay`], '301 Moved')],
  ])('asks WHOIS when RDAP answers with %s', async (_what, site) => {
    const { outcome, queries } = await ask({ rdap: () => site, whois: (_query, socket) => socket.end(RECORD) });
    expect(summary(outcome)).toMatchObject({ kind: 'ok', organisation: 'Northquay Ltd' });
    expect(queries).toEqual(['northquay.quay']);
    expect(outcome.kind === 'ok' && outcome.value.sources.map(({ protocol }) => protocol)).toEqual(['rdap', 'whois']);
  });

  it('tells the pacer of a 429 and how long the server wants to be left alone', async () => {
    const { taken, takeTurn } = notedTurns();
    const { outcome } = await ask({ rdap: () => json({}, '429 Slow', ['retry-after: 120']), takeTurn });
    expect(summary(outcome)).toEqual({ kind: 'failed:throttled' });
    expect(taken).toEqual([['rdap.quay.example', 'throttled', 120_000]]);
  });

  it('asks nothing of a parked server', async () => {
    const { outcome, paths } = await ask({
      rdap: () => json(domain()),
      takeTurn: async () => ({ parked: 'it refused 3' }),
    });
    expect([summary(outcome), paths]).toEqual([{ kind: 'failed:throttled' }, []]);
  });

  it('follows a redirect on the same server, and its 404 still counts', async () => {
    const { outcome } = await ask({
      rdap: (path) => (path === '/moved' ? json({}, '404 Not Found') : page('', ['location: /moved'], '307 Moved')),
    });
    expect(outcome.kind).toBe('absent');
  });

  it('does not take the 404 of another server for the registry’s word', async () => {
    const { outcome } = await ask({
      rdap: (_path, host) =>
        host.startsWith('rdap.')
          ? page('', ['location: https://other.quay.example/x'], '302 Found')
          : json({}, '404 No'),
    });
    expect(summary(outcome)).toEqual({ kind: 'failed:refused' });
  });

  const thin = domain({
    entities: [entity('registrar', 'Pier Names Ltd')],
    links: [
      { rel: 'related', type: 'application/rdap+json', href: 'https://registrar.quay.example/domain/northquay.quay' },
    ],
  });

  it('asks the registrar where the registry is thin, and keeps each field’s source', async () => {
    const { outcome } = await ask({
      rdap: (_path, host) =>
        json(host.startsWith('rdap.') ? thin : domain({ entities: [entity('registrant', 'Northquay Ltd')] })),
    });
    expect(summary(outcome)).toMatchObject({ kind: 'ok', registrar: 'Pier Names Ltd', name: 'Northquay Ltd' });
    if (outcome.kind !== 'ok' || outcome.value.registrant.kind !== 'ok') throw new Error('no registrant');
    expect(outcome.value.registrant.source.server).toBe('https://registrar.quay.example/domain/northquay.quay');
    expect(outcome.value.sources).toHaveLength(2);
  });

  it('leaves the registrant open as failed when the registrar would not answer', async () => {
    const { outcome } = await ask({
      rdap: (_path, host) => (host.startsWith('rdap.') ? json(thin) : json({}, '429 Slow')),
    });
    expect(summary(outcome)).toMatchObject({ kind: 'ok', registrar: 'Pier Names Ltd', registrant: 'failed' });
  });

  it('asks WHOIS too where RDAP names a handle and no more', async () => {
    const { outcome } = await ask({
      rdap: () => json(domain({ entities: [{ objectClassName: 'entity', roles: ['registrant'], handle: 'NQ-17' }] })),
      whois: (_query, socket) => socket.end(RECORD),
    });
    expect(summary(outcome)).toMatchObject({ kind: 'ok', registrant: 'ok', organisation: 'Northquay Ltd' });
  });

  it('says "not registered" only in words the WHOIS server is known for', async () => {
    const none = await ask({ whois: (_query, socket) => socket.end('No match for "northquay.quay".\r\n') });
    const unknown = await ask({ whois: (_query, socket) => socket.end('Nothing to see, sailor.\r\n') });
    expect([none.outcome.kind, summary(unknown.outcome)]).toEqual(['absent', { kind: 'failed:malformed' }]);
  });

  it('doubts what a reply that breaks off does not tell', async () => {
    const { outcome } = await ask({
      whois: (_query, socket) => {
        socket.write('Domain Name: northquay.quay\r\nRegistrar: Pier Names Ltd\r\n', () => socket.resetAndDestroy());
      },
    });
    expect(outcome.kind).not.toBe('absent');
    if (outcome.kind === 'ok') expect(outcome.value.registrant.kind).toBe('failed');
  });

  it('ends at the deadline with a server that drips, and within a quarter second of it', async () => {
    const { outcome, ms } = await ask({
      options: { timeoutMs: 600 },
      whois: (_query, socket) => {
        const timer = setInterval(() => socket.write('x'), 20);
        socket.on('close', () => clearInterval(timer));
      },
    });
    expect(outcome.kind).toBe('failed');
    expect(ms).toBeLessThan(850);
  });

  it('reads no more than its share of a reply without end', async () => {
    const { outcome } = await ask({
      whois: (_query, socket) => {
        const flood = Buffer.alloc(65_536, 'Domain Name: northquay.quay\r\n');
        const pour = (): void => {
          while (socket.writable && socket.write(flood));
        };
        socket.on('drain', pour);
        pour();
      },
    });
    expect(outcome.kind).not.toBe('absent');
  });

  it('skips a TLD that no server is known for', async () => {
    const { outcome } = await ask({});
    expect(outcome).toMatchObject({ kind: 'skipped' });
  });
});

describe('asking a thin registry over WHOIS', () => {
  const registry =
    'Domain Name: NORTHQUAY.COM\r\nRegistrar WHOIS Server: whois.pier.example\r\nRegistrar: Pier Names Ltd\r\n';
  const registrar =
    'Domain Name: northquay.com\r\nRegistrar: Pier Names Ltd\r\nRegistrant Organization: Northquay Ltd\r\n';
  const com = { host: 'northquay.com', registrable: 'northquay.com', registered: 'northquay.com', publicSuffix: 'com' };

  async function askCom(reply: (query: string) => string) {
    const dns = await startDnsServer(({ name, type }) => (type === 1 ? { answers: [a(name, '192.0.2.10')] } : {}));
    const whois = await startWhoisServer((query, socket) => socket.end(reply(query)));
    closing.push(dns.close, whois.close);
    const services = { ...servicesWith({}), rdapOf: () => null };
    const network = networkFor({ dns: dns.port, tcp: whois.port });
    return { outcome: await probeRegistration(com, network, never, { services }), queries: whois.queries };
  }

  it('goes on to the registrar’s server, once', async () => {
    const { outcome, queries } = await askCom((query) => (query.startsWith('domain ') ? registry : registrar));
    expect(summary(outcome)).toMatchObject({ organisation: 'Northquay Ltd' });
    expect(queries).toEqual(['domain northquay.com', 'northquay.com']);
  });

  it('does not run in circles when the registrar names itself', async () => {
    const { queries } = await askCom(() => registry);
    expect(queries).toHaveLength(2);
  });
});

describe('a server that points inside', () => {
  const INSIDE = '10.0.0.7';
  const OUTSIDE = '9.9.9.9';

  /** Names under `inside.example` lead to a private address, all others to a public one; only those may be dialled. */
  async function startTrap(site: Site, whois: (query: string, socket: Socket) => void) {
    const addressOf = (name: string) => (name.endsWith('inside.example') ? INSIDE : OUTSIDE);
    const dns = await startDnsServer(({ name, type }) => (type === 1 ? { answers: [a(name, addressOf(name))] } : {}));
    const https = await startWebServer(site, certificateOf('quay'));
    const port43 = await startWhoisServer(whois);
    closing.push(dns.close, https.close, port43.close);
    const network = networkFor({ dns: dns.port, https: https.port, tcp: port43.port });
    const dialled: string[] = [];
    const dial: Network['dial'] = (wanted) => {
      if (wanted.port !== 53) dialled.push(wanted.address);
      return wanted.port === 53 || isGloballyReachable(wanted.address) ? network.dial(wanted) : { refused: 'private' };
    };
    return { network: { ...network, dial, extraAuthorities: [TEST_AUTHORITY] }, https, port43, dialled };
  }

  it('by a related link is not followed there, and the registrant stays open', async () => {
    const link = {
      rel: 'related',
      type: 'application/rdap+json',
      href: 'https://rdap.inside.example/domain/northquay.quay',
    };
    const trap = await startTrap(json(domain({ links: [link] })), (_query, socket) => socket.end(''));
    const services = { ...servicesWith({ rdap: { quay: BASE } }), whoisOf: () => null };
    const outcome = await probeRegistration(QUAY, trap.network, never, { services });
    expect(summary(outcome)).toMatchObject({ kind: 'ok', registrant: 'failed' });
    expect(trap.https.heads).toHaveLength(1);
  });

  it('by a referral is not followed there', async () => {
    const record = 'Domain Name: NORTHQUAY.COM\r\nRegistrar WHOIS Server: whois.inside.example\r\nRegistrar: Pier\r\n';
    const trap = await startTrap(page(''), (_query, socket) => socket.end(record));
    const services = { ...servicesWith({}), rdapOf: () => null };
    const com = { ...QUAY, registered: 'northquay.com' };
    const outcome = await probeRegistration(com, trap.network, never, { services });
    expect(summary(outcome)).toMatchObject({ kind: 'ok', registrant: 'failed' });
    expect(trap.port43.queries).toHaveLength(1);
    expect(trap.dialled).toEqual([OUTSIDE, INSIDE]);
  });
});
