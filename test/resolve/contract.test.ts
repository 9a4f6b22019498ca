import { afterEach, describe, expect, it } from 'vitest';
import type { DnsAnswer } from '../../src/model/evidence.ts';
import { absent, type Outcome, ok } from '../../src/model/outcome.ts';
import type { Network } from '../../src/net/network.ts';
import { probeDns } from '../../src/resolve/dns.ts';
import { probeOrigins } from '../../src/resolve/origins.ts';
import { probeReverse } from '../../src/resolve/reverse.ts';
import { probeWeb } from '../../src/resolve/web.ts';
import { a, type FakeZone, ptr, soa, txt } from '../net/dns-server.ts';
import { never } from '../net/network-for.ts';
import { startWorld, type World } from '../net/worlds.ts';
import { page } from './web-server.ts';

const SOURCE = { protocol: 'dns', server: '192.0.2.53:53', askedAt: '2026-11-23T12:00:00Z' } as const;
const NONE = absent('NODATA', SOURCE);
const dnsAt = (ipv4: Outcome<readonly string[]>): Outcome<DnsAnswer> =>
  ok({ cnames: [], ipv4, ipv6: NONE, nameservers: NONE, soa: NONE }, SOURCE);
const quay = { host: 'quay.example', registrable: 'quay.example', registered: 'quay.example', publicSuffix: 'example' };

/** One probe, and the worlds in which it must end in each way. No probe here can be redacted: only registration is. */
interface Contract {
  readonly name: string;
  readonly ask: (network: Network, signal: AbortSignal, isThere?: boolean) => Promise<Outcome<unknown>>;
  readonly ok: World;
  readonly absent: World;
  readonly silent: World;
  readonly unexpected: World;
}

const silent: FakeZone = () => null;
const noName: FakeZone = () => ({ rcode: 3, authority: [soa('example')] });
const notimp: FakeZone = () => ({ rcode: 4 });
const zoneWith = (answer: (owner: string) => ReturnType<typeof a>): World => ({
  zone: ({ name }) => ({ answers: [answer(name)] }),
});

const CONTRACTS: readonly Contract[] = [
  {
    name: 'dns',
    ask: (network, signal) => probeDns(quay, network, signal),
    ok: {
      zone: ({ name, type }) =>
        type === 1 ? { answers: [a(name, '203.0.113.7')] } : { authority: [soa('quay.example')] },
    },
    absent: { zone: noName },
    silent: { zone: silent },
    unexpected: { zone: notimp },
  },
  {
    name: 'web',
    ask: (network, signal, isThere = true) =>
      probeWeb(quay, dnsAt(isThere ? ok(['203.0.113.7'], SOURCE) : NONE), network, signal),
    ok: { http: page('<title>Quay</title>') },
    absent: {},
    silent: { http: () => undefined, https: () => undefined },
    unexpected: { http: (_head, socket) => socket.end('SSH-2.0-quay\r\n') },
  },
  {
    name: 'reverse',
    ask: (network, signal) => probeReverse(['203.0.113.7', '2001:db8::7'], network, signal),
    ok: zoneWith((owner) => ptr(owner, 'berth-7.quay.example')),
    absent: { zone: noName },
    silent: { zone: silent },
    unexpected: { zone: notimp },
  },
  {
    name: 'origins',
    ask: (network, signal) => probeOrigins(['203.0.113.7', '203.0.113.9'], network, signal),
    ok: zoneWith((owner) =>
      txt(
        owner,
        owner.startsWith('as64500')
          ? '64500 | US | arin | 2010-01-01 | QUAY-AS, US'
          : '64500 | 203.0.113.0/24 | US | arin | ',
      ),
    ),
    absent: { zone: noName },
    silent: { zone: silent },
    unexpected: zoneWith((owner) => txt(owner, 'not an origin record')),
  },
];

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

async function networkOf(world: World, timeoutMs: number): Promise<Network> {
  const started = await startWorld({ ...world, options: { timeoutMs } });
  close = started.close;
  return started.network;
}

describe.each(CONTRACTS)('the $name probe', (contract) => {
  it('is ok with a value and its source', async () => {
    const outcome = await contract.ask(await networkOf(contract.ok, 2_000), never);
    expect(outcome).toMatchObject({
      kind: 'ok',
      source: { server: expect.stringMatching(/./), askedAt: '2026-11-23T12:00:00.000Z' },
    });
    expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
  });

  it('is absent with a proof when the authority says that there is none', async () => {
    const outcome = await contract.ask(await networkOf(contract.absent, 2_000), never, false);
    expect(outcome).toMatchObject({ kind: 'absent', proof: expect.stringMatching(/./) });
  });

  it('is failed: timeout before a silent server, soon after its deadline', async () => {
    const network = await networkOf(contract.silent, 500);
    const startedAt = performance.now();
    expect(await contract.ask(network, never)).toMatchObject({ kind: 'failed', fault: { code: 'timeout' } });
    expect(performance.now() - startedAt).toBeLessThan(500 + 500);
  });

  it('is failed, not absent, by an answer it does not recognise', async () => {
    const outcome = await contract.ask(await networkOf(contract.unexpected, 2_000), never);
    expect(outcome).toMatchObject({
      kind: 'failed',
      fault: { code: expect.stringMatching(/^(?:refused|malformed)$/) },
    });
  });

  it('is failed: unreachable where nothing may be dialled', async () => {
    const outcome = await contract.ask(await networkOf({}, 500), never);
    expect(outcome).toMatchObject({ kind: 'failed', fault: { code: 'unreachable' } });
  });

  it('never throws, not even when the seam does', async () => {
    const network = await networkOf({}, 500);
    const broken: Network = {
      ...network,
      dial: () => {
        throw new TypeError('a bug of ours');
      },
    };
    const outcome = await contract.ask(broken, never);
    expect(outcome).toMatchObject({
      kind: 'failed',
      fault: { code: 'internal', detail: expect.stringContaining('a bug of ours') },
    });
  });

  it('respects an abort, before it starts and on the way', async () => {
    const network = await networkOf(contract.silent, 5_000);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const startedAt = performance.now();
    const stopped = { kind: 'failed', fault: { code: 'timeout' } };
    expect(await contract.ask(network, controller.signal)).toMatchObject(stopped);
    expect(await contract.ask(network, controller.signal)).toMatchObject(stopped);
    expect(performance.now() - startedAt).toBeLessThan(400);
  });
});
