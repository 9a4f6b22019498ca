import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { askHttp, openHttp } from '../../src/net/http-client.ts';
import { page, type Site } from '../resolve/web-server.ts';
import { never } from './network-for.ts';
import { startWorld, type World } from './worlds.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

const CAP = 65_536;

async function get(world: World, timeoutMs = 600, url = 'http://quay.example/') {
  const started = await startWorld({ ...world, options: { timeoutMs, ...world.options } });
  close = started.close;
  const startedAt = performance.now();
  const request = { url: new URL(url), maxBytes: CAP, addresses: ['203.0.113.7'] };
  const answer = await askHttp(request, started.network, never);
  return { answer, ms: performance.now() - startedAt };
}

const head = (...lines: readonly string[]): string => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');

/** Writes the same bytes as long as the client takes them. */
const endless = (socket: Socket, chunk: string | Uint8Array): void => {
  const go = () => {
    while (!socket.destroyed && socket.write(chunk));
    if (!socket.destroyed) socket.once('drain', go);
  };
  go();
};

/** Writes an opening, then goes on. */
const startingWith =
  (opening: string, more: (socket: Socket) => void): Site =>
  (_head, socket) => {
    socket.write(opening);
    more(socket);
  };

const drip = (socket: Socket, piece: string): void => {
  const timer = setInterval(() => socket.write(piece), 20);
  socket.on('close', () => clearInterval(timer));
};

describe('the HTTP client before a hostile server', () => {
  it.each<[string, Site, string]>([
    ['says nothing', () => undefined, 'timeout'],
    ['drips its status line', (_head, socket) => drip(socket, 'H'), 'malformed'],
    ['drips headers', startingWith('HTTP/1.1 200 OK\r\n', (socket) => drip(socket, 'x: y\r\n')), 'timeout'],
    ['drips its body', startingWith(head(), (socket) => drip(socket, 'x')), 'timeout'],
    [
      'floods headers',
      startingWith('HTTP/1.1 200 OK\r\n', (socket) => endless(socket, `x: ${'y'.repeat(999)}\r\n`)),
      'malformed',
    ],
    [
      // On a loaded machine the flood may keep the count from being reached before the deadline.
      'sends informational replies for ever',
      (_head, socket) => endless(socket, 'HTTP/1.1 103 Early\r\n\r\n'),
      'malformed or timeout',
    ],
    ['speaks another protocol', (_head, socket) => socket.end('SSH-2.0-quay\r\n'), 'malformed'],
    ['resets', (_head, socket) => socket.resetAndDestroy(), 'refused'],
    ['closes without a word', (_head, socket) => socket.end(), 'refused'],
    ['breaks off its body', (_head, socket) => socket.end(`${head('content-length: 100')}half`), 'refused'],
    [
      'has two lengths',
      (_head, socket) => socket.end(`${head('content-length: 3', 'content-length: 4')}abcd`),
      'malformed',
    ],
    ['has bad chunks', (_head, socket) => socket.end(`${head('transfer-encoding: chunked')}zz\r\nabc`), 'malformed'],
    ['has broken gzip', page('not gzip', ['content-encoding: gzip']), 'malformed'],
    ['cuts its gzip', page(gzipSync('berths '.repeat(99)).subarray(0, -9), ['content-encoding: gzip']), 'malformed'],
    ['codes twice', page(gzipSync(gzipSync('berths')), ['content-encoding: gzip, gzip']), 'malformed'],
    ['codes as it was not asked', page('berths', ['content-encoding: compress']), 'malformed'],
    [
      'switches protocols',
      (_head, socket) => socket.write('HTTP/1.1 101 Go\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      'malformed',
    ],
  ])('that %s has a fault, in time', async (_what, http, code) => {
    const { answer, ms } = await get({ http });
    expect(answer).toMatchObject({ fault: { code: expect.toBeOneOf(code.split(' or ')) } });
    expect(ms).toBeLessThan(3_000); // the floods compete with their own client for the processor
  });

  const zeros = Buffer.alloc(64 * 1_048_576);
  it.each<[string, Site]>([
    ['endless', startingWith(head(), (socket) => endless(socket, 'x'.repeat(16_384)))],
    [
      'endless in chunks',
      startingWith(head('transfer-encoding: chunked'), (socket) => endless(socket, '4\r\nabcd\r\n')),
    ],
    ['a gzip bomb', page(gzipSync(zeros), ['content-encoding: gzip'])],
    ['a brotli bomb', page(brotliCompressSync(zeros), ['content-encoding: br'])],
    ['a zstd bomb', page(zstdCompressSync(zeros), ['content-encoding: zstd'])],
    ['coded noise longer than the cap', page(gzipSync(randomBytes(400_000)), ['content-encoding: gzip'])],
  ])('cuts a body that is %s at the cap and says so', async (_what, http) => {
    const { answer } = await get({ http }, 15_000); // the cap is looked at here, not the time
    expect(answer).toMatchObject({ reply: { status: 200, truncated: true } });
    expect('reply' in answer && answer.reply.body.length).toBeLessThanOrEqual(CAP);
  });

  it.each([
    ['gzip', gzipSync('berths')],
    ['deflate', deflateSync('berths')],
    ['br', brotliCompressSync('berths')],
    ['zstd', zstdCompressSync('berths')],
  ])('survives a connection that breaks after the coded body is whole: %s', async (coding, body) => {
    const lines = [`content-encoding: ${coding}`, `content-length: ${body.length + 99}`];
    const http: Site = (_head, socket) => {
      socket.write(Buffer.concat([Buffer.from(head(...lines)), body, randomBytes(9)]));
      setTimeout(() => socket.resetAndDestroy(), 60);
    };
    const { answer } = await get({ http }, 5_000);
    if ('reply' in answer) expect(Buffer.from(answer.reply.body).toString()).toBe('berths');
    else expect(answer.fault.code).toBeOneOf(['refused', 'malformed']);
  });

  it('does not cut a body that just fits', async () => {
    const { answer } = await get({ http: page('x'.repeat(CAP)) });
    expect(answer).toMatchObject({ reply: { truncated: false, body: { length: CAP } } });
  });

  it('reads a reply without length until the server closes', async () => {
    const { answer } = await get({ http: (_head, socket) => socket.end(`${head()}berths`) });
    expect('reply' in answer && Buffer.from(answer.reply.body).toString()).toBe('berths');
  });
});

describe('the HTTP client', () => {
  it('looks hosts up with our own resolvers and says when DNS is to blame', async () => {
    const zone: NonNullable<World['zone']> = () => ({ rcode: 3 });
    const world = await startWorld({ zone, http: page('x') });
    close = world.close;
    const request = { url: new URL('http://gone.example/'), maxBytes: CAP };
    expect(await askHttp(request, world.network, never)).toEqual({
      fault: { code: 'unreachable', detail: 'gone.example has no address (NXDOMAIN)', attempts: 0 },
    });
  });

  it('never connects to an address of the URL that the dial refuses', async () => {
    const { openDial } = await import('../../src/net/dial.ts');
    const world = await startWorld({ http: page('secret'), options: { dial: openDial() } });
    close = world.close;
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '0']) {
      const request = { url: new URL(`http://${host}/`), maxBytes: CAP };
      expect(await askHttp(request, world.network, never)).toMatchObject({
        fault: { code: 'unreachable', detail: expect.stringContaining('not a globally reachable address') },
      });
    }
    expect(world.heads()).toEqual([]);
  });

  it('keeps headers that are named like parts of an object', async () => {
    const { answer } = await get({
      http: page('x', ['constructor: a', 'CONSTRUCTOR: b', '__proto__: c', 'set-cookie: =; x']),
    });
    expect(answer).toMatchObject({ reply: { cookies: [] } });
    const headers = 'reply' in answer ? Object.entries(answer.reply.headers) : [];
    expect(headers.filter(([name]) => name !== 'content-length')).toEqual([
      ['constructor', 'a, b'],
      ['__proto__', 'c'],
    ]);
    expect(({} as Record<string, unknown>)['constructor']).toBe(Object);
  });

  it('does not speak other protocols', async () => {
    const { answer } = await get({}, 600, 'ftp://quay.example/');
    expect(answer).toMatchObject({ fault: { code: 'malformed', attempts: 0 } });
  });

  it('tells a certificate for another name', async () => {
    const { answer } = await get({ https: page('x') }, 600, 'https://other.example/');
    expect(answer).toMatchObject({
      fault: { code: 'refused', detail: expect.stringContaining('certificate is for another name') },
    });
  });

  it('tells a server that speaks no TLS', async () => {
    const world = await startWorld({ http: (_head, socket) => socket.end() });
    close = world.close;
    const { network } = world;
    const plain = { ...network, dial: () => network.dial({ transport: 'tcp', address: '203.0.113.7', port: 80 }) };
    const request = { url: new URL('https://quay.example/'), maxBytes: CAP, addresses: ['203.0.113.7'] };
    const answer = await askHttp(request, { ...plain, timeoutMs: 500 }, never);
    expect(answer).toMatchObject({ fault: { code: expect.stringMatching(/^(?:refused|timeout)$/) } });
  });

  it('streams a body, and ends it when the caller stops', async () => {
    const world = await startWorld({
      http: startingWith(head(), (socket) => endless(socket, 'x'.repeat(9_999))),
    });
    close = world.close;
    const controller = new AbortController();
    const request = { url: new URL('http://quay.example/'), maxBytes: 1e9, addresses: ['203.0.113.7'] };
    const opened = await openHttp(request, world.network, controller.signal);
    let chunks = 0;
    const read = async () => {
      if (!('stream' in opened)) return;
      for await (const chunk of opened.stream.body) {
        chunks += chunk.length > 0 ? 1 : 0;
        if (chunks === 3) controller.abort();
      }
    };
    await expect(read()).rejects.toThrow();
    expect(chunks).toBeGreaterThanOrEqual(3);
  });

  it('stops soon after the caller does, and never asks when it has already stopped', async () => {
    const world = await startWorld({ http: () => undefined });
    close = world.close;
    const request = { url: new URL('http://quay.example/'), maxBytes: CAP, addresses: ['203.0.113.7'] };
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const startedAt = performance.now();
    const stopped = { fault: { code: 'timeout', detail: 'stopped before an answer came' } };
    expect(await askHttp(request, world.network, controller.signal)).toMatchObject(stopped);
    expect(performance.now() - startedAt).toBeLessThan(300);
    expect(await askHttp(request, world.network, controller.signal)).toMatchObject(stopped);
    expect(world.heads()).toHaveLength(1);
  });
});
