import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { type AddressInfo, connect, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { mappedDial } from '../../src/net/dial.ts';
import { askDns } from '../../src/net/dns-client.ts';
import { udpTransport } from '../../src/net/dns-udp.ts';
import type { Network, Resolver } from '../../src/net/network.ts';
import { a, encodeReply, type FakeZone, startDnsServer } from './dns-server.ts';
import { networkFor, never } from './network-for.ts';
import { certificateOf, TEST_AUTHORITY } from './worlds.ts';

const close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of close.splice(0)) await end();
});

const QUESTION = { name: 'quay.example', type: 'A' } as const;
const right = { answers: [a('quay.example', '203.0.113.7')] };
const forged = { answers: [a('quay.example', '198.51.100.66')] };

async function serve(zone: FakeZone, options: Parameters<typeof startDnsServer>[1] = {}) {
  const server = await startDnsServer(zone, options);
  close.push(server.close);
  return server;
}

/** Asks over a network with one route per resolver address. */
async function ask(ports: readonly number[], options: Partial<Network> = {}) {
  const routes = ports.flatMap((port, index) =>
    (['udp', 'tcp'] as const).map((transport) => ({
      transport,
      address: `192.0.2.${index + 1}`,
      port: 53,
      to: `127.0.0.1:${port}`,
    })),
  );
  const resolvers: readonly Resolver[] = ports.map((_, index) => ({
    protocol: 'udp',
    address: `192.0.2.${index + 1}`,
    port: 53,
  }));
  const network = networkFor(
    {},
    { dial: mappedDial({ format: 1, authorities: [], resolvers: [], routes }), resolvers, ...options },
  );
  const startedAt = performance.now();
  const reply = await askDns(QUESTION, network, never);
  return { reply, ms: performance.now() - startedAt };
}

const values = (reply: Awaited<ReturnType<typeof askDns>>) =>
  'message' in reply ? reply.message.answers.map(({ value }) => value) : reply.fault.code;

describe('the DNS client', () => {
  const flip = (bytes: Uint8Array, at: number): Uint8Array => {
    const changed = Uint8Array.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x01;
    return changed;
  };

  it.each<[string, (query: Uint8Array) => Uint8Array]>([
    ['noise', () => Uint8Array.of(1, 2, 3)],
    ['nothing', () => new Uint8Array()],
    ['another id', (query) => flip(encodeReply(query, forged), 1)],
    ['another name', (query) => flip(encodeReply(query, forged), 14)],
    ['another type', (query) => flip(encodeReply(query, forged), 12 + 14 + 1)],
    ['the question itself', (query) => query],
  ])('is not taken in by %s before the answer', async (_what, forge) => {
    const { port } = await serve(({ query }) => [forge(query), right]);
    const { reply } = await ask([port]);
    expect(values(reply)).toEqual(['203.0.113.7']);
    expect(reply).toMatchObject({ attempts: 1 });
  });

  it('asks again over TCP when the answer is truncated', async () => {
    const { port, asked } = await serve(({ transport }) => (transport === 'udp' ? { truncated: true } : right));
    expect(values((await ask([port])).reply)).toEqual(['203.0.113.7']);
    expect(asked.map(({ transport }) => transport)).toEqual(['udp', 'tcp']);
  });

  it('asks again over TCP when the packet is broken', async () => {
    const { port } = await serve(({ transport, query }) =>
      transport === 'udp' ? encodeReply(query, right).subarray(0, -2) : right,
    );
    expect(values((await ask([port])).reply)).toEqual(['203.0.113.7']);
  });

  it.each(['dead', 'closed'] as const)('is failed when the answer is truncated and TCP is %s', async (tcp) => {
    const { port } = await serve(() => ({ truncated: true }), { tcp });
    const { reply, ms } = await ask([port], { timeoutMs: 800 });
    expect(reply).toMatchObject({ fault: { code: tcp === 'dead' ? 'timeout' : 'refused' } });
    expect(ms).toBeLessThan(1_300);
  });

  it.each([
    ['silent', null],
    ['failing', { rcode: 2 }],
    ['refusing', { rcode: 5 }],
  ] as const)('goes on to the next resolver when the first is %s', async (_what, said) => {
    const first = await serve(() => said);
    const second = await serve(() => right);
    const { reply } = await ask([first.port, second.port]);
    expect(values(reply)).toEqual(['203.0.113.7']);
    expect(reply).toMatchObject({ attempts: 2, source: { server: '192.0.2.2:53' } });
  });

  it('takes a late answer of an earlier try', async () => {
    const server = await serve(() => null);
    const slow = await serve(() => null);
    const reply = ask([server.port, slow.port], { timeoutMs: 4_000 });
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    const [first] = server.asked;
    expect(slow.asked).toHaveLength(1);
    server.answerLate(encodeReply(first?.query ?? new Uint8Array(12), right));
    expect(values((await reply).reply)).toEqual(['203.0.113.7']);
  });

  it('never asks again after NXDOMAIN', async () => {
    const { port, asked } = await serve(() => ({ rcode: 3 }));
    expect((await ask([port, port])).reply).toMatchObject({ message: { rcode: 3 } });
    expect(asked).toHaveLength(1);
  });

  it('leaves EDNS out for a server that does not know it', async () => {
    const { port } = await serve(({ query }) => (query[11] === 1 ? { rcode: 1 } : right));
    expect(values((await ask([port])).reply)).toEqual(['203.0.113.7']);
  });

  it('hears at once that nothing listens', async () => {
    const server = await startDnsServer(() => null);
    await server.close();
    const { reply, ms } = await ask([server.port]);
    expect(reply).toMatchObject({ fault: { code: 'refused', detail: 'connection refused', attempts: 3 } });
    expect(ms).toBeLessThan(2_000);
  });

  it('ends with the deadline, and soon after the caller stops', async () => {
    const { port } = await serve(() => null);
    const { reply, ms } = await ask([port], { timeoutMs: 300 });
    expect(reply).toMatchObject({ fault: { code: 'timeout', detail: 'no answer within 300 ms' } });
    expect(ms).toBeLessThan(700);
    const controller = new AbortController();
    const asked = askDns(QUESTION, networkFor({ dns: port }), controller.signal);
    controller.abort();
    expect(await asked).toMatchObject({ fault: { code: 'timeout', detail: 'stopped before an answer came' } });
  });

  it('says so when there is no resolver, or none that may be reached', async () => {
    expect((await ask([])).reply).toMatchObject({ fault: { code: 'unreachable' } });
    const off = networkFor({});
    expect(await askDns(QUESTION, off, never)).toMatchObject({
      fault: { code: 'unreachable', detail: 'udp 192.0.2.53 port 53 is not in the network map' },
    });
  });

  it('asks 600 questions at once on many ports, each with its answer', async () => {
    const { port } = await serve(({ name }) => ({
      answers: [a(name, `203.0.113.${Number(name.split('.')[0]) % 250}`)],
    }));
    const network = networkFor({ dns: port });
    const numbers = Array.from({ length: 600 }, (_, index) => index);
    const replies = await Promise.all(
      numbers.map((number) => askDns({ name: `${number}.quay.example`, type: 'A' }, network, never)),
    );
    expect(replies.map(values)).toEqual(numbers.map((number) => [`203.0.113.${number % 250}`]));
  });
});

describe('letter case as a secret', () => {
  const hear = (port: number, mixCase: boolean) =>
    new Promise((resolve) => {
      udpTransport({ transport: 'udp', address: '127.0.0.1', port }, mixCase).send(QUESTION, true, resolve);
    });

  it('is mixed into the question and accepted back unchanged', async () => {
    const { port, asked } = await serve(() => right);
    for (let round = 0; round < 8; round += 1) expect(await hear(port, true)).toHaveProperty('message');
    const spellings = new Set(asked.map(({ query }) => Buffer.from(query.subarray(12, 26)).toString('latin1')));
    expect(spellings.size).toBeGreaterThan(1);
  });

  it('is given up at a resolver that lowers every letter', async () => {
    const { port } = await serve(({ query }) => {
      const lowered = query.map((byte, at) => (at >= 12 && byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte));
      return encodeReply(lowered, right);
    });
    const transport = udpTransport({ transport: 'udp', address: '127.0.0.1', port }, true);
    const heard: unknown[] = [];
    for (let round = 0; round < 40; round += 1)
      heard.push(await new Promise((resolve) => transport.send(QUESTION, true, resolve)));
    expect(heard.slice(-5).every((one) => Object.hasOwn(one as object, 'message'))).toBe(true);
  });

  it('sends an answer in other letters to TCP instead of believing it', async () => {
    const { port } = await serve(({ query }) => {
      const reply = Uint8Array.from(encodeReply(query, forged));
      for (let at = 13; at < 17; at += 1) reply[at] = (reply[at] ?? 0) ^ 0x20;
      return reply;
    });
    expect(await hear(port, true)).toHaveProperty('retryStream');
  });
});

describe('other ways to a resolver', () => {
  const network = (resolver: Resolver, to: number): Network =>
    networkFor(
      {},
      {
        dial: mappedDial({
          format: 1,
          authorities: [],
          resolvers: [],
          routes: [{ transport: 'tcp', address: resolver.address, port: resolver.port, to: `127.0.0.1:${to}` }],
        }),
        resolvers: [resolver],
        extraAuthorities: [TEST_AUTHORITY],
        timeoutMs: 1_000,
      },
    );

  it('pipelines over one TCP connection and opens another when it was closed', async () => {
    const { port, asked } = await serve(() => right);
    const wanted = network({ protocol: 'tcp', address: '192.0.2.1', port: 53 }, port);
    const replies = await Promise.all(Array.from({ length: 50 }, async () => await askDns(QUESTION, wanted, never)));
    expect(new Set(replies.flatMap(values))).toEqual(new Set(['203.0.113.7']));
    expect(replies[0]).toMatchObject({ source: { server: 'tcp://192.0.2.1:53' } });
    expect(asked.every(({ transport }) => transport === 'tcp')).toBe(true);
  });

  async function tlsFront(certificate: 'quay' | 'expired', dnsPort: number) {
    const server: Server = createTlsServer({ ...certificateOf(certificate), ALPNProtocols: ['dot'] }, (socket) => {
      const inner = connect(dnsPort, '127.0.0.1');
      socket.pipe(inner).pipe(socket);
      socket.on('error', () => inner.destroy());
      inner.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close.push(async () => server.close());
    return (server.address() as AddressInfo).port;
  }

  it('speaks DNS over TLS to a resolver whose certificate names it', async () => {
    const { port } = await serve(() => right);
    const front = await tlsFront('quay', port);
    const named = network({ protocol: 'tls', address: '192.0.2.1', port: 853, serverName: 'quay.example' }, front);
    expect(values(await askDns(QUESTION, named, never))).toEqual(['203.0.113.7']);
    const byAddress = network({ protocol: 'tls', address: '192.0.2.53', port: 853 }, front);
    expect(values(await askDns(QUESTION, byAddress, never))).toEqual(['203.0.113.7']);
  });

  it.each([
    ['another name', 'quay', 'other.example'],
    ['an old date', 'expired', 'quay.example'],
  ] as const)('does not believe a resolver whose certificate has %s', async (_what, certificate, serverName) => {
    const { port } = await serve(() => right);
    const front = await tlsFront(certificate, port);
    const wanted = network({ protocol: 'tls', address: '192.0.2.1', port: 853, serverName }, front);
    expect(await askDns(QUESTION, wanted, never)).toMatchObject({
      fault: { code: 'refused', detail: expect.stringMatching(/^certificate/) },
    });
  });

  it.each([
    ['an answer', 200, ['203.0.113.7']],
    ['too many requests', 429, 'throttled'],
    ['an error', 503, 'refused'],
  ] as const)('speaks DNS over HTTPS and understands %s', async (_what, status, expected) => {
    const server: Http2SecureServer = createSecureServer(certificateOf('quay'), (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const isRight = request.method === 'POST' && request.url === '/dns-query';
        response.writeHead(isRight ? status : 404, { 'content-type': 'application/dns-message' });
        response.end(encodeReply(Buffer.concat(chunks), right));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close.push(async () => server.close());
    const { port } = server.address() as AddressInfo;
    const wanted = network(
      { protocol: 'https', address: '192.0.2.1', port: 443, serverName: 'quay.example', path: '/dns-query' },
      port,
    );
    const replies = await Promise.all([askDns(QUESTION, wanted, never), askDns(QUESTION, wanted, never)]);
    expect(replies.map(values)).toEqual([expected, expected]);
  });
});
