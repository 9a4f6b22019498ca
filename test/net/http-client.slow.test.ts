import { randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { askHttp } from '../../src/net/http-client.ts';
import { never } from './network-for.ts';
import { startWorld } from './worlds.ts';

const HTML = '<title>North Quay</title>'.repeat(40);
const CODED: readonly [string, Buffer][] = [
  ['gzip', gzipSync(HTML)],
  ['deflate', deflateSync(HTML)],
  ['br', brotliCompressSync(HTML)],
  ['zstd', zstdCompressSync(HTML)],
  ['identity', Buffer.from(HTML)],
];
const ROUNDS = 10_000;

describe('ten thousand mutated HTTP replies', () => {
  it('end in a reply or in a fault that is not our bug', async () => {
    const world = await startWorld({
      http: (_head, socket) => {
        const [coding, body] = CODED[Math.floor(Math.random() * CODED.length)] ?? ['identity', Buffer.from(HTML)];
        const head = `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-encoding: ${coding}\r\ncontent-length: ${body.length}\r\n\r\n`;
        const bytes = Buffer.concat([Buffer.from(head), body]);
        const isBodyOnly = Math.random() < 0.5;
        for (const [index, byte] of randomBytes(1 + Math.floor(Math.random() * 5)).entries()) {
          const from = isBodyOnly ? head.length : 0;
          bytes[from + Math.floor(Math.random() * (bytes.length - from))] = index === 0 ? byte : byte & 0x7f;
        }
        socket.end(Math.random() < 0.1 ? bytes.subarray(0, Math.floor(Math.random() * bytes.length)) : bytes);
      },
      options: { timeoutMs: 5_000 },
    });
    const request = { url: new URL('http://quay.example/'), maxBytes: 65_536, addresses: ['203.0.113.7'] };
    const bugs: unknown[] = [];
    const tally = { replies: 0, faults: 0 };
    for (let round = 0; round < ROUNDS; round += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => askHttp(request, world.network, never)));
      for (const answer of answers) {
        if ('reply' in answer) tally.replies += 1;
        else tally.faults += 1;
        if ('fault' in answer && answer.fault.code === 'internal') bugs.push(answer.fault.detail);
      }
    }
    await world.close();
    expect(bugs).toEqual([]);
    expect(tally.replies).toBeGreaterThan(ROUNDS / 20);
    expect(tally.faults).toBeGreaterThan(ROUNDS / 20);
  });
});
