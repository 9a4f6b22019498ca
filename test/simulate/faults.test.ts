import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../src/net/network.ts';
import { openNetwork } from '../../src/net/open-network.ts';
import { probeDns } from '../../src/resolve/dns.ts';
import { probeRegistration } from '../../src/resolve/registration.ts';
import { probeWeb } from '../../src/resolve/web.ts';
import { type Internet, startInternet } from '../../src/simulate/internet.ts';
import type { Fault, World } from '../../src/simulate/world.ts';
import { askTcp, askTcpDns, askUdp, getPage, portIn } from './raw-clients.ts';

const NOW = new Date();
const never = new AbortController().signal;
const RESOLVER = '192.0.2.53';
const A = 1;
const FAULTY = ['silent', 'reset', 'throttled', 'lying', 'cut', 'endless'] as const satisfies readonly Fault[];
const whoisAddress = (fault: string): string => `192.0.2.${100 + (FAULTY as readonly string[]).indexOf(fault)}`;
const domain = (host: string) => ({ host, registrable: host, registered: host, publicSuffix: 'test' });

const record = (name: string): string =>
  `Domain Name: ${name}\r\nRegistrar: Harbour Names\r\nRegistrant Organization: Quay Ferries Ltd\r\n`;

/** `<fault>-dns.test` is ill in DNS, `<fault>-web.test` on the web, `any.<fault>` at its registry. */
const world: World = {
  names: (name) => {
    const [label = '', zone = ''] = name.split('.');
    const [fault = '', where] = label.split('-');
    if (label === 'gone') return null;
    if (label === 'whois') return { a: [whoisAddress(name.split('.').at(-1) ?? '')] };
    const well = { a: ['203.0.113.9'], ns: ['ns1.pilot.test'], txt: ['quay'], ptr: 'quay.test' };
    const isFault = ['silent', 'servfail', 'refused', 'truncated', 'lying'].includes(fault);
    return zone === 'test' && where === 'dns' && isFault ? { ...well, fault: fault as Fault } : well;
  },
  page: (host) => {
    const [fault, where] = (host.split('.')[0] ?? '').split('-');
    const isFault = where === 'web' && FAULTY.some((one) => one === fault);
    return { html: '<title>Quay</title>', ...(isFault && { fault: fault as Fault }) };
  },
  rdap: () => null,
  whois: (_, query) => record(query),
  whoisServers: Object.fromEntries([
    ['whois.well', { address: '192.0.2.99' }],
    ...FAULTY.map((fault) => [`whois.${fault}`, { address: whoisAddress(fault), fault }] as const),
  ]),
  registration: {
    rdap: {},
    whois: Object.fromEntries(['well', ...FAULTY].map((fault) => [fault, `whois.${fault}`])),
  },
};

let internet: Internet;
let network: Network;
beforeAll(async () => {
  internet = await startInternet(world, NOW);
  network = await openNetwork({ mapFile: internet.mapFile, userAgent: 'test', timeoutMs: 600, now: () => NOW });
});
afterAll(() => internet.close());

describe('the pretend resolver, asked by a raw client', () => {
  const answered = { isOurs: true, isCut: false, rcode: 0, answers: 1, authorities: 0 };

  it.each([
    ['quay.test', A, answered],
    ['quay.test', 16, answered],
    ['9.113.0.203.in-addr.arpa', 12, answered],
    ['quay.test', 28, { ...answered, answers: 0, authorities: 1 }],
    ['gone.test', A, { ...answered, rcode: 3, answers: 0, authorities: 1 }],
    ['servfail-dns.test', A, { ...answered, rcode: 2, answers: 0 }],
    ['refused-dns.test', A, { ...answered, rcode: 5, answers: 0 }],
    ['lying-dns.test', A, { ...answered, isOurs: false }],
    ['silent-dns.test', A, null],
  ])('answers %s (type %i) with %o', async (name, type, expected) => {
    const port = portIn(internet.mapFile, 'udp', RESOLVER, 53);
    const heard = await askUdp(port, name, type);
    if (expected === null) expect(heard).toBeNull();
    else expect(heard).toMatchObject(expected);
  });

  it('cuts a long answer over UDP and gives it whole over TCP', async () => {
    const udp = await askUdp(portIn(internet.mapFile, 'udp', RESOLVER, 53), 'truncated-dns.test', A);
    expect(udp).toMatchObject({ isCut: true, answers: 0 });
    const tcp = await askTcpDns(portIn(internet.mapFile, 'tcp', RESOLVER, 53), 'truncated-dns.test', A);
    expect(tcp).toMatchObject({ isCut: false, answers: 1 });
  });

  it.each([
    ['truncated-dns.test', 'ok'],
    ['gone.test', 'absent'],
    ['servfail-dns.test', 'failed'],
    ['refused-dns.test', 'failed'],
    ['lying-dns.test', 'failed'],
    ['silent-dns.test', 'failed'],
  ])('is understood by the probe: %s is %s', async (name, kind) => {
    expect((await probeDns(domain(name), network, never)).kind).toBe(kind);
  });
});

describe('a WHOIS server', () => {
  const text = record('quay.test');

  it.each([
    ['192.0.2.99', 'closed', text],
    [whoisAddress('silent'), 'waiting', ''],
    [whoisAddress('reset'), 'reset', ''],
    [whoisAddress('throttled'), 'closed', 'Query rate limit exceeded. Please try again later.\r\n'],
    [whoisAddress('lying'), 'closed', expect.stringContaining('SOMEBODY-ELSE.TEST')],
    [whoisAddress('cut'), 'reset', expect.not.stringContaining('Ferries Ltd')],
    [whoisAddress('endless'), 'enough', expect.stringContaining('pleasant stay')],
  ])('at %s ends %s', async (address, end, said) => {
    const heard = await askTcp(portIn(internet.mapFile, 'tcp', address, 43), 'quay.test\r\n');
    expect({ end: heard.end, said: heard.bytes.toString() }).toEqual({ end, said });
  });

  it.each(['well', ...FAULTY].map((zone) => [zone, zone === 'well' ? 'ok' : 'failed'] as const))(
    'that is %s leaves a registrant that is %s',
    async (zone, kind) => {
      const outcome = await probeRegistration(domain(`quay.${zone}`), network, never);
      expect(outcome.kind === 'ok' ? outcome.value.registrant.kind : outcome.kind).toBe(kind);
    },
  );
});

describe('a web server', () => {
  it.each([
    ['silent-web.test', 'silence'],
    ['reset-web.test', 'ECONNRESET'],
    ['throttled-web.test', '429 whole'],
    ['cut-web.test', '200 cut'],
    ['endless-web.test', '200 without end'],
    ['lying-web.test', '200 whole'],
    ['quay.test', '301 whole'],
  ])('of %s answers a raw client: %s', async (host, said) => {
    expect(await getPage(portIn(internet.mapFile, 'tcp', '*', 80), host)).toBe(said);
  });

  it.each([
    ['quay.test', 'ok'],
    ['silent-web.test', 'failed'],
    ['reset-web.test', 'failed'],
    ['endless-web.test', 'ok'],
  ])('of %s is %s to the probe', async (host, kind) => {
    const dns = await probeDns(domain(host), network, never);
    expect((await probeWeb(domain(host), dns, network, never)).kind).toBe(kind);
  });
});
