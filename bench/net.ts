/**
 * DNS questions a second of our client against dns2's and node:dns in the same run, and the memory of many hostile
 * bodies at once. `node bench/net.ts [questions]`; servers run in a worker thread, all on loopback.
 */
import { createSocket } from 'node:dgram';
import { Resolver as SystemResolver } from 'node:dns/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import dns2 from 'dns2';
import { mappedDial } from '../src/net/dial.ts';
import { askDns } from '../src/net/dns-client.ts';
import { askHttp } from '../src/net/http-client.ts';
import type { Network, Resolver } from '../src/net/network.ts';

const IN_FLIGHT = 400;
const ROUNDS = 5;

/** The query sent back as its own answer, with one A record. */
function answer(query: Buffer): Buffer {
  let end = 12;
  while ((query[end] ?? 0) !== 0) end += 1 + (query[end] ?? 0);
  const head = Buffer.from(query.subarray(0, end + 5));
  head.writeUInt16BE(0x8180, 2);
  head.set([0, 1, 0, 1, 0, 0, 0, 0], 4);
  return Buffer.concat([head, Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 7])]);
}

async function serve(): Promise<void> {
  const udp = createSocket({ type: 'udp4', recvBufferSize: 4_194_304 });
  udp.on('message', (query, from) => udp.send(answer(query), from.port, from.address));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const tcp = createTcpServer((socket) => {
    let rest = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      const replies: Buffer[] = [];
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
        const reply = answer(rest.subarray(2, 2 + rest.readUInt16BE(0)));
        replies.push(Buffer.from([reply.length >> 8, reply.length & 0xff]), reply);
        rest = rest.subarray(2 + rest.readUInt16BE(0));
      }
      socket.write(Buffer.concat(replies));
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const bomb = gzipSync(Buffer.alloc(64 * 1_048_576));
  const web = createHttpServer((request, response) => {
    response.on('error', () => undefined);
    if (request.url === '/bomb') {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(bomb);
      return;
    }
    const chunk = Buffer.alloc(65_536, 'x');
    const go = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', go);
    };
    go();
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const portOf = (server: { address: () => AddressInfo | string | null }) => (server.address() as AddressInfo).port;
  parentPort?.postMessage({ udp: udp.address().port, tcp: portOf(tcp), web: portOf(web) });
}

/** Asks `count` questions, `IN_FLIGHT` at a time; questions a second and how many had no answer. */
async function measure(count: number, ask: (name: string) => Promise<boolean>) {
  let next = 0;
  let lost = 0;
  const startedAt = performance.now();
  const cpu = process.threadCpuUsage(); // the server runs in another thread
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next < count) {
        next += 1;
        if (!(await ask(`host-${next}.quay.example`))) lost += 1;
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const used = process.threadCpuUsage(cpu);
  return { rate: count / seconds, lost, cpuUs: (used.user + used.system) / count };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 20_000);
  const worker = new Worker(new URL(import.meta.url));
  const ports = await new Promise<{ udp: number; tcp: number; web: number }>((resolve) =>
    worker.once('message', resolve),
  );
  const networkOver = (resolver: Resolver): Network => ({
    dial: mappedDial({
      format: 1,
      authorities: [],
      resolvers: [],
      routes: [
        { transport: 'udp', address: '192.0.2.53', port: 53, to: `127.0.0.1:${ports.udp}` },
        { transport: 'tcp', address: '192.0.2.53', port: 53, to: `127.0.0.1:${ports.tcp}` },
        { transport: 'tcp', address: '203.0.113.7', port: 80, to: `127.0.0.1:${ports.web}` },
      ],
    }),
    resolvers: [resolver],
    extraAuthorities: [],
    userAgent: 'audit-domains-bench',
    timeoutMs: 10_000,
    now: () => new Date(),
  });
  const signal = new AbortController().signal;
  const overUdp = networkOver({ protocol: 'udp', address: '192.0.2.53', port: 53 });
  const overTcp = networkOver({ protocol: 'tcp', address: '192.0.2.53', port: 53 });
  const ours = (network: Network) => async (name: string) =>
    'message' in (await askDns({ name, type: 'A' }, network, signal));
  const theirs = dns2.UDPClient({ dns: '127.0.0.1', port: ports.udp });
  const system = new SystemResolver();
  system.setServers([`127.0.0.1:${ports.udp}`]);

  const clients: Record<string, (name: string) => Promise<boolean>> = {
    'ours, UDP': ours(overUdp),
    'ours, TCP': ours(overTcp),
    dns2: async (name) => (await theirs(name, 'A').catch(() => ({ answers: [] }))).answers.length > 0,
    'node:dns': async (name) => (await system.resolve4(name).catch(() => [])).length > 0,
  };
  const results = new Map(Object.keys(clients).map((name) => [name, [] as Awaited<ReturnType<typeof measure>>[]]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, ask] of Object.entries(clients)) {
      const measured = await measure(round === 0 ? count / 10 : count, ask); // the first round warms up
      if (round > 0) results.get(name)?.push(measured);
    }
  }
  const base = median((results.get('dns2') ?? []).map(({ rate }) => rate));
  for (const [name, rounds] of results) {
    const rate = median(rounds.map((one) => one.rate));
    const lost = rounds.reduce((sum, one) => sum + one.lost, 0);
    console.log(
      `${name.padEnd(10)} ${Math.round(rate)} questions/s, ${median(rounds.map((one) => one.cpuUs)).toFixed(0)} µs CPU of the client's thread, ` +
        `${(rate / base).toFixed(2)}× dns2, ${lost} of ${count * ROUNDS} unanswered`,
    );
  }

  for (const path of ['endless', 'bomb']) {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let highest = before;
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage().rss);
    }, 5);
    const request = { url: new URL(`http://quay.example/${path}`), maxBytes: 262_144, addresses: ['203.0.113.7'] };
    let cut = 0;
    await measure(2_000, async () => {
      const got = await askHttp(request, overUdp, signal);
      if ('reply' in got && got.reply.truncated) cut += 1;
      return true;
    });
    clearInterval(watch);
    const mib = (bytes: number) => (bytes / 1_048_576).toFixed(0);
    console.log(
      `${path.padEnd(10)} 2000 bodies, ${IN_FLIGHT} at once, 256 KiB cap: ${cut} cut, highest RSS +${mib(highest - before)} MiB (server in the same process)`,
    );
  }
  await worker.terminate();
}

await (isMainThread ? main() : serve());
