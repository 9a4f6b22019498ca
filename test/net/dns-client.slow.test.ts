import { randomFillSync } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { describe, expect, it } from 'vitest';
import { askDns } from '../../src/net/dns-client.ts';
import { a, encodeReply, startDnsServer } from './dns-server.ts';
import { networkFor, never } from './network-for.ts';

const values = (reply: Awaited<ReturnType<typeof askDns>>) =>
  'message' in reply ? reply.message.answers.map(({ value }) => value) : reply.fault.detail;

describe('the DNS client on a bad day', () => {
  it('has an answer to every question though one datagram in ten is lost and the way is 40 ms long', async () => {
    let count = 0;
    const server = await startDnsServer(() => null);
    const { port: inner } = server;
    await server.close();
    const udp = createSocket('udp4');
    udp.on('message', (query, from) => {
      count += 1;
      if (count % 10 === 0) return;
      const reply = encodeReply(query, { answers: [a('quay.example', '203.0.113.7')] });
      setTimeout(() => udp.send(reply, from.port, from.address), 40);
    });
    await new Promise<void>((resolve) => udp.bind(inner, '127.0.0.1', resolve));
    const network = networkFor({ dns: inner }, { timeoutMs: 10_000 });
    const replies = await Promise.all(
      Array.from({ length: 3_000 }, async () =>
        values(await askDns({ name: 'quay.example', type: 'A' }, network, never)),
      ),
    );
    expect(replies.filter((one) => typeof one === 'string')).toEqual([]);
    udp.close();
  });

  it('believes none of 200,000 blind forgeries', async () => {
    const guess = new Uint16Array(1);
    const server = await startDnsServer(({ query, transport }) => {
      const right = encodeReply(query, { answers: [a('quay.example', '203.0.113.7')] });
      if (transport === 'tcp') return right;
      const forgeries = Array.from({ length: 200 }, () => {
        const forged = Uint8Array.from(encodeReply(query, { answers: [a('quay.example', '198.51.100.66')] }));
        do randomFillSync(guess);
        while ((guess[0] ?? 0) === (((query[0] ?? 0) << 8) | (query[1] ?? 0))); // a lucky guess is not blind
        forged[0] = (guess[0] ?? 0) >> 8;
        forged[1] = (guess[0] ?? 0) & 0xff;
        return forged;
      });
      return [...forgeries, right];
    });
    const network = networkFor({ dns: server.port }, { timeoutMs: 10_000 });
    for (let round = 0; round < 1_000; round += 1) {
      const reply = await askDns({ name: 'quay.example', type: 'A' }, network, never);
      expect(values(reply)).toEqual(['203.0.113.7']);
    }
    await server.close();
  });
});
